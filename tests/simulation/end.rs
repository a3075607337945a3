//! The good part: everything works again, people have done their part, and the workers get the time
//! they need. What is not posted then never will be.

use jiff::SignedDuration;
use serde_json::Value;
use waypost_server::sync::Options;

use super::world::World;
use crate::sample::SUBSIDIARY;

/// How often people look at what waits for them.
const LOOKS: usize = 6;
/// Most activations between two looks.
const ACTIVATIONS: usize = 60;

impl World {
    /// Peace, until nothing is due and nothing waits for a person.
    pub async fn end(&mut self) {
        self.note("peace");
        self.desk.mend().await;
        self.mend().await;
        while self.ids.len() < self.documents.len() {
            self.push().await;
        }
        for at in 0..self.workers.len() {
            self.workers[at].step_clock(SignedDuration::ZERO);
            self.workers[at].cut_until = None;
            while let Some(parked) = self.workers[at].parked.take() {
                self.deliver(parked).await;
            }
        }
        self.pass(self.adrift_for() + SignedDuration::from_secs(60)).await;
        let options = Options { left_out: self.plan.left_out, ..Options::default() };
        self.desk.start_again(options);
        for _ in 0..LOOKS {
            self.settle().await;
            if self.decide().await == 0 {
                break;
            }
            // An account may have been blocked when the chart was read last.
            let read = self.desk.sync.refresh_chart(&self.desk.scope, SUBSIDIARY).await.is_ok();
            self.note(&format!("person: reads the chart again: {read}"));
        }
        if self.plan.paid > 0 {
            self.pay_the_rest().await;
        }
        self.counts.tally = self.desk.ask("GET", "tally", &Value::Null).await;
    }

    async fn settle(&mut self) {
        for _ in 0..ACTIVATIONS {
            let Some(due) = self.desk.work().await else { return };
            let wait = due.duration_since(self.now());
            self.pass(wait.clamp(SignedDuration::from_secs(1), SignedDuration::from_hours(1)))
                .await;
        }
    }
}
