//! Suggestions for people: a slot, then its candidates with what speaks for them.

use super::Table;
use std::io::{self, Write};
use waypost_core::wire::Suggestion;

impl Table<'_> {
    pub(in super::super) fn suggestions(
        &self,
        out: &mut dyn Write,
        found: &[Suggestion],
    ) -> io::Result<()> {
        if found.is_empty() {
            return writeln!(out, "Nothing to suggest.");
        }
        for one in found {
            let now = match one.inherited.as_deref() {
                Some(account) => format!("; until then {}", self.title(account)),
                None => String::new(),
            };
            writeln!(out, "{} ({}){now}", one.name, one.slot)?;
            if one.accounts.is_empty() {
                writeln!(out, "         no account of the chart seems to fit")?;
            }
            for candidate in &one.accounts {
                let why: Vec<&str> =
                    candidate.evidence.iter().map(|one| one.message.as_str()).collect();
                let (score, account) = (candidate.score, self.title(&candidate.account));
                writeln!(out, "    {score:>3}  {account}: {}", why.join(" "))?;
            }
        }
        Ok(())
    }
}
