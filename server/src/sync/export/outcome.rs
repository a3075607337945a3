//! What became of a creating order, for each document by itself (edge case 78): made, met in the books,
//! refused, or unknown. Where a system has drafts, a draft is posted next; elsewhere made is posted.

use waypost_core::api::State;
use waypost_core::sync::compare::draft_total;

use super::create::adopt;
use super::judge::Found;
use super::line::{Heard, Try};
use super::round::Round;
use super::settle::Closed;
use super::work::{Held, Work};
use crate::clock::{instant, instant_text};
use crate::connectors::{Answer, Ask, Class, PART_MISSING, Rejection, RemoteDocument};
use crate::store::intent::Step;
use crate::store::party;
use crate::sync::halt::Halt;

impl Round<'_> {
    /// Stores what became of a creating order; the document, when it goes on.
    pub(super) async fn outcome(&self, work: Work, heard: Heard) -> Result<Option<Work>, Halt> {
        let Heard { answer, tried, .. } = heard;
        let made_together = self.remote.ledger.capabilities().made_together;
        match answer {
            Answer::Documents(mut made) if made.len() == 1 => match made.pop() {
                Some(remote) => self.made(work, &remote, &tried).await,
                None => Ok(None),
            },
            Answer::Exists(id, why) => self.met(work, id, why, &tried).await,
            // Nothing of it was done: the same try goes out again when the lane opens.
            Answer::Rejected(why) if why.remote_wide && made_together => {
                self.unsent(work, &tried, &why).await.map(|()| None)
            }
            Answer::Rejected(why) => self.rejected(work, &tried, why).await.map(|()| None),
            Answer::Unknown(why) => self.unknown(work, &tried, &why).await.map(|()| None),
            _ => {
                let why = odd(format!("The reply to {} fits no question.", tried.step), true);
                self.unknown(work, &tried, &why).await.map(|()| None)
            }
        }
    }

    /// It was made: posted next where it is a draft, else posted. A total that is not ours does not
    /// stay (R22).
    async fn made(
        &self,
        mut work: Work,
        remote: &RemoteDocument,
        tried: &Try,
    ) -> Result<Option<Work>, Halt> {
        let limits = self.remote.ledger.capabilities();
        let draft = &work.content.draft;
        let is_ours = remote.party == draft.party && remote.our_number == draft.number;
        if limits.made_together && !is_ours {
            // Whether ours arrived is looked up.
            let why = odd("The reply is that of another document.".to_owned(), false);
            return self.unknown(work, tried, &why).await.map(|()| None);
        }
        let agrees = draft_total(draft.total, remote.total, remote.tax);
        let what =
            if limits.drafts { format!("Draft {} made", remote.number) } else { "Made".to_owned() };
        work.intent.remote_id = Some(remote.id.clone());
        work.operation.detail.remote_id = Some(remote.id.clone());
        let outcome = match agrees {
            Ok(()) if !limits.drafts => {
                work.intent.step = Step::Posted;
                let tries = std::slice::from_ref(tried);
                self.finish(&mut work, tries, &remote.number, Vec::new()).await?;
                self.arrived(&work.content.draft);
                return Ok(None);
            }
            Ok(()) => {
                work.intent.step = Step::Created;
                format!("{what}; its total agrees.")
            }
            Err(held) => {
                work.intent.step = Step::Removing;
                work.operation.explain(&held);
                work.content.removal = Some(held);
                format!("{what}; its total differs.")
            }
        };
        self.advance(&mut work, tried, &outcome).await?;
        Ok(Some(work))
    }

    /// The books have its number already: that document is read, and it is ours or it is not (R47).
    async fn met(
        &self,
        mut work: Work,
        id: String,
        why: Rejection,
        tried: &Try,
    ) -> Result<Option<Work>, Halt> {
        let (answer, read) = self.ask(&work, Ask::Read(work.content.draft.kind, id)).await?;
        let found = match answer {
            Answer::Documents(found) => found,
            Answer::Rejected(why) if why.class == Class::Auth => return Err(Halt::LaneClosed),
            // Nothing was made, and what has the number cannot be read: it is asked again later.
            Answer::Rejected(met) | Answer::Unknown(met) if met.class.retries() => {
                let met = Rejection { remote_wide: false, ..met };
                return self.rejected(work, tried, met).await.map(|()| None);
            }
            _ => return self.rejected(work, tried, why).await.map(|()| None),
        };
        let subject = work.operation.subject.clone();
        match self.judge(&subject, &work.content.draft, found).await? {
            Found::Ours(remote) => {
                adopt(&mut work, &remote);
                self.advance(&mut work, &read, "Its number was in the books: adopted.").await?;
                Ok(Some(work))
            }
            Found::Different(held) => {
                let why = Rejection { message: held.message, code: "found_different", ..why };
                self.rejected(work, &read, why).await.map(|()| None)
            }
            Found::Nothing => self.rejected(work, tried, why).await.map(|()| None),
        }
    }

    /// Nothing of the request was done: the intent ends, the try goes on, and the lane pauses.
    async fn unsent(&self, mut work: Work, tried: &Try, why: &Rejection) -> Result<(), Halt> {
        work.operation.state = State::Waiting;
        let mut tx = self.store(&work, Some((tried, &why.message))).await?;
        self.end_intent(&mut tx, &work).await?;
        self.close_lane(&mut tx, why).await?;
        self.commit(tx, "not sent").await?;
        self.arrived(&work.content.draft);
        Err(Halt::LaneClosed)
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
    pub(super) async fn unknown(
        &self,
        mut work: Work,
        tried: &Try,
        why: &Rejection,
    ) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let limits = self.remote.ledger.capabilities();
        let until = self.quarantined_until(instant(now));
        work.operation.state = State::Checking;
        if matches!(why.code, PART_MISSING | "reply_unreadable" | "already_sent") {
            // Its request was answered, and may have been worked on without it: under the same name the
            // books would answer the same for ever.
            work.operation.detail.sent_as = None;
        }
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

pub(super) fn odd(message: String, remote_wide: bool) -> Rejection {
    Rejection {
        code: "reply_unreadable",
        class: Class::Transient,
        message,
        remote_wide,
        subject: None,
        retry_after: None,
    }
}
