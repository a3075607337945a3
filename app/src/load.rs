//! What a screen reads from the server, with every state it can be in: being read, here, here but
//! not fresh (a later reading failed), and not to be had.
//!
//! Invariant: a failed reading never takes away what was read before, and an answer that was
//! overtaken by a later one is dropped.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::ChangeKind;

use crate::client::{Standing, Trouble};
use crate::live;
use crate::reactive::effect;
use crate::session;

/// What puts an answer in its place, once it is here.
type Arrival = Result<Box<dyn FnOnce()>, Trouble>;
type Fetching = Pin<Box<dyn Future<Output = Arrival>>>;

/// Something read from the server, and how to read it again.
pub(crate) struct Load<T: Send + Sync + 'static> {
    value: RwSignal<Option<Arc<T>>>,
    reading: Reading,
}

/// Everything about a reading but what is read, so that it exists once.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    trouble: RwSignal<Option<Trouble>>,
    turn: StoredValue<u64>,
    fetch: StoredValue<Box<dyn Fn() -> Fetching>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: PartialEq + Send + Sync + 'static> Load<T> {
    /// Reads now, and again whenever a signal that `fetch` reads changes.
    pub(crate) fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Trouble>> + 'static,
    {
        let value = RwSignal::new(None);
        let fetch: Box<dyn Fn() -> Fetching> = Box::new(move || {
            let fetching = fetch();
            Box::pin(async move {
                let fresh = fetching.await?;
                Ok(Box::new(move || place(value, fresh)) as Box<dyn FnOnce()>)
            })
        });
        let fetch = StoredValue::new_local(fetch);
        let reading = Reading { trouble: RwSignal::new(None), turn: StoredValue::new(0), fetch };
        reading.follow(move || {
            if value.with_untracked(Option::is_some) {
                value.set(None);
            }
        });
        Self { value, reading }
    }

    /// What is here; none while it is read for the first time or could not be had.
    pub(crate) fn value(self) -> RwSignal<Option<Arc<T>>> {
        self.value
    }

    /// The reading itself.
    pub(crate) fn reading(self) -> Reading {
        self.reading
    }

    /// Reads again; what is here stays until the answer comes.
    pub(crate) fn refresh(self) {
        self.reading.refresh();
    }

    /// Reads again whenever something of these kinds changed.
    pub(crate) fn live(self, kinds: &'static [ChangeKind]) -> Self {
        live::follow(self.reading, kinds);
        self
    }

    /// Puts an answer of a write in place without reading again.
    pub(crate) fn set(self, value: T) {
        self.reading.turn.update_value(|turn| *turn += 1);
        self.value.set(Some(Arc::new(value)));
        self.reading.trouble.set(None);
    }
}

/// An equal answer changes nothing, so that a poll never redraws a screen.
fn place<T: PartialEq + Send + Sync + 'static>(value: RwSignal<Option<Arc<T>>>, fresh: T) {
    let same = value.try_with_untracked(|held| held.as_deref() == Some(&fresh)).unwrap_or(true);
    if !same {
        value.set(Some(Arc::new(fresh)));
    }
}

impl Reading {
    /// Why the last reading failed.
    pub(crate) fn trouble(self) -> RwSignal<Option<Trouble>> {
        self.trouble
    }

    /// Reads again; what is here stays until the answer comes.
    pub(crate) fn refresh(self) {
        untrack(|| self.start());
    }

    /// Reads now, whenever a signal that the reading asks changes, and, where it was refused because
    /// the session had ended, after signing in again. `before` runs ahead of the first two.
    fn follow(self, before: impl Fn() + 'static) {
        let before: Box<dyn Fn()> = Box::new(before);
        effect(move || {
            before();
            self.start();
        });
        let standing = session::client().standing();
        effect(move || {
            let inside = standing.with(|standing| matches!(standing, Standing::SignedIn(_)));
            let refused =
                self.trouble.with_untracked(|met| matches!(met, Some(Trouble::SignedOut(_))));
            if inside && refused {
                self.refresh();
            }
        });
    }

    fn start(self) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        let Some(fetching) = self.fetch.try_with_value(|fetch| fetch()) else { return };
        spawn_local(async move {
            let answer = fetching.await;
            if self.turn.try_get_value() == Some(turn) {
                self.take(answer);
            }
        });
    }

    fn take(self, answer: Arrival) {
        match answer {
            Ok(place) => {
                place();
                if self.trouble.try_with_untracked(Option::is_some) == Some(true) {
                    self.trouble.set(None);
                }
            }
            Err(trouble) => {
                self.trouble.try_set(Some(trouble));
            }
        }
    }
}
