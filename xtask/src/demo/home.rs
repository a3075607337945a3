//! The demo's own folder, target/demo: database, key, books of the sandbox, logs.
//!
//! Invariant: one demo at a time works in it, and only `--fresh` throws anything away.

use crate::place::Place;
use crate::run::last_lines;
use anyhow::{Context, Result, bail};
use std::fs::{self, File, TryLockError};
use std::path::PathBuf;

/// The folder, held until it is dropped.
pub(crate) struct Home {
    folder: PathBuf,
    /// Held, not read: the lock ends with the process, however it ends.
    _lock: File,
}

impl Home {
    /// Opens the folder, emptied first when `fresh`.
    ///
    /// # Errors
    /// Another demo is at work in it.
    pub(crate) fn open(place: &Place, fresh: bool) -> Result<Self> {
        let folder = place.root.join("target/demo");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        // Beside the folder, so that emptying it does not take the lock away.
        let lock = File::create(place.root.join("target/demo.lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "A demo is already running on {}. Stop it with Ctrl-C, then run this again",
                folder.display()
            ),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        if fresh {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("cannot empty {}", folder.display()))?;
            fs::create_dir_all(&folder)?;
        }
        Ok(Self { folder, _lock: lock })
    }

    /// A file in the folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Where a program's log goes.
    pub(crate) fn log(&self, program: &str) -> PathBuf {
        self.file(&format!("{program}.log"))
    }

    /// What to say when a program ended by itself.
    pub(crate) fn obituary(&self, program: &str, how: &str) -> String {
        let log = self.log(program);
        let said = match last_lines(&log, 15) {
            words if words.is_empty() => format!("It wrote nothing to {}", log.display()),
            words => format!("Its last words, from {}:\n{words}", log.display()),
        };
        format!("{program} ended by itself ({how}); the rest is stopped. {said}")
    }
}
