//! One worker: a run of the server's sync with a line, a clock and a fuse of its own. When it dies,
//! another run takes its place and knows nothing but what is durable.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use waypost_server::sync::{Checkpoints, Options, Safeguard, Sync};

use super::clock::WrongClock;
use super::wire::{Parked, Wire};
use crate::desk::{Desk, Fuse};

/// A worker.
pub(super) struct Worker {
    pub(super) clock: Arc<WrongClock>,
    /// Its activation, while one runs.
    pub(super) running: Option<JoinHandle<()>>,
    /// Its request under way, while there is one.
    pub(super) parked: Option<Parked>,
    /// Until when its line is cut.
    pub(super) cut_until: Option<Timestamp>,
    fuse: Arc<Fuse>,
    sync: Sync,
}

/// What every worker is made with.
pub(super) struct Mould<'a> {
    pub(super) desk: &'a Desk,
    pub(super) parked: mpsc::UnboundedSender<Parked>,
    pub(super) left_out: Option<Safeguard>,
}

impl Worker {
    /// The worker at place `at`, which lives for `points` checkpoints.
    pub(super) fn start(mould: Mould<'_>, at: usize, points: usize) -> Worker {
        let clock = WrongClock::of(&mould.desk.clock);
        let fuse = Fuse::after(points);
        let checkpoints: Arc<dyn Checkpoints> = fuse.clone();
        let options = Options {
            checkpoints,
            carrier: Some(Arc::new(Wire { worker: at, parked: mould.parked })),
            left_out: mould.left_out,
            ..Options::default()
        };
        let sync = mould.desk.worker(clock.clone(), options);
        Worker { clock, running: None, parked: None, cut_until: None, fuse, sync }
    }

    /// Begins an activation.
    pub(super) fn activate(&mut self) {
        let sync = self.sync.clone();
        self.running = Some(tokio::spawn(async move {
            // A database that does not answer is told by the books in the end.
            let _due = sync.activate_once().await;
        }));
    }

    /// Whether it died at a checkpoint.
    pub(super) fn is_dead(&self) -> bool {
        self.fuse.blown()
    }

    /// It dies at once, and what was under way is on its own.
    pub(super) fn kill(&mut self) -> Option<Parked> {
        if let Some(running) = self.running.take() {
            running.abort();
        }
        self.parked.take()
    }

    /// Its clock steps.
    pub(super) fn step_clock(&self, off: SignedDuration) {
        self.clock.step(off);
    }
}
