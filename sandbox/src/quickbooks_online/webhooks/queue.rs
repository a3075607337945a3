//! What is to be told, to whom, and how often it was tried.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::form::EventForm;
use crate::quickbooks_online::records::{change::Change, company::Company};

/// Pauses between tries, in seconds of the sandbox clock. The vendor's are not published; assumed.
const PAUSES_SECONDS: [i64; 5] = [60, 300, 1800, 7200, 21_600];
/// The queue keeps this many deliveries; older ones that are done fall out.
const KEPT: usize = 2000;

/// Who listens.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Hook {
    /// `http://127.0.0.1:PORT/path`.
    pub(crate) address: String,
    /// The key of the signatures.
    pub(crate) verifier_token: String,
    pub(crate) form: EventForm,
    /// Every delivery is made twice, as at least once allows.
    #[serde(default)]
    pub(crate) twice: bool,
}

/// One body for one address.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Delivery {
    pub(crate) number: u64,
    #[serde(skip)]
    pub(super) hook: Hook,
    pub(super) body: String,
    /// Statuses of the tries so far; nothing where there was no answer.
    pub(super) tries: Vec<Option<u16>>,
    /// When it is tried next; absent when it was taken or given up.
    pub(super) due: Option<Timestamp>,
    pub(super) taken: bool,
}

#[derive(Debug, Default)]
struct State {
    hook: Option<Hook>,
    last: u64,
    queue: Vec<Delivery>,
}

/// The queue of a sandbox.
#[derive(Debug, Default)]
pub(crate) struct Webhooks {
    state: Mutex<State>,
    wake: Notify,
}

impl Webhooks {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on this address listens, or nobody.
    pub(crate) fn listen(&self, hook: Option<Hook>) {
        self.state().hook = hook;
    }

    /// Forgets the address and every delivery.
    pub(crate) fn clear(&self) {
        *self.state() = State::default();
    }

    pub(crate) fn list(&self) -> Vec<Delivery> {
        self.state().queue.clone()
    }

    /// Queues the changes after the first `before` ones; whether there is anything to tell.
    pub(crate) fn announce(&self, company: &Company, before: usize, now: Timestamp) -> bool {
        let added = company.changes.len().saturating_sub(before);
        let mut changes: Vec<&Change> = company.changes.iter().rev().take(added).collect();
        changes.reverse();
        let mut state = self.state();
        let Some(hook) = state.hook.clone().filter(|_| !changes.is_empty()) else { return false };
        let body = hook.form.body(company, &changes).to_string();
        for _ in 0..=usize::from(hook.twice) {
            state.last += 1;
            let (number, hook, body) = (state.last, hook.clone(), body.clone());
            let delivery =
                Delivery { number, hook, body, tries: Vec::new(), due: Some(now), taken: false };
            state.queue.push(delivery);
        }
        if state.queue.len() > KEPT {
            let done = state.queue.len() - KEPT;
            let mut position = 0;
            state.queue.retain(|delivery| {
                position += 1;
                position > done || delivery.due.is_some()
            });
        }
        true
    }

    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    pub(super) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Whether anything is still to be told.
    pub(super) fn is_waiting(&self) -> bool {
        self.state().queue.iter().any(|delivery| delivery.due.is_some())
    }

    pub(super) fn due(&self, now: Timestamp) -> Vec<Delivery> {
        let state = self.state();
        let due = state.queue.iter().filter(|it| it.due.is_some_and(|due| due <= now));
        due.cloned().collect()
    }

    /// Notes how a try ended: 2xx takes it, anything else is tried again after a pause.
    pub(super) fn tried(&self, number: u64, status: Option<u16>, now: Timestamp) {
        let mut state = self.state();
        let Some(delivery) = state.queue.iter_mut().find(|it| it.number == number) else { return };
        let pause = PAUSES_SECONDS.get(delivery.tries.len());
        delivery.tries.push(status);
        delivery.taken = status.is_some_and(|status| (200..300).contains(&status));
        delivery.due = match pause {
            Some(seconds) if !delivery.taken => {
                now.checked_add(SignedDuration::from_secs(*seconds)).ok()
            }
            _ => None,
        };
    }
}
