//! Every line that the servers of this process log, kept in memory for those who search it.

use std::io::Write;
use std::sync::{Mutex, OnceLock, PoisonError};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static BEGUN: OnceLock<()> = OnceLock::new();

struct Kept;

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct Keep;

impl MakeWriter<'_> for Keep {
    type Writer = Kept;

    fn make_writer(&self) -> Kept {
        Kept
    }
}

/// Begins to keep the log, in more detail than a server writes it.
pub fn begin() {
    BEGUN.get_or_init(|| {
        let filter = EnvFilter::new("info,waypost_server=trace,sqlx=debug,hyper=debug");
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(Keep).init();
    });
}

/// Everything logged so far.
pub fn so_far() -> String {
    String::from_utf8_lossy(&LINES.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}
