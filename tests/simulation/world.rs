//! The world of one run: the desk with its database and books, the workers, what is under way between
//! them, and time. Everything that moves it moves it from here.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::Request;
use serde_json::Value;
use tokio::sync::mpsc;
use waypost_generate::Chance;
use waypost_sandbox::Config;
use waypost_server::transport::NoReply;

use super::documents::document;
use super::history::History;
use super::meddler::Meddler;
use super::payments::{Due, planned};
use super::plan::Plan;
use super::report::Counts;
use super::wire::Parked;
use super::worker::{Mould, Worker};
use crate::database::{Database, On};
use crate::desk::Desk;
use crate::direct;
use crate::ids::CountedIds;

/// When every run begins.
const START: &str = "2026-09-21T08:00:00Z";
/// How long a worker may run between two requests, in the machine's time, before something is wrong.
const PATIENCE: Duration = Duration::from_secs(120);

/// A request that nobody waits for any more, and that still arrives.
struct Adrift {
    due: Timestamp,
    request: Request,
}

/// One run.
pub struct World {
    pub(super) seed: u64,
    pub(super) plan: Plan,
    pub(super) chance: Chance,
    pub(super) desk: Desk,
    pub(super) workers: Vec<Worker>,
    pub(super) documents: Vec<Value>,
    /// Our ids of those that the source has sent.
    pub(super) ids: Vec<String>,
    /// What will have been paid in the end.
    pub(super) dues: Vec<Due>,
    pub(super) meddler: Meddler,
    pub(super) counts: Counts,
    pub(super) history: History,
    adrift: Vec<Adrift>,
    arrivals: mpsc::UnboundedReceiver<Parked>,
    parked: mpsc::UnboundedSender<Parked>,
}

impl World {
    /// A connected company, its documents not sent yet, and workers that have not begun.
    pub async fn open(seed: u64, plan: Plan) -> World {
        let start: Timestamp = START.parse().expect("a moment");
        let mut chance = Chance::new(seed);
        let retry_after_seconds = (chance.below(2) > 0).then_some(20);
        let config = Config { retry_after_seconds, ..Config::default() };
        let ids = Arc::new(CountedIds::default());
        let database = Database::fresh(On::Sqlite).await;
        let desk = Desk::bare_at(database, config, start, ids).await;
        let desk = super::system::set_up(desk, plan).await;
        let (fewest, most) = plan.documents;
        let many = fewest + chance.below(most - fewest + 1);
        let documents: Vec<Value> =
            (1..=many).map(|n| document(&format!("SIM-{n:03}"), &mut chance)).collect();
        let dues = if plan.paid > 0 { planned(&documents, &mut chance) } else { Vec::new() };
        let (parked, arrivals) = mpsc::unbounded_channel();
        let mut world = World {
            seed,
            plan,
            chance,
            desk,
            workers: Vec::new(),
            documents,
            ids: Vec::new(),
            dues,
            meddler: Meddler::default(),
            counts: Counts::default(),
            history: History::begin(start),
            adrift: Vec::new(),
            arrivals,
            parked,
        };
        for at in 0..plan.workers {
            let worker = world.born(at);
            world.workers.push(worker);
        }
        world
    }

    /// The source sends its next document.
    pub(super) async fn push(&mut self) {
        let at = self.ids.len();
        let Some(document) = self.documents.get(at) else { return };
        self.ids.push(self.desk.push(document).await);
        self.note(&format!("source: {} is sent", document["number"]));
    }

    /// True in so many of a hundred cases.
    pub(super) fn happens(&mut self, percent: u32) -> bool {
        self.chance.below(100) < percent
    }

    pub(super) fn now(&self) -> Timestamp {
        self.desk.clock.now_is()
    }

    pub(super) fn note(&mut self, what: &str) {
        self.history.note(self.desk.clock.now_is(), what);
    }

    fn born(&mut self, at: usize) -> Worker {
        let points = match self.plan.life {
            Some(most) => self.chance.below(most) as usize,
            None => usize::MAX,
        };
        self.born_to(at, points)
    }

    fn born_to(&self, at: usize, points: usize) -> Worker {
        let (parked, left_out) = (self.parked.clone(), self.plan.left_out);
        Worker::start(Mould { desk: &self.desk, parked, left_out }, at, points)
    }

