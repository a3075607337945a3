//! Saving, ending the mapping step, and submitting (R16). Every write names the revision it expects;
//! when somebody else was faster, their draft is read and yours is laid on top of it.

use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{Draft, MappingState};

use super::{Editor, merge};
use crate::client::{Client, Trouble};
use crate::location::{self, Left};
use crate::session;
use crate::ui::announce::say;
use crate::words::count;

/// A write under way.
type Writing = Pin<Box<dyn Future<Output = Result<(), Trouble>>>>;

/// What a person asks of the bar.
pub(crate) enum Deed {
    /// The draft is saved.
    Save,
    /// It is saved, then this address is gone to.
    SaveAndLeave(String),
    /// The mapping step ends.
    Finish,
    /// The draft becomes the version that posts.
    Submit,
}

impl Editor {
    /// Does it; `submitted` is called after a version became active.
    pub(crate) fn act(self, deed: Deed, submitted: Callback<()>) {
        match deed {
            Deed::Save => self.save(None),
            Deed::SaveAndLeave(address) => self.save(Some(address)),
            Deed::Finish => self.finish(),
            Deed::Submit => self.submit(submitted),
        }
    }

    fn save(self, leave: Option<String>) {
        self.write(move |client, id| async move {
            let sent = self.mapping.get_untracked();
            let answer = client.put_draft(&id, &sent, self.draft().revision).await;
            match answer {
                Ok(draft) => {
                    self.take_saved(draft);
                    say("Saved.");
                    if let Some(address) = leave {
                        location::go(&address, Left::Behind);
                    }
                    Ok(())
                }
                Err(Trouble::Changed(_)) => {
                    if let Some(theirs) = client.mapping(&id).await? {
                        self.lay_over(theirs);
                    }
                    Ok(())
                }
                Err(met) => Err(met),
            }
        });
    }

    fn finish(self) {
        self.write(move |client, id| async move {
            let draft = client.done(&id, self.draft().revision).await?;
            self.take_saved(draft);
            say("Mapping is done. Submit it to post with it.");
            Ok(())
        });
    }

    fn submit(self, submitted: Callback<()>) {
        self.write(move |client, id| async move {
            let version = client.submit(&id, self.draft().revision).await?;
            say(&format!(
                "Submitted as version {}. Documents are posted with it.",
                version.version
            ));
            if let Some(state) = client.mapping(&id).await? {
                self.saved.set(Arc::new(state));
            }
            self.turnover.refresh();
            submitted.run(());
            Ok(())
        });
    }

    fn write<F>(self, work: impl FnOnce(Client, String) -> F + 'static)
    where
        F: Future<Output = Result<(), Trouble>> + 'static,
    {
        self.begin(Box::new(move |client, id| Box::pin(work(client, id))));
    }

    /// Boxed: every write waits for it, and it exists once.
    fn begin(self, work: Box<dyn FnOnce(Client, String) -> Writing>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        let client = session::client();
        let id = self.subsidiary.get_value();
        spawn_local(async move {
            match work(client, id).await {
                // Signing in again is asked for at the top of the page; nothing else is wrong.
                Ok(()) | Err(Trouble::SignedOut(_)) => {}
                Err(met) => self.trouble.try_set(Some(met)),
            }
            self.busy.try_set(false);
        });
    }

    fn take_saved(self, draft: Draft) {
        self.saved.update(|saved| {
            let active = saved.active.clone();
            *saved = Arc::new(MappingState { draft, active });
        });
        self.both.set(Vec::new());
        self.theirs.set(Vec::new());
        self.restored.set(false);
    }

    /// Their draft becomes what is saved; yours stays unsaved on top of it, and what both changed is
    /// there to be decided.
    pub(super) fn lay_over(self, theirs: MappingState) {
        let base = self.draft().mapping;
        let yours = self.mapping.get_untracked();
        let (merged, both) = merge::merge(&base, &yours, &theirs.draft.mapping);
        let slots = merge::changes(&base, &theirs.draft.mapping);
        let who = theirs.draft.saved_by.clone().unwrap_or_else(|| "Somebody else".to_owned());
        if !slots.is_empty() {
            let changed = count(slots.len(), "account", "accounts");
            say(&format!(
                "{who} changed {changed} meanwhile. Your changes are kept on top of theirs."
            ));
        }
        self.saved.set(Arc::new(theirs));
        self.theirs.update(|all| all.extend(slots.into_iter().map(|slot| (slot, who.clone()))));
        self.replace(merged);
        self.both.update(|open| {
            open.retain(|one| both.iter().all(|new| new.slot != one.slot));
            open.extend(both);
        });
    }
}
