//! From admitted documents to drafts in the books: looked up first, in batches, then made one by
//! one, each under an intent that is durable before its request leaves (R40).

use jiff::SignedDuration;
use waypost_core::api::State;
use waypost_core::number::in_use;
use waypost_core::sync::compare::draft_total;
use waypost_core::wire::Kind;

use super::admit::Ready;
use super::draft::draft;
use super::judge::Found;
use super::round::{Round, Try};
use super::settle::Closed;
use super::work::{Content, Held, Work};
use crate::clock::{instant, instant_text, text};
use crate::connectors::{
    Answer, Ask, Call, Class, CompanyRules, Draft, Once, Rejection, RemoteDocument, RemoteState,
    Sought,
};
use crate::hash::sha256_hex;
use crate::store::intent::{self, Intent, Step};
use crate::store::operation::{self, Due, Stored};
use crate::store::party;
use crate::sync::halt::Halt;
use crate::sync::safeguard::Safeguard;

impl Round<'_> {
    /// Takes `due` as far as it gets. False when nothing could be done with any of it.
    pub(super) async fn post(&mut self, due: Vec<Due>) -> Result<bool, Halt> {
        let admitted = self.admit(due).await?;
        let admitted = self.dated(admitted).await?;
        let known = self.parties(admitted).await?;
        let known = self.items(known).await?;
        let limits = self.remote.ledger.capabilities();
        let mut ready = Vec::new();
        for (document, party) in known {
            let items = self.catalog.as_ref().map(|state| &state.catalog);
            let mut draft = draft(&document, &party, limits.system, items);
            self.sell(&mut draft);
            if self.on_their_way.insert((draft.kind, draft.number.clone(), party)) {
                ready.push((document, draft));
            } else {
                self.wait(&document.due, SignedDuration::from_mins(1), &in_use(&draft.number))
                    .await?;
            }
        }
        let rules = self.company_rules().await?;
        let asks: Vec<Ask> = ready.iter().map(|(_, draft)| look_up(draft, rules)).collect();
        let answers = self.look_up(&self.remote.target, &asks).await?;
        for ((document, draft), (answer, tried)) in ready.into_iter().zip(answers) {
            let number = (draft.kind, draft.number.clone(), draft.party.clone());
            if self.begin(document, draft, answer, &tried).await? {
                self.on_their_way.remove(&number);
            }
        }
        self.create_together().await?;
        Ok(true)
    }

    /// Asks the books for these numbers, in batches.
    pub(super) async fn look_up(
        &self,
        target: &crate::connectors::Target,
        asks: &[Ask],
    ) -> Result<Vec<(Answer, Try)>, Halt> {
        let mut answers: Vec<Option<(Answer, Try)>> = vec![None; asks.len()];
        for call in self.remote.ledger.encode(target, asks) {
            let (sent, tried) = self.send(&call).await?;
            for (ask, answer) in call.asks.iter().zip(sent.decoded.answers) {
                if let Answer::Rejected(why) = &answer
                    && why.remote_wide
                {
                    self.close(why).await?;
                }
                // A system may ask in another order than it was asked to.
                let place = asks
                    .iter()
                    .zip(&answers)
                    .position(|(one, answered)| answered.is_none() && one == ask);
                if let Some(place) = place {
                    answers[place] = Some((answer, tried.clone()));
                }
            }
        }
        answers.into_iter().map(|answer| answer.ok_or(Halt::Unread)).collect()
    }

    /// Begins one document with what the look-up found. True when its outcome is certain.
    async fn begin(
        &mut self,
        ready: Ready,
        draft: Draft,
        answer: Answer,
        tried: &Try,
    ) -> Result<bool, Halt> {
        let candidates = match answer {
            Answer::Documents(candidates) => candidates,
            Answer::Rejected(why) | Answer::Unknown(why) => {
                self.refuse(&ready.due, &why).await?;
                return Ok(true);
            }
            _ => Vec::new(),
        };
        match self.judge(&ready.due.operation.subject, &draft, candidates).await? {
            Found::Different(held) => {
                self.hold(&ready.due, State::NeedsYou, &held).await?;
                Ok(true)
            }
            Found::Ours(remote) => {
                let (mut work, _, _) = self.work(&ready, draft)?;
                adopt(&mut work, &remote);
                if self.record(&work, &ready.due, tried, "Found in the books: adopted.").await?
                    == Stored::Outdated
                {
                    return Ok(true);
                }
                self.drive(work).await
            }
            Found::Nothing => {
                let (work, call, once) = self.work(&ready, draft)?;
                if self.record(&work, &ready.due, tried, "Not in the books yet.").await?
                    == Stored::Outdated
                {
                    return Ok(true);
                }
                if self.remote.ledger.capabilities().made_together {
                    self.take_along(work, once).await?;
                    return Ok(false);
                }
                self.create(work, &call).await
            }
        }
    }

    fn work(&mut self, ready: &Ready, draft: Draft) -> Result<(Work, Call, Once), Halt> {
        let mut operation = ready.due.operation.clone();
        operation.lane = self.lane.name().to_owned();
        operation.state = State::Sending;
        operation.clear();
        let key = operation::key(&self.connection.id, &operation.subject, &operation.detail);
        let once = self.once(&mut operation, &key);
        let ask = Ask::Create(draft.clone(), once.clone());
        let mut calls = self.remote.ledger.encode(&self.remote.target, &[ask]);
        let call = calls.pop().ok_or(Halt::Stopped)?;
        let payload = call.body.clone().unwrap_or_default();
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
            from: None,
        };
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
        Ok((Work { operation, intent, content }, call, once))
    }

    /// Makes the intent durable, unless the document changed since it was read.
    async fn record(
        &self,
        work: &Work,
        due: &Due,
        tried: &Try,
        outcome: &str,
    ) -> Result<Stored, Halt> {
        if !self.lane.inner.keeps(Safeguard::Intent) {
            return Ok(Stored::Yes);
        }
        let now = self.lane.inner.clock.now();
        let mut tx = self.lane.begin().await?;
        let connection = &self.connection.id;
        let (scope, from) = (self.scope, due.operation.state);
        let hash = &due.body_hash;
        let stored =
            operation::decide(&mut tx, scope, &work.operation, connection, hash, from, now).await?;
        if stored == Stored::Yes {
            intent::put(&mut tx, scope, &work.intent, now).await?;
            self.note(&mut tx, &work.operation.id, tried, outcome).await?;
            self.commit(tx, "intent").await?;
        }
        Ok(stored)
    }

    /// Sends the creating request of a durable intent, and stores its outcome.
    async fn create(&mut self, mut work: Work, call: &Call) -> Result<bool, Halt> {
        let intended_at = work.intent.written_at.parse().ok();
        let (sent, tried) = self.send_intended(call, intended_at).await?;
        match sent.single() {
            Answer::Documents(mut made) if made.len() == 1 => {
                let Some(remote) = made.pop() else { return Ok(false) };
                let outcome = created(&mut work, &remote);
                self.advance(&mut work, &tried, &outcome).await?;
                self.drive(work).await
            }
            Answer::Rejected(why) => self.rejected(work, &tried, why).await,
            Answer::Unknown(why) => self.unknown(work, &tried, &why).await,
            _ => self.unknown(work, &tried, &odd(call)).await,
        }
    }

    /// Nothing was made: the try ends, and the class decides (R42).
    pub(super) async fn rejected(
        &mut self,
        mut work: Work,
        tried: &Try,
        why: Rejection,
    ) -> Result<bool, Halt> {
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
        match closed {
            None => Ok(true),
            Some(Closed::Paused) => self.close(&why).await.map(|()| true),
            Some(Closed::SignIn) => Err(Halt::LaneClosed),
        }
    }

    /// It may have been made: quarantined, then looked up, never sent blindly (R41).
    pub(super) async fn unknown(
        &self,
        mut work: Work,
        tried: &Try,
        why: &Rejection,
    ) -> Result<bool, Halt> {
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
        if why.remote_wide { Err(Halt::LaneClosed) } else { Ok(false) }
    }
}

/// What a creating request made: posted next, or removed when its total is not ours (R22).
fn created(work: &mut Work, remote: &RemoteDocument) -> String {
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

/// The question that precedes a create.
pub(super) fn look_up(draft: &Draft, rules: CompanyRules) -> Ask {
    Ask::LookUp(Sought {
        kind: draft.kind,
        number: draft.number.clone(),
        party: draft.party.clone(),
        date: draft.date,
        posted: draft.posting_date(),
        total: draft.total,
        by_number: rules.keeps_numbers || draft.kind == Kind::Bill,
    })
}

fn odd(call: &Call) -> Rejection {
    Rejection {
        code: "reply_unreadable",
        class: Class::Transient,
        message: format!("The reply to {} fits no question.", call.step),
        remote_wide: true,
        subject: None,
        retry_after: None,
    }
}
