//! After posting: the document is read again for its number, and the ledger's entries of that
//! number are compared with the preview, account by account (R14, R22).

use waypost_core::api::{LedgerDifference, Posted, Redated, State};
use waypost_core::sync::compare;

use super::drive::remote_id;
use super::line::{Heard, Try};
use super::round::Round;
use super::work::{Held, Work};
use crate::clock::text;
use crate::connectors::{Answer, Class, Draft, RemoteDocument, RemoteEntry, RemoteState};
use crate::store::intent::Step;
use crate::store::operation;
use crate::store::posting::{self, Posting};
use crate::sync::halt::Halt;

/// What follows when a posted document was read again.
pub(super) enum Again {
    /// The ledger is compared with the preview.
    Compare(Box<RemoteDocument>, Try),
    /// Something else was stored; true when the document goes on at once.
    WentOn(bool),
}

impl Round<'_> {
    pub(super) async fn read_again(&self, work: &mut Work, heard: Heard) -> Result<Again, Halt> {
        let Heard { answer, tried, .. } = heard;
        let remote = match answer {
            Answer::Documents(mut read) if read.len() == 1 => read.pop(),
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                return self.try_later(work, &tried, &why).await.map(Again::WentOn);
            }
            Answer::Rejected(why) if why.class == Class::Auth => return Err(Halt::LaneClosed),
            Answer::Rejected(why) | Answer::Unknown(why) => {
                return self.unreadable(work, &tried, &why.message).await.map(Again::WentOn);
            }
            _ => None,
        };
        let Some(remote) = remote else {
            let why = "The reply fits no question.";
            return self.unreadable(work, &tried, why).await.map(Again::WentOn);
        };
        let went_on = match remote.state {
            RemoteState::Void => self.vanished(work, &tried, &remote).await?,
            RemoteState::Draft if work.content.posting_ordered => {
                self.unreadable(work, &tried, "It still is a draft after it was posted.").await?
            }
            RemoteState::Draft => {
                work.intent.step = Step::Created;
                self.advance(work, &tried, "Still a draft.").await?;
                true
            }
            RemoteState::Open | RemoteState::Paid if !self.remote.ledger.capabilities().entries => {
                let differences = compare::total(work.content.draft.total, remote.total);
                let tries = std::slice::from_ref(&tried);
                self.finish(work, tries, &remote.number, differences).await?
            }
            RemoteState::Open | RemoteState::Paid => {
                return Ok(Again::Compare(Box::new(remote), tried));
            }
        };
        Ok(Again::WentOn(went_on))
    }

    /// Compares the ledger with the preview. `heard` is its first page.
    pub(super) async fn compare(
        &self,
        work: &mut Work,
        read: &Try,
        remote: &RemoteDocument,
        mut heard: Heard,
    ) -> Result<bool, Halt> {
        work.operation.detail.remote_number = Some(remote.number.clone());
        let mut entries: Vec<RemoteEntry> = Vec::new();
        let mut tries = vec![read.clone()];
        loop {
            match heard.answer {
                Answer::Entries(page) => entries.extend(page),
                Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                    return self.try_later(work, &heard.tried, &why).await;
                }
                Answer::Rejected(why) | Answer::Unknown(why) => {
                    tries.push(heard.tried);
                    let unread = vec![compare::unread(&why.message)];
                    return self.finish(work, &tries, &remote.number, unread).await;
                }
                _ => {}
            }
            tries.push(heard.tried);
            let Some(call) = heard.next else { break };
            let (sent, tried) = self.send(&call).await?;
            let mut page = self.heard(&work.content.target, &call, sent, &tried);
            let Some(next) = page.pop() else { break };
            heard = next;
        }
        let date = work.content.draft.posting_date().to_string();
        entries.retain(|one| one.posting_date == date);
        let unposted = entries.is_empty() && remote.state == RemoteState::Open;
        if unposted && !work.content.posting_ordered {
            // Released, and not posted: open is no proof of posting.
            work.intent.step = Step::Created;
            self.advance(work, read, "Open without ledger entries: not posted yet.").await?;
            return Ok(true);
        }
        let ledger: Vec<compare::Posting<'_>> = entries
            .iter()
            .map(|one| compare::Posting { number: &one.account_number, entry: &one.entry })
            .collect();
        let ours = (work.content.preview.entries.as_slice(), work.content.draft.total);
        let differences = compare::posted(ours, (&ledger, remote.total), &self.chart);
        self.finish(work, &tries, &remote.number, differences).await
    }

    /// Stores the posting: the outcome is certain.
    pub(super) async fn finish(
        &self,
        work: &mut Work,
        tries: &[Try],
        number: &str,
        differences: Vec<LedgerDifference>,
    ) -> Result<bool, Halt> {
        let now = self.lane.inner.clock.now();
        let outcome = match differences.len() {
            0 => "The books agree with the preview.".to_owned(),
            n => format!("Posted; the books differ from the preview in {n} places."),
        };
        let posted = Posted {
            remote_id: remote_id(work),
            remote_number: number.to_owned(),
            posted_at: text(now),
            mapping_version: work.content.mapping_version,
            preview: work.content.preview.clone(),
            redated: redated(&work.content.draft),
            differences,
        };
        let detail = &mut work.operation.detail;
        detail.remote_number = Some(number.to_owned());
        detail.posted_hash = Some(work.content.body_hash.clone());
        work.operation.agrees();
        work.operation.tries = 0;
        let mut tx = self.lane.begin().await?;
        let subject = work.operation.subject.clone();
        let current = operation::current(tx.db(), self.scope, &subject).await?;
        if let Some(current) = current {
            self.compare_with_source(&mut work.operation, &current);
        }
        let connection = &self.connection.id;
        operation::save(&mut tx, self.scope, &work.operation, connection, now).await?;
        let posting = Posting {
            connection: connection.clone(),
            generation: work.operation.detail.generation,
            document: work.content.document.clone(),
            catalog: work.content.catalog.clone(),
            payload: work.intent.payload.clone(),
            posted,
        };
        posting::add(tx.db(), self.scope, &work.operation.id, &subject, &posting).await?;
        for tried in tries {
            self.note(&mut tx, &work.operation.id, tried, &outcome).await?;
        }
        self.end_intent(&mut tx, work).await?;
        self.lane.succeeded(&mut tx).await?;
        self.commit(tx, "posting").await?;
        Ok(true)
    }

    /// It was posted, and cannot be read again: kept as posted, under our own number where the books'
    /// is not known, saying so.
    pub(super) async fn unreadable(
        &self,
        work: &mut Work,
        tried: &Try,
        why: &str,
    ) -> Result<bool, Halt> {
        let known = work.operation.detail.remote_number.clone();
        let number = known.unwrap_or_else(|| work.content.draft.number.clone());
        self.finish(work, std::slice::from_ref(tried), &number, vec![compare::unread(why)]).await
    }

    async fn vanished(
        &self,
        work: &mut Work,
        tried: &Try,
        remote: &RemoteDocument,
    ) -> Result<bool, Halt> {
        let message = format!(
            "It was posted as {} and cancelled in the books before it could be read again. \
             Choose Retry to post it anew, or leave it.",
            remote.number
        );
        let held = Held::person("cancelled_in_the_books", message);
        self.mark_held(&mut work.operation, State::NeedsYou, &held);
        self.end(work, tried, &held.message).await?;
        Ok(true)
    }
}

fn redated(draft: &Draft) -> Option<Redated> {
    let moved = draft.moved.as_ref()?;
    Some(Redated { from: draft.date, to: moved.to, memo: moved.memo.clone() })
}
