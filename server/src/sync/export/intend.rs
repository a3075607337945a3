//! Documents that set out: under which name and with what, and the intents of those that share a
//! request, durable before it leaves (R40). An intent is one document's; only its transaction is shared.

use waypost_core::api::State;

use super::admit::Ready;
use super::line::Try;
use super::name::name;
use super::round::Round;
use super::work::{Content, Work};
use crate::clock::text;
use crate::connectors::{Ask, Draft, Once};
use crate::hash::sha256_hex;
use crate::store::intent::{self, Intent, Step};
use crate::store::operation::{self, Stored};
use crate::sync::halt::Halt;
use crate::sync::safeguard::Safeguard;

/// One that the books do not have.
pub(super) struct New {
    pub(super) ready: Ready,
    pub(super) draft: Draft,
    /// The look-up that said so, until it is kept.
    pub(super) looked_up: Option<Try>,
}

/// One that sets out: its intent is next.
pub(super) struct Out {
    pub(super) new: New,
    pub(super) work: Work,
    once: Once,
}

impl Out {
    /// The order that makes it.
    pub(super) fn ask(&self) -> Ask {
        Ask::Create(self.work.content.draft.clone(), self.once.clone())
    }
}

impl Round<'_> {
    /// Names the tries of a group and says what will be sent.
    pub(super) fn sets_off(&self, group: Vec<New>) -> Result<Vec<Out>, Halt> {
        let names = self.remote.ledger.capabilities().made_together;
        let mut operations: Vec<_> =
            group.iter().map(|new| new.ready.due.operation.clone()).collect();
        let contents = group.iter().map(|new| serde_json::to_string(&new.draft));
        let contents = contents.collect::<Result<Vec<String>, _>>()?;
        let onces = name(&mut operations, &contents, &self.connection.id, names);
        let each = group.into_iter().zip(operations).zip(onces);
        each.map(|((new, mut operation), once)| -> Result<Out, Halt> {
            operation.lane = self.lane.name().to_owned();
            operation.state = State::Sending;
            operation.clear();
            let asks = [Ask::Create(new.draft.clone(), once.clone())];
            let alone = self.remote.ledger.encode(&self.remote.target, &asks).pop();
            let payload = alone.ok_or(Halt::Stopped)?.body.unwrap_or_default();
            let content = self.content(&new);
            let intent = Intent {
                operation: operation.id.clone(),
                key: operation::key(&self.connection.id, &operation.subject, &operation.detail),
                payload_hash: sha256_hex(payload.as_bytes()),
                payload,
                content: serde_json::to_string(&content)?,
                step: Step::Creating,
                remote_id: None,
                written_at: text(self.lane.inner.clock.now()),
            };
            Ok(Out { new, work: Work { operation, intent, content }, once })
        })
        .collect()
    }

    fn content(&self, new: &New) -> Content {
        Content {
            target: self.remote.target.clone(),
            draft: new.draft.clone(),
            document: new.ready.document.clone(),
            body_hash: new.ready.due.body_hash.clone(),
            mapping_version: self.mapping.version,
            catalog: self.catalog.as_ref().map(|state| state.catalog.clone()),
            preview: new.ready.preview.clone(),
            posting_ordered: false,
            removal: None,
            from: None,
            credit: None,
        }
    }

    /// Makes intents durable, all of them at once: those whose documents did not change since they
    /// were read.
    pub(super) async fn record(&self, group: Vec<Out>, outcome: &str) -> Result<Vec<Out>, Halt> {
        if !self.lane.inner.keeps(Safeguard::Intent) {
            return Ok(group);
        }
        let now = self.lane.inner.clock.now();
        let (scope, connection) = (self.scope, &self.connection.id);
        let mut tx = self.lane.begin().await?;
        let mut kept = Vec::with_capacity(group.len());
        for mut out in group {
            out.work.intent.written_at = text(now);
            let (due, work) = (&out.new.ready.due, &out.work);
            let (from, hash) = (due.operation.state, &due.body_hash);
            let operation = &work.operation;
            let stored =
                operation::decide(&mut tx, scope, operation, connection, hash, from, now).await?;
            if stored == Stored::Outdated {
                self.arrived(&work.content.draft);
                continue;
            }
            intent::put(&mut tx, scope, &work.intent, now).await?;
            if let Some(looked_up) = &out.new.looked_up {
                self.note(&mut tx, &operation.id, looked_up, outcome).await?;
            }
            kept.push(out);
        }
        if !kept.is_empty() {
            self.commit(tx, "intent").await?;
        }
        Ok(kept)
    }
}
