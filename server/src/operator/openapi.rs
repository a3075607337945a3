//! `waypost openapi`: the document that `/api/openapi.json` answers.

use std::io::Write;

use super::Failure;

pub(super) fn run() -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(&crate::http::openapi())?;
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}
