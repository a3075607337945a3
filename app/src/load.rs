//! What a screen reads from the server, with every state it can be in: being read, here, here but
//! not fresh (a later reading failed), and not to be had.
//!
//! Invariant: a failed reading never takes away what was read before, and an answer that was
//! overtaken by a later one is dropped.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::{Standing, Trouble};
use crate::reactive::effect;
use crate::session;

type Reading<T> = Pin<Box<dyn Future<Output = Result<T, Trouble>>>>;

/// Something read from the server, and how to read it again.
pub(crate) struct Load<T: Send + Sync + 'static> {
    value: RwSignal<Option<Arc<T>>>,
    trouble: RwSignal<Option<Trouble>>,
    turn: StoredValue<u64>,
    fetch: StoredValue<Box<dyn Fn() -> Reading<T>>, LocalStorage>,
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
        let load = Self {
            value: RwSignal::new(None),
            trouble: RwSignal::new(None),
            turn: StoredValue::new(0),
            fetch: StoredValue::new_local(Box::new(move || Box::pin(fetch()))),
        };
        Effect::new(move |earlier: Option<()>| {
            if earlier.is_some() {
                load.value.set(None);
            }
            load.start();
        });
        load.resume();
        load
    }

    /// What could not be read because the session had ended is read after signing in again.
    fn resume(self) {
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

    /// What is here; none while it is read for the first time or could not be had.
    pub(crate) fn value(self) -> RwSignal<Option<Arc<T>>> {
        self.value
    }

    /// Why the last reading failed.
    pub(crate) fn trouble(self) -> RwSignal<Option<Trouble>> {
        self.trouble
    }

    /// Reads again; what is here stays until the answer comes.
    pub(crate) fn refresh(self) {
        untrack(|| self.start());
    }

    /// Puts an answer of a write in place without reading again.
    pub(crate) fn set(self, value: T) {
        self.turn.update_value(|turn| *turn += 1);
        self.value.set(Some(Arc::new(value)));
        self.trouble.set(None);
    }

    /// Reads again every `pause` while `wanted` says so and somebody looks.
    pub(crate) fn poll(self, pause: Duration, wanted: impl Fn() -> bool + 'static) {
        let watch = move || {
            let hidden = document().hidden();
            if !hidden && untrack(&wanted) {
                self.refresh();
            }
        };
        if let Ok(handle) = set_interval_with_handle(watch, pause) {
            on_cleanup(move || handle.clear());
        }
    }

    fn start(self) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        let Some(reading) = self.fetch.try_with_value(|fetch| fetch()) else { return };
        spawn_local(async move {
            let answer = reading.await;
            if self.turn.try_get_value() == Some(turn) {
                self.take(answer);
            }
        });
    }

    fn take(self, answer: Result<T, Trouble>) {
        match answer {
            Ok(value) => {
                // An equal answer changes nothing, so that a poll never redraws a screen.
                let same = self
                    .value
                    .try_with_untracked(|held| held.as_deref() == Some(&value))
                    .unwrap_or(true);
                if !same {
                    self.value.set(Some(Arc::new(value)));
                }
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
