//! What a screen reads from the server, with every state it can be in: being read, here, here but
//! not fresh (a later reading failed), and not to be had.
//!
//! Invariant: a failed reading never takes away what was read before, and an answer that was
//! overtaken by a later one is dropped.

mod value;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::ChangeKind;

use crate::client::{Standing, Trouble};
use crate::held::{Held, Same, is_same};
use crate::live;
use crate::reactive::effect;
use crate::session;
use crate::signal::RwSignal;
use crate::stored::Stored;
pub(crate) use value::Value;

/// What came, and whether it is what is here already.
type Arrival = Result<(Held, Same), Trouble>;
type Fetching = Pin<Box<dyn Future<Output = Arrival>>>;

/// Something read from the server, and how to read it again.
pub(crate) struct Load<T> {
    value: Value<T>,
    reading: Reading,
}

/// Everything about a reading but the type of what is read, so that it exists once.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    held: RwSignal<Option<Held>>,
    trouble: RwSignal<Option<Trouble>>,
    turn: Stored<u64>,
    fetch: StoredValue<Box<dyn Fn() -> Fetching>, LocalStorage>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

impl<T: PartialEq + Send + Sync + 'static> Load<T> {
    /// Reads now, and again whenever a signal that `fetch` reads changes.
    pub(crate) fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Trouble>> + 'static,
    {
        let reading = Reading::new(Box::new(move || {
            let fetching = fetch();
            Box::pin(async move {
                let fresh: Held = Arc::new(fetching.await?);
                Ok((fresh, is_same::<T> as Same))
            })
        }));
        Self { value: Value::of(reading.held), reading }
    }

    /// What is here; none while it is read for the first time or could not be had.
    pub(crate) fn value(self) -> Value<T> {
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
        self.reading.set(Arc::new(value));
    }
}

impl Reading {
    fn new(fetch: Box<dyn Fn() -> Fetching>) -> Self {
        let reading = Self {
            held: RwSignal::new(None),
            trouble: RwSignal::new(None),
            turn: Stored::new(0),
            fetch: StoredValue::new_local(fetch),
        };
        reading.follow();
        reading
    }

    /// Why the last reading failed.
    pub(crate) fn trouble(self) -> RwSignal<Option<Trouble>> {
        self.trouble
    }

    /// Reads again; what is here stays until the answer comes.
    pub(crate) fn refresh(self) {
        untrack(|| self.start());
    }

    /// Reads now, whenever a signal that the reading asks changes, and, where it was refused because
    /// the session had ended, after signing in again. What is here is of what was asked before, except
    /// for the last of the three.
    fn follow(self) {
        effect(move || {
            if self.held.with_untracked(Option::is_some) {
                self.held.set(None);
            }
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
        let Some(turn) = self.turn.update_value(|turn| {
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
            Ok((fresh, same)) => {
                self.place(fresh, same);
                if self.trouble.try_with_untracked(Option::is_some) == Some(true) {
                    self.trouble.set(None);
                }
            }
            Err(trouble) => {
                self.trouble.try_set(Some(trouble));
            }
        }
    }

    /// An equal answer changes nothing, so that a poll never redraws a screen.
    fn place(self, fresh: Held, same: Same) {
        let differs = |held: &Option<Held>| held.as_ref().is_none_or(|held| !same(held, &fresh));
        if self.held.try_with_untracked(differs) == Some(true) {
            self.held.set(Some(fresh));
        }
    }

    fn set(self, value: Held) {
        self.turn.update_value(|turn| *turn += 1);
        self.held.set(Some(value));
        self.trouble.set(None);
    }
}
