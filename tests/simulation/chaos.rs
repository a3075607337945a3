//! The bad part: turn by turn, what happens next is drawn.

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::wire::System;
use waypost_server::transport::NoReply;

use super::system::{below, changed_meanwhile};
use super::world::World;
use crate::unheard::unheard_kinds;

/// Turns for every document.
const TURNS: u32 = 22;
/// How long time may pass at once, in seconds: a moment, a lease, a pause, a quarantine.
const PAUSES: [i64; 5] = [2, 20, 50, 300, 1_200];
/// Longest cut of a line in seconds.
const CUT: u32 = 240;

impl World {
    /// All turns.
    pub async fn chaos(&mut self) {
        self.set_faults().await;
        let many = u32::try_from(self.documents.len()).expect("few documents");
        for _ in 0..(30 + many * TURNS) {
            self.turn().await;
        }
    }

    /// The books are told to misbehave.
    async fn set_faults(&mut self) {
        if self.plan.faults == 0 {
            return;
        }
        let share = if self.plan.ambiguous_only {
            self.plan.faults
        } else {
            self.chance.below(self.plan.faults + 1)
        };
        let system = self.plan.system;
        let kinds = if self.plan.ambiguous_only { ambiguous(system) } else { everything(system) };
        let each = share.div_ceil(u32::try_from(kinds.len()).expect("few kinds")).max(1);
        let mut faults = Vec::new();
        for mut fault in kinds {
            fault["share_percent"] = json!(each);
            fault["seed"] = json!(self.chance.below(u32::MAX));
            faults.push(fault);
        }
        self.note(&format!("books: {each} % of requests for each of {} faults", faults.len()));
        self.desk.fault(Value::from(faults)).await;
    }

    async fn turn(&mut self) {
        if self.plan.paid > 0 && self.happens(self.plan.paid) {
            return self.pay().await;
        }
        let sent = self.ids.len();
        match self.chance.below(100) {
            0..10 if sent < self.documents.len() => self.push().await,
            10..12 if sent > 0 => self.push_again().await,
            12..14 => self.pause().await,
            14..16 if self.plan.skew_s > 0 => self.step_a_clock(),
            _ if self.happens(self.plan.meddled) => self.meddle().await,
            _ => self.work().await,
        }
    }

    /// The source sends something a second time.
    async fn push_again(&mut self) {
        let again = self.chance.pick(&self.documents[..self.ids.len()]).clone();
        self.note(&format!("source: {} is sent again", again["number"]));
        self.desk.push(&again).await;
    }

    async fn pause(&mut self) {
        let seconds = *self.chance.pick(&PAUSES);
        self.note(&format!("{seconds} s pass"));
        self.pass(SignedDuration::from_secs(seconds)).await;
    }

    fn step_a_clock(&mut self) {
        let at = self.chance.below(u32::try_from(self.workers.len()).expect("few")) as usize;
        let most = self.plan.skew_s;
        let off = i64::from(self.chance.below(2 * most + 1)) - i64::from(most);
        self.counts.clock_steps += 1;
        self.note(&format!("worker {at}: its clock is off by {off} s"));
        self.workers[at].step_clock(SignedDuration::from_secs(off));
    }

    /// A worker goes on by one step.
    async fn work(&mut self) {
        let at = self.chance.below(u32::try_from(self.workers.len()).expect("few")) as usize;
        if self.happens(self.plan.cut) {
            let seconds = i64::from(self.chance.below(CUT)) + 1;
            self.counts.cuts += 1;
            self.note(&format!("worker {at}: its line is cut for {seconds} s"));
            self.workers[at].cut_until = Some(self.now() + SignedDuration::from_secs(seconds));
        }
        if self.workers[at].parked.is_some() {
            return self.fate(at).await;
        }
        let asked = self.workers[at].running.is_some();
        if !asked {
            self.workers[at].activate();
        }
        self.run(at).await;
        if self.workers.iter().all(|worker| worker.parked.is_none()) {
            let seconds = i64::from(self.chance.below(self.plan.idle_s)) + 1;
            self.pass(SignedDuration::from_secs(seconds)).await;
        }
    }

    /// What becomes of a worker's request.
    async fn fate(&mut self, at: usize) {
        let Some(parked) = self.workers[at].parked.take() else { return };
        let words = self.words(&parked.request);
        if self.workers[at].cut_until.is_some_and(|until| until > self.now()) {
            self.note(&format!("worker {at}: {words}: the line is cut"));
            let failure = if self.happens(50) {
                NoReply::NotSent("no way to the remote".to_owned())
            } else {
                NoReply::NoAnswer("the connection broke".to_owned())
            };
            parked.answer(Err(failure));
            return self.run(at).await;
        }
        if parked.writes() && self.happens(self.plan.late) {
            self.note(&format!("worker {at}: {words}: gives up on it, and it is still under way"));
            self.pass(SignedDuration::try_from(parked.limit).expect("a time limit")).await;
            let since = parked.since;
            let request = parked.request.try_clone().expect("a plain body");
            self.set_adrift(request, since);
            parked.answer(Err(NoReply::NoAnswer("no answer in time".to_owned())));
            return self.run(at).await;
        }
        if self.happens(self.plan.killed) {
            return self.die_with(at, parked).await;
        }
        if self.happens(self.plan.held) {
            let seconds = i64::from(self.chance.below(120)) + 1;
            self.counts.held += 1;
            self.note(&format!("worker {at}: {words}: under way for {seconds} s more"));
            self.workers[at].parked = Some(parked);
            return self.pass(SignedDuration::from_secs(seconds)).await;
        }
        self.deliver(parked).await;
    }

    /// It dies while its request is under way, which then arrives or does not, sooner or later.
    async fn die_with(&mut self, at: usize, parked: super::wire::Parked) {
        let words = self.words(&parked.request);
        self.workers[at].kill();
        self.counts.deaths_under_way += 1;
        let since = parked.since;
        let request = parked.request.try_clone().expect("a plain body");
        drop(parked);
        match self.chance.below(4) {
            0 => self.note(&format!("worker {at}: killed; {words} never left")),
            1 | 2 => {
                self.note(&format!("worker {at}: killed; {words} is under way"));
                self.set_adrift(request, since);
            }
            _ => {
                self.note(&format!("worker {at}: killed; {words} arrives"));
                let heard = crate::direct::call(&self.desk.books.sandbox.line(), &request).await;
                if let Some(heard) = heard {
                    self.history.learn(&request, &heard.body);
                }
            }
        }
        self.revive(at);
    }
}

/// Writes with an outcome that nobody hears of.
fn ambiguous(system: System) -> Vec<Value> {
    let writes = |mut fault: Value| {
        fault["method"] = json!("POST");
        fault["path"] = json!(below(system));
        fault
    };
    unheard_kinds().into_iter().map(writes).collect()
}

/// Whatever the books can do, to any request.
fn everything(system: System) -> Vec<Value> {
    let others = [
        json!({"kind": "delay", "ms": 4_000, "when": "after_commit"}),
        json!({"kind": "status", "status": 429}),
        json!({"kind": "status", "status": 429, "retry_after_seconds": 30}),
        json!({"kind": "status", "status": 503}),
        json!({"kind": "status", "status": 500}),
        changed_meanwhile(system),
        json!({"kind": "expire_tokens", "path": below(system)}),
    ];
    unheard_kinds().into_iter().chain(others).collect()
}
