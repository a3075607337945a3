//! A power cut at a chosen point.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use waypost_server::sync::Checkpoints;

/// Ends the worker after a number of checkpoints, as a power cut would.
#[derive(Debug, Default)]
pub struct Fuse {
    left: AtomicUsize,
    blown: AtomicBool,
    passed: Mutex<Vec<String>>,
}

impl Fuse {
    /// Burns through after `points` checkpoints; the next one ends everything.
    pub fn after(points: usize) -> Arc<Fuse> {
        Arc::new(Fuse { left: AtomicUsize::new(points), ..Fuse::default() })
    }

    /// Whether it ended the worker.
    pub fn blown(&self) -> bool {
        self.blown.load(Ordering::SeqCst)
    }

    /// The names of the points that were passed.
    pub fn passed(&self) -> Vec<String> {
        self.passed.lock().expect("the list").clone()
    }
}

impl Checkpoints for Fuse {
    fn pass(&self, point: &str) -> bool {
        if self.blown() {
            return false;
        }
        let gone = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
            .is_err();
        if gone {
            self.blown.store(true, Ordering::SeqCst);
            return false;
        }
        self.passed.lock().expect("the list").push(point.to_owned());
        true
    }
}
