//! A company's year of bad luck in half a second, from a seed: two workers on one database, cut lines,
//! late and lost replies, clocks that step, leases that run out, deaths at any point; and, where a plan
//! has it, payments at the source and in the books. Then everything is let to settle, and the sandbox's
//! books are compared with a journal that neither core nor server made.
//!
//! Not a test of speed. Invariant: every decision follows from the seed and from counts, never from the
//! machine's time; one worker runs at a time, from one request to the next. So the same seed on the same
//! sources makes the same history, line by line.

mod chaos;
mod clock;
mod documents;
mod end;
mod history;
mod judge;
mod judge_payments;
mod meddler;
mod payments;
mod plan;
mod report;
mod system;
mod wire;
mod worker;
mod world;

pub use judge::Verdict;
pub use plan::Plan;
pub use report::Report;
pub use world::World;

/// Runs one seed: chaos, then peace, then the judgement.
pub async fn run(seed: u64, plan: Plan) -> Report {
    let mut world = World::open(seed, plan).await;
    world.chaos().await;
    world.end().await;
    world.report().await
}