    /// The worker at that place lives for `points` checkpoints from now on.
    pub fn replace(&mut self, at: usize, points: usize) {
        self.workers[at] = self.born_to(at, points);
    }

    /// Another run takes the place of a worker that died.
    pub(super) fn revive(&mut self, at: usize) {
        self.counts.deaths += 1;
        self.note(&format!("worker {at}: dies, and another takes its place"));
        self.workers[at] = self.born(at);
    }

    /// Runs a worker to its next request, or to the end of its activation.
    pub(super) async fn run(&mut self, at: usize) {
        let Some(running) = self.workers[at].running.as_mut() else { return };
        let next = async {
            tokio::select! {
                biased;
                parked = self.arrivals.recv() => parked,
                _ended = running => None,
            }
        };
        let next = tokio::time::timeout(PATIENCE, next).await;
        let next = next.unwrap_or_else(|_| panic!("seed {}: worker {at} hangs", self.seed));
        match next {
            Some(mut parked) => {
                parked.since = self.desk.clock.now_is();
                let whose = parked.worker;
                self.workers[whose].parked = Some(parked);
            }
            None => {
                self.workers[at].running = None;
                if self.workers[at].is_dead() {
                    self.revive(at);
                }
            }
        }
    }

    /// Carries a request to the books; its sender hears the reply, unless that took too long.
    pub(super) async fn deliver(&mut self, parked: Parked) {
        let words = self.words(&parked.request);
        let waited = self.now().duration_since(parked.since);
        if waited > self.adrift_for() {
            self.note(&format!("worker {}: {words}: ended on the way", parked.worker));
            let worker = parked.worker;
            parked.answer(Err(NoReply::NoAnswer("no answer in time".to_owned())));
            return self.run(worker).await;
        }
        let heard = direct::call(&self.desk.books.sandbox.line(), &parked.request).await;
        let waited = self.now().duration_since(parked.since);
        let limit = SignedDuration::try_from(parked.limit).expect("a time limit");
        let answer = match heard {
            _ if waited >= limit => {
                self.counts.too_late += 1;
                Err(NoReply::NoAnswer("no answer in time".to_owned()))
            }
            None => Err(NoReply::NoAnswer("the connection closed".to_owned())),
            Some(heard) => Ok(direct::reply(heard)),
        };
        let outcome = match &answer {
            Ok(reply) => {
                self.history.learn(&parked.request, &reply.body);
                reply.status.to_string()
            }
            Err(failure) => failure.to_string(),
        };
        self.note(&format!("worker {}: {words}: {outcome}", parked.worker));
        let worker = parked.worker;
        parked.answer(answer);
        self.run(worker).await;
    }

    /// Nobody waits for `request` any more, and it arrives some time later.
    pub(super) fn set_adrift(&mut self, request: Request, since: Timestamp) {
        let latest = (since + self.adrift_for()).duration_since(self.now()).as_secs().max(1);
        let wait = self.chance.below(u32::try_from(latest).unwrap_or(1));
        let due = self.now() + SignedDuration::from_secs(i64::from(wait));
        self.counts.late += 1;
        self.adrift.push(Adrift { due, request });
    }

    /// Time passes for everybody; what was adrift arrives meanwhile.
    pub(super) async fn pass(&mut self, by: SignedDuration) {
        let end = self.now() + by;
        while let Some(next) = self.next_adrift(end) {
            self.wait_until(next.due);
            let words = self.words(&next.request);
            let heard = direct::call(&self.desk.books.sandbox.line(), &next.request).await;
            if let Some(heard) = &heard {
                self.history.learn(&next.request, &heard.body);
            }
            let outcome = heard.map_or_else(|| "-".to_owned(), |heard| heard.status.to_string());
            self.note(&format!("late, heard by nobody: {words}: {outcome}"));
        }
        self.wait_until(end);
    }

    fn next_adrift(&mut self, end: Timestamp) -> Option<Adrift> {
        let due = |one: &Adrift| one.due;
        let first = self.adrift.iter().map(due).filter(|due| *due <= end).min()?;
        let at = self.adrift.iter().position(|one| one.due == first)?;
        Some(self.adrift.remove(at))
    }

    fn wait_until(&self, moment: Timestamp) {
        let wait = moment.duration_since(self.now());
        if wait > SignedDuration::ZERO {
            self.desk.clock.advance(wait);
        }
    }
}
