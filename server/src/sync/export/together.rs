//! Documents that are made together, where the system takes several in one request: each under its own
//! durable intent, each with its own outcome (R40, edge case 78). Here made is posted: there is no draft
//! to post afterwards.

use jiff::Timestamp;
use waypost_core::sync::compare::draft_total;

use super::judge::Found;
use super::round::{Round, Try};
use super::work::Work;
use crate::connectors::{Answer, Ask, Class, Once, Rejection, RemoteDocument};
use crate::hash::sha256_hex;
use crate::store::intent::Step;
use crate::store::operation::Operation;
use crate::sync::halt::Halt;

/// Characters of a request's id: what a batch may have.
const REQUEST: usize = 32;

/// The request that documents are collected for.
#[derive(Debug, Default)]
pub(super) struct Together {
    works: Vec<(Work, Once)>,
    request: String,
    parts: usize,
}

impl Round<'_> {
    /// Under which name a try is sent: as it was sent before while its outcome is unknown, so that the
    /// books answer what they answered then; else as the next part of the request at hand.
    pub(super) fn once(&mut self, operation: &mut Operation, key: &str) -> Once {
        if !self.remote.ledger.capabilities().made_together {
            return Once { request: String::new(), part: String::new(), again: false };
        }
        let again = operation.detail.generation > 1;
        let sent_as = operation.detail.sent_as.as_deref().and_then(|name| name.split_once('/'));
        if let Some((request, part)) = sent_as {
            return Once { request: request.to_owned(), part: part.to_owned(), again };
        }
        let together = &mut self.together;
        if together.works.is_empty() || together.request.is_empty() {
            together.request = sha256_hex(key.as_bytes()).chars().take(REQUEST).collect();
            together.parts = 0;
        }
        together.parts += 1;
        let (request, part) = (together.request.clone(), together.parts.to_string());
        operation.detail.sent_as = Some(format!("{request}/{part}"));
        Once { request, part, again }
    }

    /// Takes a document of a durable intent into the request at hand, which leaves when it is full.
    pub(super) async fn take_along(&mut self, work: Work, once: Once) -> Result<(), Halt> {
        self.together.works.push((work, once));
        if self.together.works.len() >= self.remote.ledger.capabilities().batch {
            self.create_together().await?;
        }
        Ok(())
    }

    /// Sends what was taken along.
    pub(super) async fn create_together(&mut self) -> Result<(), Halt> {
        let mut works = std::mem::take(&mut self.together).works;
        let asks: Vec<Ask> = works
            .iter()
            .map(|(work, once)| Ask::Create(work.content.draft.clone(), once.clone()))
            .collect();
        for call in self.remote.ledger.encode(&self.remote.target, &asks) {
            let mut sent_now = Vec::with_capacity(call.asks.len());
            for ask in &call.asks {
                let same =
                    |(_, once): &(Work, Once)| matches!(ask, Ask::Create(_, of) if of == once);
                if let Some(at) = works.iter().position(same) {
                    sent_now.push(works.remove(at).0);
                }
            }
            let intended = sent_now.iter().map(|work| work.intent.written_at.parse::<Timestamp>());
            let intended_at = intended.filter_map(Result::ok).min();
            let (sent, tried) = self.send_intended(&call, intended_at).await?;
            self.outcomes(sent_now, sent.decoded.answers, &tried).await?;
        }
        Ok(())
    }

    /// Stores each outcome by itself; what failed as a whole closes the lane after the last.
    async fn outcomes(
        &mut self,
        works: Vec<Work>,
        answers: Vec<Answer>,
        tried: &Try,
    ) -> Result<(), Halt> {
        let mut whole: Option<Rejection> = None;
        let mut signed_out = false;
        for (work, answer) in works.into_iter().zip(answers) {
            let draft = &work.content.draft;
            let number = (draft.kind, draft.number.clone(), draft.party.clone());
            let alone = match &answer {
                Answer::Rejected(why) | Answer::Unknown(why) if why.remote_wide => {
                    whole.get_or_insert_with(|| why.clone());
                    true
                }
                _ => false,
            };
            let done = match answer {
                Answer::Documents(mut made) if made.len() == 1 => {
                    let Some(remote) = made.pop() else { continue };
                    self.made(work, &remote, tried).await
                }
                Answer::Exists(id, why) => self.met(work, id, why, tried).await,
                // Nothing of it was done: the same try goes out again when the lane opens.
                Answer::Rejected(why) if alone => {
                    self.unsent(work, tried, &why).await.map(|()| true)
                }
                Answer::Rejected(why) => self.rejected(work, tried, why).await,
                Answer::Unknown(why) => {
                    let why = Rejection { remote_wide: false, ..why };
                    self.unknown(work, tried, &why).await
                }
                _ => self.unknown(work, tried, &odd()).await,
            };
            match done {
                Ok(true) => drop(self.on_their_way.remove(&number)),
                Ok(false) => {}
                Err(Halt::LaneClosed) => signed_out = true,
                Err(halt) => return Err(halt),
            }
        }
        match whole {
            Some(why) => self.close(&why).await,
            None if signed_out => Err(Halt::LaneClosed),
            None => Ok(()),
        }
    }

    /// It was made, and so it is posted. A total that is not ours does not stay (R22).
    async fn made(
        &mut self,
        mut work: Work,
        remote: &RemoteDocument,
        tried: &Try,
    ) -> Result<bool, Halt> {
        let draft = &work.content.draft;
        if remote.party != draft.party || remote.our_number != draft.number {
            // Another document's answer: whether ours arrived is looked up.
            return self.unknown(work, tried, &odd()).await;
        }
        work.intent.remote_id = Some(remote.id.clone());
        work.operation.detail.remote_id = Some(remote.id.clone());
        match draft_total(draft.total, remote.total, remote.tax) {
            Ok(()) => {
                work.intent.step = Step::Posted;
                self.finish(&mut work, std::slice::from_ref(tried), &remote.number, Vec::new())
                    .await
            }
            Err(held) => {
                work.intent.step = Step::Removing;
                work.operation.explain(&held);
                work.content.removal = Some(held);
                self.advance(&mut work, tried, "Made; its total differs.").await?;
                self.drive(work).await
            }
        }
    }

    /// The books have its number already: that document is read, and it is ours or it is not (R47).
    async fn met(
        &mut self,
        mut work: Work,
        id: String,
        why: Rejection,
        tried: &Try,
    ) -> Result<bool, Halt> {
        let (answer, read) = self.ask(&work, Ask::Read(work.content.draft.kind, id)).await?;
        let found = match answer {
            Answer::Documents(found) => found,
            Answer::Rejected(why) if why.class == Class::Auth => return Err(Halt::LaneClosed),
            // Nothing was made, and what has the number cannot be read: it is asked again later.
            Answer::Rejected(met) | Answer::Unknown(met) if met.class.retries() => {
                return self.rejected(work, tried, Rejection { remote_wide: false, ..met }).await;
            }
            _ => return self.rejected(work, tried, why).await,
        };
        let subject = work.operation.subject.clone();
        let draft = work.content.draft.clone();
        match self.judge(&subject, &draft, found).await? {
            Found::Ours(remote) => {
                super::create::adopt(&mut work, &remote);
                self.advance(&mut work, &read, "Its number was in the books: adopted.").await?;
                self.drive(work).await
            }
            Found::Different(held) => {
                let why = Rejection { message: held.message, code: "found_different", ..why };
                self.rejected(work, &read, why).await
            }
            Found::Nothing => self.rejected(work, tried, why).await,
        }
    }

    /// Nothing of the request was done: the intent ends, and the try goes on.
    async fn unsent(&self, mut work: Work, tried: &Try, why: &Rejection) -> Result<(), Halt> {
        work.operation.state = waypost_core::api::State::Waiting;
        let mut tx = self.store(&work, Some((tried, &why.message))).await?;
        self.end_intent(&mut tx, &work).await?;
        self.commit(tx, "not sent").await
    }
}

fn odd() -> Rejection {
    Rejection {
        code: "reply_unreadable",
        class: Class::Transient,
        message: "The reply is that of another document.".to_owned(),
        remote_wide: false,
        subject: None,
        retry_after: None,
    }
}
