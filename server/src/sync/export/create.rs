//! From admitted documents to drafts in the books: looked up first, in batches, then made in groups
//! that share a request, each under an intent of its own that is durable before the request leaves
//! (R40).

use std::collections::VecDeque;

use futures_util::future::join_all;
use waypost_core::api::State;
use waypost_core::sync::compare::draft_total;

use super::admit::Ready;
use super::judge::Found;
use super::round::{Heard, Round, Try};
use super::settle::Closed;
use super::work::{Content, Held, Work};
use crate::clock::{instant, instant_text, text};
use crate::connectors::{Answer, Ask, Class, Draft, Rejection, RemoteDocument, RemoteState};
use crate::hash::sha256_hex;
use crate::store::intent::{self, Intent, Step};
use crate::store::operation::{self, Due, Stored};
use crate::store::party;
use crate::sync::halt::Halt;
use crate::sync::safeguard::Safeguard;

/// A document that is sent next, with what will be sent.
pub(super) type Loaded = (Ready, Draft);

/// One that sets out, with the look-up that preceded it.
struct New {
    work: Work,
    due: Due,
    looked_up: Try,
}

impl Round<'_> {
    /// Takes documents as far as they get: looked up together, then made and posted in groups that
    /// share requests.
    pub(super) async fn send_off(&self, documents: Vec<Loaded>) -> Result<(), Halt> {
        let asks: Vec<Ask> = documents.iter().map(|(_, draft)| look_up(draft)).collect();
        let answers = self.look_up(&self.remote.target, &asks).await?;
        let mut new = VecDeque::new();
        for ((ready, draft), heard) in documents.into_iter().zip(answers) {
            new.extend(self.begin(ready, draft, heard).await?);
        }
        while !new.is_empty() {
            let group = new.drain(..self.orders().min(new.len())).collect();
            self.create(group).await?;
        }
        Ok(())
    }

    /// Asks the books for these numbers, in batches.
    pub(super) async fn look_up(
        &self,
        target: &crate::connectors::Target,
        asks: &[Ask],
    ) -> Result<Vec<Heard>, Halt> {
        let heard = self.ask_all(target, asks).await?;
        for one in &heard {
            if let Answer::Rejected(why) = &one.answer
                && why.remote_wide
            {
                self.close(why).await?;
            }
        }
        Ok(heard)
    }

    /// Begins one document with what the look-up found. What has to be made is answered.
    async fn begin(&self, ready: Ready, draft: Draft, heard: Heard) -> Result<Option<New>, Halt> {
        let Heard { answer, tried, .. } = heard;
        let candidates = match answer {
            Answer::Documents(candidates) => candidates,
            Answer::Rejected(why) | Answer::Unknown(why) => {
                self.arrived(&draft);
                self.refuse(&ready.due, &why).await?;
                return Ok(None);
            }
            _ => Vec::new(),
        };
        match self.judge(&ready.due.operation.subject, &draft, candidates).await? {
            Found::Different(held) => {
                self.arrived(&draft);
                self.hold(&ready.due, State::NeedsYou, &held).await?;
                Ok(None)
            }
            Found::Ours(remote) => {
                let mut work = self.work(&ready, draft)?;
                adopt(&mut work, &remote);
                let found = vec![New { work, due: ready.due, looked_up: tried }];
                let works = self.record(found, "Found in the books: adopted.").await?;
                self.drive(works).await.map(|()| None)
            }
            Found::Nothing => {
                let work = self.work(&ready, draft)?;
                Ok(Some(New { work, due: ready.due, looked_up: tried }))
            }
        }
    }

    fn work(&self, ready: &Ready, draft: Draft) -> Result<Work, Halt> {
        let asks = [Ask::Create(draft.clone())];
        let alone = self.remote.ledger.encode(&self.remote.target, &asks).pop();
        let payload = alone.and_then(|call| call.body).unwrap_or_default();
        let content = Content {
            target: self.remote.target.clone(),
            draft,
            document: ready.document.clone(),
            body_hash: ready.due.body_hash.clone(),
            mapping_version: self.mapping.version,
            catalog: self.catalog.as_ref().map(|state| state.catalog.clone()),
            preview: ready.preview.clone(),
            posting_ordered: false,
            removal: None,
        };
        let mut operation = ready.due.operation.clone();
        operation.lane = self.lane.name().to_owned();
        operation.state = State::Sending;
        operation.clear();
        let key = operation::key(&self.connection.id, &operation.subject, &operation.detail);
        let intent = Intent {
            operation: operation.id.clone(),
            key,
            payload_hash: sha256_hex(payload.as_bytes()),
            payload,
            content: serde_json::to_string(&content)?,
            step: Step::Creating,
            remote_id: None,
            written_at: text(self.lane.inner.clock.now()),
        };
        Ok(Work { operation, intent, content })
    }

    /// Makes intents durable, all of them at once: those whose documents did not change since they
    /// were read.
    async fn record(&self, group: Vec<New>, outcome: &str) -> Result<Vec<Work>, Halt> {
        if !self.lane.inner.keeps(Safeguard::Intent) {
            return Ok(group.into_iter().map(|new| new.work).collect());
        }
        let now = self.lane.inner.clock.now();
        let (scope, connection) = (self.scope, &self.connection.id);
        let mut tx = self.lane.begin().await?;
        let mut kept = Vec::with_capacity(group.len());
        for New { mut work, due, looked_up } in group {
            work.intent.written_at = text(now);
            let (operation, from) = (&work.operation, due.operation.state);
            let hash = &due.body_hash;
            let stored =
                operation::decide(&mut tx, scope, operation, connection, hash, from, now).await?;
            if stored == Stored::Outdated {
                self.arrived(&work.content.draft);
                continue;
            }
            intent::put(&mut tx, scope, &work.intent, now).await?;
            self.note(&mut tx, &work.operation.id, &looked_up, outcome).await?;
            kept.push(work);
        }
        if !kept.is_empty() {
            self.commit(tx, "intent").await?;
        }
        Ok(kept)
    }

    /// Makes the intents of a group durable, sends the one request that makes its drafts, and stores
    /// what became of each. The place in the allowance is taken first: a request leaves right after
    /// its intents.
    async fn create(&self, group: Vec<New>) -> Result<(), Halt> {
        let whole: Vec<Ask> = group.iter().map(|new| made(&new.work)).collect();
        let target = &self.remote.target;
        let Some(call) = self.remote.ledger.encode(target, &whole).pop() else { return Ok(()) };
        let seat = self.seat(&call).await?;
        let many = group.len();
        let works = self.record(group, "Not in the books yet.").await?;
        let left: Vec<Ask> = works.iter().map(made).collect();
        let less = (works.len() < many).then(|| self.remote.ledger.encode(target, &left).pop());
        let call = less.flatten().unwrap_or(call);
        let Some(first) = works.iter().map(|work| work.intent.written_at.as_str()).min() else {
            return Ok(());
        };
        let intended_at = first.parse().ok();
        let (sent, tried) = self.send_from(seat, &call, intended_at).await?;
        let heard = self.heard(target, &call, sent, &tried);
        let outcomes = works.into_iter().zip(heard).map(|(work, heard)| self.created(work, heard));
        // All of them are stored before one that stops the lane does.
        let made: Result<Vec<Option<Work>>, Halt> = join_all(outcomes).await.into_iter().collect();
        self.drive(made?.into_iter().flatten().collect()).await
    }

    /// Stores what became of a creating order; the document, when it goes on.
    async fn created(&self, mut work: Work, heard: Heard) -> Result<Option<Work>, Halt> {
        let Heard { answer, tried, .. } = heard;
        match answer {
            Answer::Documents(mut made) if made.len() == 1 => {
                let Some(remote) = made.pop() else { return Ok(None) };
                let outcome = drafted(&mut work, &remote);
                self.advance(&mut work, &tried, &outcome).await?;
                Ok(Some(work))
            }
            Answer::Rejected(why) => self.rejected(work, &tried, why).await.map(|()| None),
            Answer::Unknown(why) => self.unknown(work, &tried, &why).await.map(|()| None),
            _ => self.unknown(work, &tried, &odd(tried.step)).await.map(|()| None),
        }
    }

    /// Nothing was made: the try ends, and the class decides (R42).
    async fn rejected(&self, mut work: Work, tried: &Try, why: Rejection) -> Result<(), Halt> {
        let why = work.named(why);
        work.operation.state = State::Waiting;
        let closed = self.mark_failed(&mut work.operation, &why).await?;
        if why.code == "party_gone" {
            let mut tx = self.lane.begin().await?;
            let party = &work.content.draft.party;
            party::unlink(&mut tx, self.scope, &self.connection.id, party).await?;
            tx.commit().await?;
        }
        self.end(&mut work, tried, &why.message).await?;
        self.arrived(&work.content.draft);
        match closed {
            None => Ok(()),
            Some(Closed::Paused) => self.close(&why).await,
            Some(Closed::SignIn) => Err(Halt::LaneClosed),
        }
    }

    /// It may have been made: quarantined, then looked up, never sent blindly (R41).
    async fn unknown(&self, mut work: Work, tried: &Try, why: &Rejection) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let limits = self.remote.ledger.capabilities();
        let until = self.quarantined_until(instant(now));
        work.operation.state = State::Checking;
        work.operation.next_try_at = Some(instant_text(until));
        let message = format!(
            "Sent, and not answered. {} is asked whether it arrived once it can no longer be \
             working on it ({}); until then nothing is sent again.",
            limits.name, limits.limits.quarantine
        );
        work.operation.explain(&Held::for_now("no_answer", message));
        let mut tx = self.store(&work, Some((tried, &why.message))).await?;
        if why.remote_wide {
            self.close_lane(&mut tx, why).await?;
        }
        self.commit(tx, "unknown outcome").await?;
        if why.remote_wide { Err(Halt::LaneClosed) } else { Ok(()) }
    }
}

