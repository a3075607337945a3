//! How an operation stands, and what its standing becomes, in memory: nothing is stored here.

use jiff::Timestamp;
use waypost_core::api::State;
use waypost_core::sync::cause::Cause;
use waypost_core::sync::change::Posted;
use waypost_core::sync::{Class, Held};

use super::{Detail, Operation, WriteOffOrder, text};

impl Operation {
    /// Whether it was sent, or is being sent, and its outcome is not certain (R41).
    pub fn is_on_its_way(&self) -> bool {
        matches!(self.state, State::Sending | State::Checking)
    }

    /// What has to be mended for it to go on; none while nothing stands in its way.
    pub fn cause(&self) -> Option<Cause> {
        let class = self.detail.class.unwrap_or(Class::Transient);
        let subject = self.detail.subject.as_deref();
        self.reason.as_deref().map(|reason| Cause::new(reason, subject, class))
    }

    /// Its cause's key, as it is stored.
    pub(super) fn cause_key(&self) -> Option<String> {
        self.cause().map(|cause| cause.key)
    }

    /// What stands in the books, where it was posted: `void` as far as the books said so, beside the
    /// content of `body_hash` that the source has now.
    pub fn posted(&self, body_hash: &str, void: bool) -> Option<Posted<'_>> {
        self.detail.posted_hash.as_deref().map(|posted| Posted {
            same: posted == body_hash,
            remote_number: self.detail.remote_number.as_deref(),
            void,
            // Whoever asked the books, or the source, fills these in.
            paid: false,
            period_open: true,
            can_update: false,
            moved_to: None,
        })
    }

    /// Whether the books hold it, or may: it is on its way to them, or posted there and not void.
    pub fn is_held_by_books(&self) -> bool {
        matches!(self.state, State::Sending | State::Checking) || self.detail.posted_hash.is_some()
    }

    /// Says why it stays where it is.
    pub fn explain(&mut self, held: &Held) {
        self.reason = Some(held.reason.clone());
        self.detail.message = Some(held.message.clone());
        self.detail.class = Some(held.class);
        self.detail.subject.clone_from(&held.subject);
    }

    /// Nothing stands in its way any more.
    pub fn clear(&mut self) {
        self.reason = None;
        self.next_try_at = None;
        self.detail.message = None;
        self.detail.class = None;
        self.detail.subject = None;
        self.detail.basis = None;
    }

    /// It waits to be sent, as if it had never been tried; its generation and its tries stay.
    pub fn anew(&self) -> Operation {
        let Detail { generation, attempt, .. } = self.detail;
        Operation {
            state: State::Waiting,
            reason: None,
            tries: 0,
            next_try_at: None,
            detail: Detail { generation, attempt, ..Detail::default() },
            ..self.clone()
        }
    }

    /// It stands in the books as the source has it.
    pub fn agrees(&mut self) {
        self.clear();
        self.state = State::Posted;
        self.detail.write_off = None;
    }

    /// What a person ordered to be written off of what stands in the books, where the source still has
    /// the content of `body_hash` that the person saw.
    pub fn ordered(&self, body_hash: &str) -> Option<&WriteOffOrder> {
        self.detail.write_off.as_ref().filter(|order| order.body_hash == body_hash)
    }

    /// It stands in the books otherwise than the source has it; they are asked about it at `next`.
    pub fn differs(&mut self, held: &Held, next: Timestamp) {
        self.clear();
        self.state = State::NeedsYou;
        self.explain(held);
        self.next_try_at = Some(text(next));
    }
}
