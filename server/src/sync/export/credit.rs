//! The way of a credit memo over a posted invoice (R45), every arrow durable before the next: looked up by
//! number → draft → total compared → posted → read again → ledger compared → stored as a write-off. The
//! invoice stays as it was posted, whatever becomes of it.
//!
//! Invariant: nothing is made before the books were asked, and nothing half done stays there.

use waypost_core::api::{LedgerDifference, State, WrittenOff};
use waypost_core::sync::change::posted_differs;
use waypost_core::sync::compare;
use waypost_core::sync::failure::pause;
use waypost_core::sync::short_pay::{not_yet, unconfirmed};
use waypost_core::wire::{Amount, Entry};

use super::drive::remote_id;
use super::judge::Found;
use super::line::Try;
use super::outcome::odd;
use super::round::Round;
use super::work::{Held, Work};
use crate::clock::{instant, instant_text, text};
use crate::connectors::{
    Answer, Ask, Class, Draft, Rejection, RemoteDocument, RemoteEntry, RemoteState,
};
use crate::store::intent::{self, Step};
use crate::store::operation;
use crate::store::write_off::{self, Of, WriteOff};
use crate::sync::halt::Halt;

impl Round<'_> {
    /// Takes a credit memo as far as it gets.
    pub(super) async fn credit(&self, work: &mut Work) -> Result<(), Halt> {
        loop {
            let goes_on = match work.intent.step {
                Step::Crediting => self.make_credit(work).await?,
                _ if work.content.removal.is_some() => self.remove_credit(work).await?,
                _ if !work.content.posting_ordered => self.post_credit(work).await?,
                _ => self.confirm_credit(work).await?,
            };
            if !goes_on {
                return Ok(());
            }
        }
    }

    /// Looks it up, and makes the draft where the books do not have it.
    async fn make_credit(&self, work: &mut Work) -> Result<bool, Halt> {
        let draft = work.content.draft.clone();
        let (answer, tried) = self.ask(work, Ask::FindCredit(draft.clone())).await?;
        let found = match answer {
            Answer::Documents(found) => found,
            Answer::Rejected(why) | Answer::Unknown(why)
                if work.operation.state == State::Checking =>
            {
                return self.look_up_later(work, &tried, &why).await;
            }
            Answer::Rejected(why) | Answer::Unknown(why) => {
                return self.not_credited(work, &tried, &why).await;
            }
            _ => Vec::new(),
        };
        let subject = work.operation.subject.clone();
        match self.judge(&subject, &draft, found).await? {
            Found::Ours(memo) => {
                if memo.state != RemoteState::Draft {
                    work.content.posting_ordered = true;
                }
                self.credit_known(work, &memo, &tried, "It had arrived: adopted.").await?;
                return Ok(true);
            }
            Found::Different(held) => return self.give_back(work, &tried, &held).await,
            Found::Nothing => {}
        }
        let invoice = work.content.credit.as_ref().map(|credit| credit.invoice.clone());
        let asks = [Ask::CreateCredit(draft, invoice.unwrap_or_default())];
        let call = self.remote.ledger.encode(&work.content.target, &asks).pop();
        let call = call.ok_or(Halt::Stopped)?;
        // What is sent is quarantined from its intent: written once there is a place in the allowance, and
        // the request leaves right after it.
        let seat = self.seat(&call).await?;
        work.operation.state = State::Sending;
        work.operation.clear();
        let intended_at = self.lane.inner.clock.now();
        self.advance(work, &tried, "No such credit memo yet.").await?;
        let (sent, tried) = self.send_from(seat, &call, Some(intended_at)).await?;
        self.credit_answered(work, sent.single(), &tried).await
    }

    async fn credit_answered(
        &self,
        work: &mut Work,
        answer: Answer,
        tried: &Try,
    ) -> Result<bool, Halt> {
        let made = match answer {
            Answer::Documents(mut made) if made.len() == 1 => made.pop(),
            Answer::Rejected(why) => return self.not_credited(work, tried, &why).await,
            Answer::Unknown(why) => {
                return self.unknown(work.clone(), tried, &why).await.map(|()| false);
            }
            _ => None,
        };
        let Some(memo) = made else {
            let why = odd(format!("The reply to {} fits no question.", tried.step), true);
            return self.unknown(work.clone(), tried, &why).await.map(|()| false);
        };
        let total = work.content.draft.total;
        work.content.removal = compare::draft_total(total, memo.total, memo.tax).err();
        let words = match &work.content.removal {
            None => format!("Draft {} made; its total agrees.", memo.number),
            Some(_) => format!("Draft {} made; its total differs.", memo.number),
        };
        self.credit_known(work, &memo, tried, &words).await?;
        Ok(true)
    }

    /// The books' id of it is known from here on.
    async fn credit_known(
        &self,
        work: &mut Work,
        memo: &RemoteDocument,
        tried: &Try,
        outcome: &str,
    ) -> Result<(), Halt> {
        work.intent.remote_id = Some(memo.id.clone());
        work.intent.step = Step::Credited;
        work.operation.state = State::Sending;
        work.operation.clear();
        self.advance(work, tried, outcome).await
    }

    async fn post_credit(&self, work: &mut Work) -> Result<bool, Halt> {
        let (answer, tried) = self.ask(work, Ask::PostCredit(remote_id(work))).await?;
        match answer {
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                self.try_later(work, &tried, &why).await
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class == Class::Auth => {
                Err(Halt::LaneClosed)
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.code == "record_gone" => {
                self.find_again(work, &tried, &why.message).await
            }
            Answer::Rejected(why) | Answer::Unknown(why) => {
                let held: Held = work.named(why).into();
                let outcome = held.message.clone();
                work.content.removal = Some(held);
                self.advance(work, &tried, &outcome).await?;
                Ok(true)
            }
            _ => {
                work.content.posting_ordered = true;
                self.advance(work, &tried, "Accepted: posted.").await?;
                Ok(true)
            }
        }
    }

    /// The draft must go before a person is told why.
    async fn remove_credit(&self, work: &mut Work) -> Result<bool, Halt> {
        let Some(held) = work.content.removal.clone() else { return Ok(false) };
        let (answer, tried) = self.ask(work, Ask::RemoveCredit(remote_id(work))).await?;
        match answer {
            Answer::Rejected(why) | Answer::Unknown(why) if why.code == "already_posted" => {
                if work.content.posting_ordered {
                    // It was read as a draft a moment ago: what the books show lags behind.
                    return self.confirm_later(work, &tried, &why.message).await;
                }
                work.content.removal = None;
                work.content.posting_ordered = true;
                self.advance(work, &tried, &why.message).await?;
                Ok(true)
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                self.try_later(work, &tried, &why).await
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class == Class::Auth => {
                Err(Halt::LaneClosed)
            }
            Answer::Rejected(why) | Answer::Unknown(why) => {
                self.not_removed(work, &tried, held, &why.message).await
            }
            _ => self.give_back(work, &tried, &held).await,
        }
    }

    async fn not_removed(
        &self,
        work: &mut Work,
        tried: &Try,
        mut held: Held,
        why: &str,
    ) -> Result<bool, Halt> {
        if work.content.posting_ordered {
            return self.confirm_later(work, tried, why).await;
        }
        held.message = format!(
            "{} The draft of the credit memo could not be removed: {why} Remove it in the books first.",
            held.message
        );
        self.give_back(work, tried, &held).await
    }

    /// It failed again and again while others succeeded: what is not posted goes out of the books, and a
    /// person is told.
    pub(super) async fn credit_worn_out(
        &self,
        work: &mut Work,
        tried: &Try,
        why: &Rejection,
    ) -> Result<bool, Halt> {
        let message = work.operation.detail.message.clone().unwrap_or_default();
        work.operation.state = State::Sending;
        work.operation.tries = 0;
        if work.content.posting_ordered {
            return self.confirm_later(work, tried, &why.message).await;
        }
        if let Some(held) = work.content.removal.clone() {
            return self.not_removed(work, tried, held, &message).await;
        }
        work.content.removal = Some(Held::person(why.code, message));
        self.advance(work, tried, &why.message).await?;
        Ok(true)
    }

    /// Reads it again and compares the ledger with what was meant.
    async fn confirm_credit(&self, work: &mut Work) -> Result<bool, Halt> {
        let (answer, tried) = self.ask(work, Ask::ReadCredit(remote_id(work))).await?;
        let memo = match answer {
            Answer::Documents(mut read) if read.len() == 1 => read.pop(),
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                return self.try_later(work, &tried, &why).await;
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class == Class::Auth => {
                return Err(Halt::LaneClosed);
            }
            Answer::Rejected(why) | Answer::Unknown(why) => {
                return self.confirm_later(work, &tried, &why.message).await;
            }
            _ => None,
        };
        let Some(memo) = memo else {
            let why = "The reply of the books fits no question.";
            return self.confirm_later(work, &tried, why).await;
        };
        match memo.state {
            RemoteState::Draft => {
                work.content.removal = Some(not_yet("Its credit memo stayed a draft."));
                self.advance(work, &tried, "It still is a draft after it was posted.").await?;
                Ok(true)
            }
            RemoteState::Void => {
                // Somebody took it back there: it is not made again by itself.
                work.operation.detail.write_off = None;
                let number = work.operation.detail.remote_number.clone();
                self.give_back(work, &tried, &posted_differs(number.as_deref())).await
            }
            RemoteState::Open | RemoteState::Paid => self.compare_credit(work, &memo, tried).await,
        }
    }

    /// It is posted, and not confirmed: it stays known, and is read again later.
    async fn confirm_later(&self, work: &mut Work, tried: &Try, why: &str) -> Result<bool, Halt> {
        work.content.removal = None;
        work.operation.explain(&unconfirmed(why));
        work.operation.next_try_at = Some(text(self.next_look()));
        self.advance(work, tried, why).await?;
        Ok(false)
    }

    /// The books do not know its id, and an order to post it may have arrived: its number tells, once
    /// they can no longer be working on it.
    async fn find_again(&self, work: &mut Work, tried: &Try, why: &str) -> Result<bool, Halt> {
        let until = self.quarantined_until(instant(self.lane.inner.clock.now()));
        work.intent.step = Step::Crediting;
        work.intent.remote_id = None;
        work.operation.state = State::Checking;
        work.operation.explain(&not_yet(why));
        work.operation.next_try_at = Some(instant_text(until));
        self.advance(work, tried, why).await?;
        Ok(false)
    }

    async fn compare_credit(
        &self,
        work: &mut Work,
        memo: &RemoteDocument,
        read: Try,
    ) -> Result<bool, Halt> {
        let asks = [Ask::Entries(memo.number.clone())];
        let mut calls = self.remote.ledger.encode(&work.content.target, &asks);
        let mut found: Vec<RemoteEntry> = Vec::new();
        let mut tries = vec![read];
        while let Some(call) = calls.pop() {
            let (sent, tried) = self.send(&call).await?;
            calls.extend(sent.decoded.next.clone());
            match sent.single() {
                Answer::Entries(page) => found.extend(page),
                Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                    return self.try_later(work, &tried, &why).await;
                }
                Answer::Rejected(why) | Answer::Unknown(why) => {
                    tries.push(tried);
                    let unread = vec![compare::unread(&why.message)];
                    return self.written_off(work, memo, &tries, unread).await;
                }
                _ => {}
            }
            tries.push(tried);
        }
        let day = work.content.draft.posting_date().to_string();
        found.retain(|one| one.posting_date == day);
        let ledger: Vec<compare::Posting<'_>> = found
            .iter()
            .map(|one| compare::Posting { number: &one.account_number, entry: &one.entry })
            .collect();
        let draft = &work.content.draft;
        let ours = entries(draft);
        let differences = compare::posted((&ours, draft.total), (&ledger, memo.total), &self.chart);
        self.written_off(work, memo, &tries, differences).await
    }

    /// Stores the write-off: books and source agree again.
    async fn written_off(
        &self,
        work: &mut Work,
        memo: &RemoteDocument,
        tries: &[Try],
        differences: Vec<LedgerDifference>,
    ) -> Result<bool, Halt> {
        let Some(credit) = work.content.credit.clone() else { return Ok(false) };
        let now = self.lane.inner.clock.now();
        let outcome = match differences.len() {
            0 => "Written off; the books agree.".to_owned(),
            n => format!("Written off; the books differ in {n} places."),
        };
        let content = &work.content;
        let one = WriteOff {
            written: WrittenOff {
                remote_id: memo.id.clone(),
                remote_number: memo.number.clone(),
                day: content.draft.posting_date(),
                amount: content.draft.total,
                by: credit.by,
                reason: credit.reason,
                posted_at: text(now),
                mapping_version: content.mapping_version,
                entries: entries(&content.draft),
                differences,
            },
            document: content.document.clone(),
            preview: content.preview.clone(),
            payload: work.intent.payload.clone(),
        };
        work.operation.detail.posted_hash = Some(content.body_hash.clone());
        work.operation.agrees();
        work.operation.tries = 0;
        let subject = work.operation.subject.clone();
        let operation = work.operation.id.clone();
        let of = Of {
            operation: &operation,
            generation: work.operation.detail.generation,
            document: &subject,
            connection: &self.connection.id,
        };
        let mut tx = self.lane.begin().await?;
        if let Some(current) = operation::current(tx.db(), self.scope, &subject).await? {
            self.compare_with_source(&mut work.operation, &current);
        }
        operation::save(&mut tx, self.scope, &work.operation, &self.connection.id, now).await?;
        write_off::add(tx.db(), self.scope, of, &one).await?;
        for tried in tries {
            self.note(&mut tx, of.operation, tried, &outcome).await?;
        }
        intent::end(&mut tx, self.scope, of.operation).await?;
        self.lane.succeeded(&mut tx).await?;
        self.commit(tx, "written off").await?;
        Ok(false)
    }

    /// What was sent and not answered stays unknown until the books were asked.
    async fn look_up_later(
        &self,
        work: &mut Work,
        tried: &Try,
        why: &Rejection,
    ) -> Result<bool, Halt> {
        if why.class == Class::Auth {
            return Err(Halt::LaneClosed);
        }
        work.operation.next_try_at = Some(text(self.lane.inner.clock.now() + pause(6)));
        let tx = self.store(work, Some((tried, &why.message))).await?;
        self.commit(tx, "look-up refused").await?;
        if why.remote_wide { self.close(why).await.map(|()| false) } else { Ok(false) }
    }

    /// Nothing of it was made: said so, and tried again by itself.
    async fn not_credited(
        &self,
        work: &mut Work,
        tried: &Try,
        why: &Rejection,
    ) -> Result<bool, Halt> {
        let auth = why.class == Class::Auth;
        if why.class.retries() || auth || why.remote_wide {
            let held = not_yet(&why.message);
            work.operation.differs(&held, self.lane.inner.clock.now() + pause(6));
            self.end(work, tried, &held.message).await?;
        } else {
            let held: Held = work.named(why.clone()).into();
            self.give_back(work, tried, &held).await?;
        }
        if auth {
            return Err(Halt::LaneClosed);
        }
        if why.remote_wide { self.close(why).await.map(|()| false) } else { Ok(false) }
    }

    /// The invoice stays as it was posted, with the reason; the order stays, and is tried again later.
    async fn give_back(&self, work: &mut Work, tried: &Try, held: &Held) -> Result<bool, Halt> {
        work.operation.differs(held, self.next_look());
        self.end(work, tried, &held.message).await?;
        Ok(false)
    }
}

/// What a credit memo puts on each line's account, and on the receivable account.
fn entries(draft: &Draft) -> Vec<Entry> {
    let debits = draft.lines.iter().map(|line| Entry {
        account: line.account.clone(),
        debit: line.amount,
        credit: Amount::ZERO,
    });
    let control = draft.control.clone().map(|account| Entry {
        account,
        debit: Amount::ZERO,
        credit: draft.total,
    });
    debits.chain(control).collect()
}
