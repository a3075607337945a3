//! Peers taking turns, so that what else the machine does falls on all of them alike.

use anyhow::Result;

/// What a peer took in one round.
#[derive(Clone, Copy)]
pub(super) struct Lap {
    /// In the unit of the race: nanoseconds a line, or seconds.
    pub(super) took: f64,
    /// Memory at most, in MB; 0 where it is not measured.
    pub(super) megabytes: f64,
}

/// One who takes part.
pub(super) struct Peer<'a> {
    pub(super) name: &'static str,
    pub(super) lap: Box<dyn Fn() -> Result<Lap> + 'a>,
}

/// The medians of a peer.
pub(super) struct Score {
    pub(super) name: &'static str,
    pub(super) took: f64,
    pub(super) megabytes: f64,
}

/// Lets everyone take turns for so many rounds.
pub(super) fn race(peers: &[Peer<'_>], rounds: usize) -> Result<Vec<Score>> {
    let mut laps: Vec<Vec<Lap>> = peers.iter().map(|_| Vec::new()).collect();
    for round in 1..=rounds {
        for (peer, laps) in peers.iter().zip(&mut laps) {
            let lap = (peer.lap)()?;
            println!("  round {round}: {} {:.3}", peer.name, lap.took);
            laps.push(lap);
        }
    }
    let score = |(peer, laps): (&Peer<'_>, Vec<Lap>)| Score {
        name: peer.name,
        took: median(laps.iter().map(|lap| lap.took)),
        megabytes: median(laps.iter().map(|lap| lap.megabytes)),
    };
    Ok(peers.iter().zip(laps).map(score).collect())
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn one_slow_round_does_not_move_the_median() {
        assert!((median([3.0, 1.0, 90.0].into_iter()) - 3.0).abs() < f64::EPSILON);
    }
}
