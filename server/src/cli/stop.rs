//! Why a command ended before its end.

use std::io;
use waypost_core::wire::Unusable;

/// The end of a command before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// Words for standard error, file and field named.
    Because(String),
    /// The reader of the output went away (`| head`).
    NobodyReads,
}

impl Stop {
    /// Writing the answers failed.
    #[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
    pub(super) fn from_output(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::NobodyReads,
            _ => Stop::Because(format!(
                "standard output: cannot be written ({error}); make room and run again"
            )),
        }
    }

    /// A file could not be read at all.
    pub(super) fn unreadable(file: &str, error: &io::Error) -> Stop {
        Stop::Because(format!(
            "{file}: cannot be read ({error}); check the name and the permissions"
        ))
    }

    /// `FILE:LINE: FIELD: words`. `first_line` is the line of the file on which the text began.
    pub(super) fn unusable(file: &str, first_line: usize, refusal: &Unusable) -> Stop {
        let line = first_line + refusal.line.unwrap_or(1).saturating_sub(1);
        Stop::Because(format!("{file}:{line}: {refusal}"))
    }
}
