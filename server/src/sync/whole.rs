//! Reading for its own sake: one thing asked under the lane's lease, to its last page, and what a
//! refusal of any page means for whoever reads.

use super::halt::Halt;
use super::lane::{Lane, Under};
use super::remote::Remote;
use crate::connectors::{Answer, Ask, Class, Decoded, Rejection};

/// Why a reading ended early; what it read so far stays.
pub(super) enum Stopped {
    /// The lane does not go on.
    Halt(Halt),
    /// This was refused; others may not be.
    Refused(Rejection),
}

impl<E: Into<Halt>> From<E> for Stopped {
    fn from(halt: E) -> Stopped {
        Stopped::Halt(halt.into())
    }
}

/// Asks one thing and reads on to the last page.
pub(super) async fn whole(
    lane: &Lane,
    remote: &Remote<'_>,
    ask: Ask,
) -> Result<Vec<Answer>, Stopped> {
    let mut answers = Vec::new();
    let mut calls = remote.ledger.encode(&remote.target, &[ask]);
    while let Some(call) = calls.pop() {
        let seat = remote.seat(lane, &call).await?;
        lane.keep().await?;
        lane.pass(&format!("{}: before the request", call.step))?;
        let under = Under { lane, intended_at: None };
        let sent = match seat {
            Some(seat) => remote.send_from(seat, &call, Some(&under)).await?,
            None => remote.send(&call, Some(&under)).await?,
        };
        lane.pass(&format!("{}: after the reply", call.step))?;
        let Decoded { answers: read, next, .. } = sent.decoded;
        for answer in read {
            if let Answer::Rejected(why) | Answer::Unknown(why) = answer {
                return Err(refused(lane, remote, why).await?);
            }
            answers.push(answer);
        }
        calls.extend(next);
    }
    Ok(answers)
}

async fn refused(lane: &Lane, remote: &Remote<'_>, why: Rejection) -> Result<Stopped, Halt> {
    if why.remote_wide {
        let mut tx = lane.begin().await?;
        let limits = remote.ledger.capabilities().limits;
        lane.close(&mut tx, &why, limits).await?;
        tx.commit().await?;
        return Ok(Stopped::Halt(Halt::LaneClosed));
    }
    if why.class == Class::Auth {
        return Ok(Stopped::Halt(Halt::LaneClosed));
    }
    Ok(Stopped::Refused(why))
}