/// What a creating request made: posted next, or removed when its total is not ours (R22).
fn drafted(work: &mut Work, remote: &RemoteDocument) -> String {
    work.intent.remote_id = Some(remote.id.clone());
    work.operation.detail.remote_id = Some(remote.id.clone());
    let Err(held) = draft_total(work.content.draft.total, remote.total, remote.tax) else {
        work.intent.step = Step::Created;
        return format!("Draft {} made; its total agrees.", remote.number);
    };
    work.intent.step = Step::Removing;
    work.operation.explain(&held);
    work.content.removal = Some(held);
    format!("Draft {} made; its total differs.", remote.number)
}

/// Takes a document of the books as the outcome of the intent.
pub(super) fn adopt(work: &mut Work, remote: &RemoteDocument) {
    work.intent.remote_id = Some(remote.id.clone());
    work.operation.detail.remote_id = Some(remote.id.clone());
    work.operation.state = State::Sending;
    work.operation.clear();
    work.intent.step = match remote.state {
        RemoteState::Draft => Step::Created,
        _ => Step::Posted,
    };
}

/// The order that makes its draft.
fn made(work: &Work) -> Ask {
    Ask::Create(work.content.draft.clone())
}

/// The question that precedes a create.
pub(super) fn look_up(draft: &Draft) -> Ask {
    Ask::LookUp { kind: draft.kind, number: draft.number.clone(), party: draft.party.clone() }
}

fn odd(step: &str) -> Rejection {
    Rejection {
        code: "reply_unreadable",
        class: Class::Transient,
        message: format!("The reply to {step} fits no question."),
        remote_wide: true,
        subject: None,
        retry_after: None,
    }
}
