//! Going on with what was begun: after a crash, an unanswered request, or a pause. A known remote
//! id is driven on at once; without one, nothing is sent before the quarantine is over and the
//! books were asked (R41).

use jiff::Timestamp;
use waypost_core::api::State;
use waypost_core::sync::Instant;
use waypost_core::sync::failure::pause;
use waypost_core::sync::next::{Begun, Next, Progress, next};

use super::create::{adopt, look_up};
use super::judge::Found;
use super::round::{Round, Try};
use super::work::{Held, Work};
use crate::clock::{instant, instant_text, moment, text};
use crate::connectors::{Answer, Ask, Class};
use crate::store::intent;
use crate::store::operation;
use crate::sync::halt::Halt;

/// Most documents that are taken up in one round.
const RESUMED: u32 = 10_000;

impl Round<'_> {
    /// Takes up every document on its way whose time has come.
    pub(super) async fn resume(&mut self) -> Result<(), Halt> {
        for work in self.works(State::Sending, true).await? {
            match self.next(&work) {
                Next::Quarantine(until) => self.quarantine(work, until).await?,
                Next::QuarantineUntilCall => {
                    let now = self.lane.inner.clock.now();
                    self.quarantine(work, instant(now)).await?;
                }
                Next::Post | Next::Remove | Next::Compare | Next::Update => {
                    self.drive(work).await?;
                }
                Next::Rest | Next::WaitUntil(_) | Next::WaitForCall | Next::LookUp => {}
            }
        }
        let unanswered = self.works(State::Checking, true).await?;
        self.settle_unanswered(unanswered).await?;
        for state in [State::Sending, State::Checking] {
            for work in self.works(state, false).await? {
                let draft = work.content.draft;
                self.on_their_way.insert((draft.kind, draft.number, draft.party));
            }
        }
        Ok(())
    }

    async fn works(&self, state: State, only_due: bool) -> Result<Vec<Work>, Halt> {
        let mut works = Vec::new();
        let now = if only_due { self.lane.inner.clock.now() } else { Timestamp::MAX };
        let mut db = self.lane.inner.store.read().await?;
        let subsidiary = &self.connection.subsidiary;
        let due = operation::due(&mut db, self.scope, subsidiary, state, now, RESUMED).await?;
        for due in due {
            let id = &due.operation.id;
            if let Some(intent) = intent::of_operation(&mut db, self.scope, id).await? {
                let content = serde_json::from_str(&intent.content)?;
                works.push(Work { operation: due.operation, intent, content });
            }
        }
        Ok(works)
    }

    /// What a document on its way does next (R41).
    fn next(&self, work: &Work) -> Next {
        let now = instant(self.lane.inner.clock.now());
        let begun = Begun {
            step: work.intent.step,
            at: moment(&work.intent.written_at).unwrap_or(now),
            // A remote that calls us has its lane worked only when it does.
            called_since: true,
        };
        let not_before = work.operation.next_try_at.as_deref().and_then(moment);
        let progress = Progress { state: work.operation.state, begun: Some(begun), not_before };
        next(&progress, self.quarantine_length(), now)
    }

    /// A run of the worker ended between intent and outcome: whether the request left is unknown.
    async fn quarantine(&self, mut work: Work, until: Instant) -> Result<(), Halt> {
        let limits = self.remote.ledger.capabilities();
        work.operation.state = State::Checking;
        work.operation.next_try_at = Some(instant_text(until));
        let message = format!(
            "The server stopped while sending it. {} is asked whether it arrived once it can no \
             longer be working on it ({}); until then nothing is sent again.",
            limits.name, limits.limits.quarantine
        );
        work.operation.explain(&Held::for_now("interrupted", message));
        let tx = self.store(&work, None).await?;
        self.commit(tx, "quarantine").await
    }

    /// Looks up what was sent and never answered.
    async fn settle_unanswered(&mut self, works: Vec<Work>) -> Result<(), Halt> {
        for work in works {
            let rules = self.company_rules().await?;
            let asks: [Ask; 1] = [look_up(&work.content.draft, rules)];
            let answers = self.look_up(&work.content.target, &asks).await?;
            for (answer, tried) in answers {
                self.settle_one(work.clone(), answer, &tried).await?;
            }
        }
        Ok(())
    }

    async fn settle_one(
        &mut self,
        mut work: Work,
        answer: Answer,
        tried: &Try,
    ) -> Result<(), Halt> {
        let candidates = match answer {
            Answer::Documents(candidates) => candidates,
            Answer::Rejected(why) | Answer::Unknown(why) => {
                if why.class == Class::Auth {
                    return Err(Halt::LaneClosed);
                }
                let now = self.lane.inner.clock.now();
                work.operation.next_try_at = Some(text(now + pause(6)));
                let tx = self.store(&work, Some((tried, &why.message))).await?;
                return self.commit(tx, "look-up refused").await;
            }
            _ => Vec::new(),
        };
        let subject = work.operation.subject.clone();
        match self.judge(&subject, &work.content.draft, candidates).await? {
            Found::Ours(remote) => {
                adopt(&mut work, &remote);
                self.advance(&mut work, tried, "It had arrived: adopted.").await?;
                self.drive(work).await?;
            }
            Found::Different(held) => {
                self.mark_held(&mut work.operation, State::NeedsYou, &held);
                self.end(&mut work, tried, &held.message).await?;
            }
            Found::Nothing => {
                // The outcome was unknown and the try goes on: the key stays (R40).
                work.operation.state = State::Waiting;
                work.operation.clear();
                let mut tx =
                    self.store(&work, Some((tried, "It had not arrived: sent again."))).await?;
                self.end_intent(&mut tx, &work).await?;
                self.commit(tx, "not arrived").await?;
            }
        }
        Ok(())
    }
}
