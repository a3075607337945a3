//! Admission: core decides whether a document is posted, skipped or held; what it decides is
//! stored here, with the basis of the decision, so that it is decided anew when that changes.

use waypost_core::api::State;
use waypost_core::sync::change::withdrawn;
use waypost_core::sync::{Admission, admit};
use waypost_core::wire::{Document, Preview};

use super::round::Round;
use super::work::Held;
use crate::connectors::Moved;
use crate::store::operation::Due;
use crate::sync::halt::Halt;

/// A document that will be posted.
pub(super) struct Ready {
    pub(super) due: Due,
    pub(super) document: Document,
    pub(super) preview: Preview,
    /// Posted on another day than its own (R26).
    pub(super) moved: Option<Moved>,
}

impl Round<'_> {
    /// Those of `due` that are posted; the others are skipped or held with their reason.
    pub(super) async fn admit(&self, due: Vec<Due>) -> Result<Vec<Ready>, Halt> {
        let mut admitted = Vec::new();
        for due in due {
            if due.withdrawn {
                self.hold(&due, State::Skipped, &withdrawn()).await?;
                continue;
            }
            let document: Document = serde_json::from_str(&due.body)?;
            let preview = match self.rules.preview(&document) {
                Ok(preview) => preview,
                Err(unusable) => {
                    let message = format!("{unusable} Correct it at the source.");
                    let held = Held::config("unusable_document", message);
                    self.hold(&due, State::NeedsYou, &held).await?;
                    continue;
                }
            };
            match admit(&document, &self.connection.settings, &preview) {
                Admission::Post => {
                    admitted.push(Ready { due, document, preview, moved: None });
                }
                Admission::Skip(held) => self.hold(&due, State::Skipped, &held).await?,
                Admission::Hold(held) => self.hold(&due, State::NeedsYou, &held).await?,
            }
        }
        Ok(admitted)
    }
}
