//! What one run came to: figures for the sum of all, and a history for the one that fails.

use serde_json::Value;

use super::judge::Verdict;
use super::payments::Payer;
use super::world::World;

/// What happened, counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) deaths: u64,
    pub(super) deaths_under_way: u64,
    pub(super) late: u64,
    pub(super) too_late: u64,
    pub(super) held: u64,
    pub(super) cuts: u64,
    pub(super) clock_steps: u64,
    pub(super) meddlings: u64,
    pub(super) hints: u64,
    /// The books' own count.
    pub(super) tally: Value,
}

/// One run.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its seed.
    pub seed: u64,
    /// What is wrong.
    pub verdict: Verdict,
    /// Documents that the source sent.
    pub documents: u64,
    /// What happened: a name and how often.
    pub counted: Vec<(String, u64)>,
    /// Line by line.
    pub history: Vec<String>,
}

impl World {
    /// Judges and reports.
    pub async fn report(self) -> Report {
        let verdict = self.judge().await;
        let counts = &self.counts;
        let mut counted: Vec<(String, u64)> = [
            ("deaths of a worker", counts.deaths),
            ("  while its request was under way", counts.deaths_under_way),
            ("writes that arrived after their sender gave up", counts.late),
            ("replies that came too late", counts.too_late),
            ("requests under way while others worked", counts.held),
            ("lines cut", counts.cuts),
            ("clock steps", counts.clock_steps),
            ("changes by people", counts.meddlings),
            ("requests", counts.tally["requests"].as_u64().unwrap_or(0)),
            ("payments to the books", self.dues_by(Payer::Source)),
            ("payments from the books", self.dues_by(Payer::Books)),
            ("hints that the books changed", counts.hints),
        ]
        .map(|(name, count)| (name.to_owned(), count))
        .to_vec();
        for (kind, count) in counts.tally["faults"].as_object().into_iter().flatten() {
            counted.push((format!("fault {kind}"), count.as_u64().unwrap_or(0)));
        }
        Report {
            seed: self.seed,
            verdict,
            documents: self.documents.len() as u64,
            counted,
            history: self.history.lines().to_vec(),
        }
    }
}
