//! A posted document whose source changed, put right where it stands (R45): only in a system that
//! allows it, while nothing is paid on it, in open periods, and unless somebody changed it in the
//! books. The version of the books' document is what makes a repetition harmless: it is changed from
//! the version that was read, or not at all.

use waypost_core::api::State;
use waypost_core::sync::change::posted_differs;
use waypost_core::sync::compare;
use waypost_core::sync::key::{Outcome, next_attempt};
use waypost_core::sync::party::Side;
use waypost_core::sync::{Admission, admit};
use waypost_core::wire::{Document, Kind};

use super::admit::Ready;
use super::draft::draft;
use super::drive::remote_id;
use super::line::Try;
use super::round::Round;
use super::work::{Content, Held, Work};
use crate::clock::text;
use crate::connectors::{Answer, Ask, Class, Draft, Once, RemoteDocument, RemoteState};
use crate::hash::sha256_hex;
use crate::store::intent::{self, Intent, Step};
use crate::store::operation::{self, Due, Stored};
use crate::store::party;
use crate::store::posting::{self, Posting};
use crate::sync::halt::Halt;

impl Round<'_> {
    /// Changes what stands in the books into what the source has now. False where that cannot be
    /// done as things stand: a person decides.
    pub(super) async fn change_posted(
        &self,
        due: &Due,
        remote: &RemoteDocument,
        tried: &Try,
    ) -> Result<bool, Halt> {
        let Some(ready) = self.changed(due).await? else { return Ok(false) };
        let items = self.catalog.as_ref().map(|state| &state.catalog);
        let system = self.remote.ledger.capabilities().system;
        let mut draft = draft(&ready, &remote.party, system, items);
        for line in &draft.lines {
            if draft.kind == Kind::Invoice && !self.is_sold(&line.account).await? {
                return Ok(false);
            }
        }
        self.sell(&mut draft);
        let mut operation = due.operation.clone();
        operation.detail.attempt = next_attempt(operation.detail.attempt, Outcome::Definite);
        operation.lane = self.lane.name().to_owned();
        operation.state = State::Sending;
        operation.clear();
        let key = operation::key(&self.connection.id, &operation.subject, &operation.detail);
        let request = sha256_hex(key.as_bytes()).chars().take(32).collect();
        let once = Once { request, part: "u".to_owned(), again: false };
        let now = self.lane.inner.clock.now();
        let content = Content {
            target: self.remote.target.clone(),
            draft,
            document: ready.document,
            body_hash: due.body_hash.clone(),
            mapping_version: self.mapping.version,
            catalog: self.catalog.as_ref().map(|state| state.catalog.clone()),
            preview: ready.preview,
            posting_ordered: true,
            removal: None,
            from: Some((remote.version.clone(), once)),
            credit: None,
        };
        let payload = serde_json::to_string(&content.draft)?;
        let intent = Intent {
            operation: operation.id.clone(),
            key,
            payload_hash: sha256_hex(payload.as_bytes()),
            payload,
            content: serde_json::to_string(&content)?,
            step: Step::Updating,
            remote_id: Some(remote.id.clone()),
            written_at: text(now),
        };
        let mut tx = self.lane.begin().await?;
        if self.replace(&mut tx, due, &operation).await? == Stored::Outdated {
            return Ok(true);
        }
        intent::put(&mut tx, self.scope, &intent, now).await?;
        self.note(&mut tx, &operation.id, tried, "Unpaid in the books: changed there.").await?;
        self.commit(tx, "update intent").await?;
        self.drive(vec![Work { operation, intent, content }]).await?;
        Ok(true)
    }

    /// The document as the source has it now, where it would be posted as it is to the same party.
    async fn changed(&self, due: &Due) -> Result<Option<Ready>, Halt> {
        let document: Document = serde_json::from_str(&due.body)?;
        let Ok(preview) = self.rules.preview(&document) else { return Ok(None) };
        let open = self.company_rules().await?.open;
        let side = Side::of(document.kind).text();
        let linked = {
            let mut db = self.lane.inner.store.read().await?;
            let names = (document.party.id.as_str(), side);
            party::linked(&mut db, self.scope, &self.connection.id, names).await?
        };
        let posts = admit(&document, &self.connection.settings, &preview) == Admission::Post;
        let dated = open.first_from(document.date) == Some(document.date);
        let fits = posts && dated && linked.is_some();
        Ok(fits.then(|| Ready { due: due.clone(), document, preview, moved: None }))
    }

    /// Sends the change of a durable intent, unless it arrived already.
    pub(super) async fn send_change(&self, work: &mut Work) -> Result<bool, Halt> {
        let kind = work.content.draft.kind;
        let (answer, read) = self.ask(work, Ask::Read(kind, remote_id(work))).await?;
        let remote = match answer {
            Answer::Documents(mut found) if found.len() == 1 => found.pop(),
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                return self.try_later(work, &read, &why).await;
            }
            Answer::Rejected(why) if why.class == Class::Auth => return Err(Halt::LaneClosed),
            _ => None,
        };
        let (Some(remote), Some((version, once))) = (remote, work.content.from.clone()) else {
            return self.unchanged(work, &read, None).await;
        };
        if remote.version != version {
            // Ours arrived, or somebody else was there first.
            return if carries(&remote, &work.content.draft) {
                self.change_done(work, &remote, &read).await
            } else {
                self.unchanged(work, &read, None).await
            };
        }
        let ask = Ask::Update(work.content.draft.clone(), remote_id(work), version, once);
        let (answer, sent) = self.ask(work, ask).await?;
        match answer {
            Answer::Documents(made) if made.len() == 1 => {
                let Some(remote) = made.into_iter().next() else { return Ok(false) };
                self.change_done(work, &remote, &sent).await
            }
            // The version was another one already: read again, it says whose.
            Answer::Rejected(why) if why.code == "changed_meanwhile" => {
                self.try_later(work, &sent, &why).await
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                self.try_later(work, &sent, &why).await
            }
            Answer::Rejected(why) if why.class == Class::Auth => Err(Halt::LaneClosed),
            Answer::Rejected(why) | Answer::Unknown(why) => {
                let why = work.named(why);
                self.unchanged(work, &sent, Some(why.into())).await
            }
            _ => self.unchanged(work, &sent, None).await,
        }
    }

    /// The books keep what they have; a person is told why.
    pub(super) async fn unchanged(
        &self,
        work: &mut Work,
        tried: &Try,
        why: Option<Held>,
    ) -> Result<bool, Halt> {
        let number = work.operation.detail.remote_number.clone();
        let held = why.unwrap_or_else(|| posted_differs(number.as_deref()));
        work.operation.differs(&held, self.next_look());
        self.end(work, tried, &held.message).await?;
        Ok(true)
    }

    /// The books have it as the source has it.
    async fn change_done(
        &self,
        work: &mut Work,
        remote: &RemoteDocument,
        tried: &Try,
    ) -> Result<bool, Halt> {
        let now = self.lane.inner.clock.now();
        let content = &work.content;
        let posted = waypost_core::api::Posted {
            remote_id: remote.id.clone(),
            remote_number: remote.number.clone(),
            posted_at: text(now),
            mapping_version: content.mapping_version,
            preview: content.preview.clone(),
            redated: None,
            differences: compare::total(content.draft.total, remote.total),
        };
        let posting = Posting {
            connection: self.connection.id.clone(),
            generation: work.operation.detail.generation,
            document: content.document.clone(),
            catalog: content.catalog.clone(),
            payload: work.intent.payload.clone(),
            posted,
        };
        work.operation.detail.posted_hash = Some(content.body_hash.clone());
        work.operation.detail.remote_number = Some(remote.number.clone());
        work.operation.agrees();
        work.operation.tries = 0;
        let subject = work.operation.subject.clone();
        let mut tx = self.lane.begin().await?;
        if let Some(current) = operation::current(tx.db(), self.scope, &subject).await? {
            self.compare_with_source(&mut work.operation, &current);
        }
        operation::save(&mut tx, self.scope, &work.operation, &self.connection.id, now).await?;
        posting::change(tx.db(), self.scope, &work.operation.id, &posting).await?;
        self.note(&mut tx, &work.operation.id, tried, "Changed in the books.").await?;
        intent::end(&mut tx, self.scope, &work.operation.id).await?;
        self.lane.succeeded(&mut tx).await?;
        self.commit(tx, "changed in the books").await?;
        Ok(true)
    }
}

/// Whether a document of the books says what the draft says.
fn carries(remote: &RemoteDocument, draft: &Draft) -> bool {
    let lines = draft.lines.iter().map(|line| {
        let to = line.item.as_ref().filter(|_| draft.kind == Kind::Invoice);
        (to.unwrap_or(&line.account).clone(), line.amount)
    });
    remote.state == RemoteState::Open
        && remote.party == draft.party
        && remote.total == draft.total
        && remote.our_number == draft.number
        && remote.date == draft.posting_date().to_string()
        && remote.lines.iter().cloned().eq(lines)
}
