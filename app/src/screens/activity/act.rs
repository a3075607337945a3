//! Trying again, or leaving out, many documents at once: those that are chosen, or all of a cause.

use leptos::prelude::*;
use waypost_core::api::{Several, SeveralDone};

use super::Showing;
use crate::session;
use crate::stored::Stored;
use crate::ui::deed::Deeds;
use crate::ui::field::Field;
use crate::words::count;

/// The controls of one cause. Where documents are listed with it, they act on those that are chosen.
pub(super) fn act(showing: Showing, key: &str, retries: bool) -> Option<AnyView> {
    if !session::may_bill() {
        return None;
    }
    let deeds = Deeds::new();
    let client = session::client();
    let key = Stored::new(key.to_owned());
    let several = move |reason: Option<String>| {
        let documents = showing.chosen.get_untracked();
        let cause = documents.is_empty().then(|| key.get_value());
        Several { documents, cause, reason }
    };
    let id = move || showing.here.id.get_untracked();
    let again = deeds.button("Try again", move || {
        let (id, several) = (id(), several(None));
        Box::pin(async move {
            let done = client.retry_several(&id, &several).await?;
            Ok(showing.after(&done, "tried again"))
        })
    });
    let skip = retries.then(|| {
        let why =
            Field::text("Reason", "Why they are left out of the books. Kept in the audit log.");
        let fields = vec![(why, "Enter why they are left out.")];
        deeds.form("Leave out of the books", fields, "Leave out", move |given| {
            let (id, several) = (id(), several(given.into_iter().next()));
            Box::pin(async move {
                let done = client.skip_several(&id, &several).await?;
                Ok(showing.after(&done, "left out"))
            })
        })
    });
    Some(view! { {again} {skip} <div class="deed-outcome">{deeds.outcome()}</div> }.into_any())
}

impl Showing {
    /// Nothing is chosen any more, and everything is read again; what was done, in words.
    fn after(self, done: &SeveralDone, what: &str) -> String {
        self.chosen.try_set(Vec::new());
        self.activity.refresh();
        self.page.refresh();
        let number = usize::try_from(done.done).unwrap_or(usize::MAX);
        let mut words = format!("{} {what}.", count(number, "document is", "documents are"));
        if let Some(first) = done.refused.first() {
            let left = count(done.refused.len(), "was", "were");
            words.push_str(&format!(" {left} not: {}", first.message));
        }
        words
    }
}
