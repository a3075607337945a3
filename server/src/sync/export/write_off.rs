//! Writing off the rest of a short-paid invoice that stands in the books, as a person ordered it (R45):
//! what is decided, and the intent that is durable before anything is made. The way of the credit memo
//! is [`super::credit`].

use waypost_core::api::State;
use waypost_core::number::fit;
use waypost_core::sync::change::posted_differs;
use waypost_core::sync::difference;
use waypost_core::sync::key::{Outcome, next_attempt};
use waypost_core::sync::short_pay::{self, Rest, Short};
use waypost_core::sync::{Admission, admit};
use waypost_core::wire::{Date, Document, Kind, Preview};

use super::draft::description;
use super::line::Try;
use super::round::Round;
use super::work::{Content, Credit, Held, Work};
use crate::clock::text;
use crate::connectors::{Ask, Draft, DraftLine, RemoteDocument};
use crate::hash::sha256_hex;
use crate::store::intent::{self, Intent, Step};
use crate::store::operation::{self, Due, Stored, WriteOffOrder};
use crate::store::posting::Posting;
use crate::store::write_off;
use crate::sync::halt::Halt;

/// The content that the source has now, resolved.
struct Now {
    document: Document,
    preview: Preview,
}

impl Round<'_> {
    /// Writes off what a person ordered. The reason, where that cannot be done as things stand.
    pub(super) async fn write_off(
        &self,
        due: &Due,
        (posting, remote): (&Posting, &RemoteDocument),
        order: &WriteOffOrder,
        tried: &Try,
    ) -> Result<Result<(), Held>, Halt> {
        let now = match self.postable(due)? {
            Ok(now) => now,
            Err(held) => return Ok(Err(held)),
        };
        let draft = match self.credit_memo(due, (posting, remote), &now).await? {
            Ok(draft) => draft,
            Err(held) => return Ok(Err(held)),
        };
        let credit = Credit {
            invoice: remote.id.clone(),
            by: order.by.clone(),
            reason: order.reason.clone(),
        };
        if let Some(mut work) = self.intend_credit(due, (now, draft, credit), tried).await? {
            self.credit(&mut work).await?;
        }
        Ok(Ok(()))
    }

    /// The content, where it would be posted as it is.
    fn postable(&self, due: &Due) -> Result<Result<Now, Held>, Halt> {
        let document: Document = serde_json::from_str(&due.body)?;
        let preview = match self.rules.preview(&document) {
            Ok(preview) => preview,
            Err(unusable) => {
                let message = format!("{unusable} Correct it at the source.");
                return Ok(Err(Held::config("unusable_document", message)));
            }
        };
        Ok(match admit(&document, &self.connection.settings, &preview) {
            Admission::Post => Ok(Now { document, preview }),
            Admission::Skip(held) | Admission::Hold(held) => Err(held),
        })
    }

    /// The credit memo over what is written off, where core lets it be made.
    async fn credit_memo(
        &self,
        due: &Due,
        (posting, remote): (&Posting, &RemoteDocument),
        now: &Now,
    ) -> Result<Result<Draft, Held>, Halt> {
        let (document, preview) = (&now.document, &now.preview);
        let number = document.number();
        let system = self.remote.ledger.capabilities().system;
        if !short_pay::by_credit_memo(system) {
            let held = Held::person("posted_differs", short_pay::where_it_stands(number));
            return Ok(Err(held));
        }
        let (written, before) = {
            let mut db = self.lane.inner.store.read().await?;
            let subject = &due.operation.subject;
            let written = write_off::standing(&mut db, self.scope, subject).await?;
            (written, write_off::count(&mut db, self.scope, subject).await?)
        };
        let was = write_off::in_books(posting, &written);
        let Some(rest) = short_pay::rest(was, difference::Content { document, preview }) else {
            return Ok(Err(posted_differs(due.operation.detail.remote_number.as_deref())));
        };
        if rest.amount.cents() > remote.open.cents() {
            return Ok(Err(short_pay::beyond_open(number, rest.amount, remote.open)));
        }
        let short = Short {
            number,
            date: posting.day(),
            total: was.preview.total,
            received: preview.total,
            can_update: false,
            open: self.company_rules().await?.open,
            today: self.today().unwrap_or(posting.day()),
        };
        let on = match short_pay::write_off(&short) {
            short_pay::WriteOff::CreditMemo { on, .. } => on,
            short_pay::WriteOff::Held(held) => return Ok(Err(held)),
            short_pay::WriteOff::Nothing | short_pay::WriteOff::Regenerate { .. } => {
                return Ok(Err(posted_differs(due.operation.detail.remote_number.as_deref())));
            }
        };
        let memo = short_pay::memo_number(number, before + 1);
        Ok(Ok(Draft {
            kind: Kind::Invoice,
            number: fit(&memo, system, Kind::Invoice).text,
            party: remote.party.clone(),
            date: on,
            moved: None,
            due: None,
            currency: document.currency.clone(),
            control: preview.control.account.clone(),
            total: rest.amount,
            lines: self.credited(&rest),
        }))
    }

    /// The lines that take the rest off, each as much as the source took off.
    fn credited(&self, rest: &Rest<'_>) -> Vec<DraftLine> {
        let items = self.catalog.as_ref().map(|state| &state.catalog);
        let lines = rest.lines.iter().filter_map(|(line, previewed)| {
            Some(DraftLine {
                account: previewed.account.clone()?,
                item: None,
                description: description(line, items),
                quantity: None,
                rate: None,
                amount: -previewed.amount,
            })
        });
        lines.collect()
    }

    fn today(&self) -> Option<Date> {
        text(self.lane.inner.clock.now()).get(..10)?.parse().ok()
    }

    /// Makes the intent durable; none where the document or the order changed since it was read.
    async fn intend_credit(
        &self,
        due: &Due,
        (said, draft, credit): (Now, Draft, Credit),
        tried: &Try,
    ) -> Result<Option<Work>, Halt> {
        let mut operation = due.operation.clone();
        operation.detail.attempt = next_attempt(operation.detail.attempt, Outcome::Definite);
        operation.lane = self.lane.name().to_owned();
        operation.state = State::Sending;
        operation.clear();
        let asks = [Ask::CreateCredit(draft.clone(), credit.invoice.clone())];
        let call = self.remote.ledger.encode(&self.remote.target, &asks).pop();
        let payload = call.ok_or(Halt::Stopped)?.body.unwrap_or_default();
        let content = Content {
            target: self.remote.target.clone(),
            draft,
            document: said.document,
            body_hash: due.body_hash.clone(),
            mapping_version: self.mapping.version,
            catalog: self.catalog.as_ref().map(|state| state.catalog.clone()),
            preview: said.preview,
            posting_ordered: false,
            removal: None,
            from: None,
            credit: Some(credit),
        };
        let now = self.lane.inner.clock.now();
        let intent = Intent {
            operation: operation.id.clone(),
            key: operation::key(&self.connection.id, &operation.subject, &operation.detail),
            payload_hash: sha256_hex(payload.as_bytes()),
            payload,
            content: serde_json::to_string(&content)?,
            step: Step::Crediting,
            remote_id: None,
            written_at: text(now),
        };
        let mut tx = self.lane.begin().await?;
        if self.replace(&mut tx, due, &operation).await? == Stored::Outdated {
            return Ok(None);
        }
        intent::put(&mut tx, self.scope, &intent, now).await?;
        self.note(&mut tx, &operation.id, tried, "It stands: its rest is written off.").await?;
        self.commit(tx, "credit intent").await?;
        Ok(Some(Work { operation, intent, content }))
    }
}
