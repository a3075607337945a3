//! Going on with what was begun: after a crash, an unanswered request, or a pause. A known remote
//! id is driven on at once; without one, nothing is sent before the quarantine is over and the
//! books were asked (R41).

use jiff::Timestamp;
use waypost_core::api::State;
use waypost_core::sync::Instant;
use waypost_core::sync::failure::pause;
use waypost_core::sync::key::{Outcome, next_attempt};
use waypost_core::sync::next::{Begun, Next, Progress, Step, next};

use super::create::{adopt, look_up};
use super::feed::BATCH;
use super::judge::Found;
use super::line::Heard;
use super::round::{Round, locked};
use super::work::{Held, Work};
use crate::clock::{instant, instant_text, moment, text};
use crate::connectors::{Answer, Ask, Class};
use crate::store::intent;
use crate::store::operation;
use crate::sync::halt::Halt;

/// Most documents that are taken up in one round.
pub(super) const RESUMED: u32 = 10_000;

impl Round<'_> {
    /// Takes up every document on its way whose time has come, and knows of the others.
    pub(super) async fn resume(&self) -> Result<(), Halt> {
        self.take_up().await?;
        for state in [State::Sending, State::Checking] {
            for work in self.works(state, false).await? {
                self.sets_out(&work.content.draft);
            }
        }
        Ok(())
    }

    /// Takes up what this round has not in its hands.
    pub(super) async fn take_up(&self) -> Result<(), Halt> {
        let (mut known, mut credits) = (Vec::new(), Vec::new());
        for work in self.works(State::Sending, true).await? {
            match self.next(&work) {
                Next::Quarantine(until) => self.quarantine(work, until).await?,
                Next::QuarantineUntilCall => {
                    let now = self.lane.inner.clock.now();
                    self.quarantine(work, instant(now)).await?;
                }
                Next::Post | Next::Remove | Next::Compare | Next::Update => known.push(work),
                Next::Credit => credits.push(work),
                Next::Rest | Next::WaitUntil(_) | Next::WaitForCall | Next::LookUp => {}
            }
        }
        self.drive(known).await?;
        let unanswered = self.works(State::Checking, true).await?;
        let (sent, unanswered): (Vec<Work>, Vec<Work>) =
            unanswered.into_iter().partition(|work| work.intent.step == Step::Crediting);
        for mut work in credits.into_iter().chain(sent) {
            self.credit(&mut work).await?;
        }
        self.settle_unanswered(unanswered).await
    }

    async fn works(&self, state: State, only_due: bool) -> Result<Vec<Work>, Halt> {
        let mut works = Vec::new();
        let now = if only_due { self.lane.inner.clock.now() } else { Timestamp::MAX };
        // Asked first: what is let go meanwhile is left to the next look.
        let in_hand = locked(&self.in_hand).clone();
        let mut db = self.lane.inner.store.read().await?;
        let subsidiary = &self.connection.subsidiary;
        let due = operation::due(&mut db, self.scope, subsidiary, state, now, RESUMED).await?;
        for due in due.into_iter().filter(|due| !in_hand.contains(&due.operation.id)) {
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

    /// Looks up what was sent and never answered, and goes on with what had arrived.
    async fn settle_unanswered(&self, works: Vec<Work>) -> Result<(), Halt> {
        if works.is_empty() {
            return Ok(());
        }
        let rules = self.company_rules().await?;
        let most = if self.lane.inner.together { BATCH as usize } else { 1 };
        for works in works.chunk_by(|one, other| one.content.target == other.content.target) {
            for works in works.chunks(most) {
                let target = &works[0].content.target;
                let asks: Vec<Ask> =
                    works.iter().map(|work| look_up(&work.content.draft, rules)).collect();
                let heard = self.look_up(target, &asks).await?;
                let mut arrived = Vec::new();
                for (work, heard) in works.iter().zip(heard) {
                    arrived.extend(self.settle_one(work.clone(), heard).await?);
                }
                self.drive(arrived).await?;
            }
        }
        Ok(())
    }

    /// What a look-up says of a document without an answer; the document, when it had arrived.
    async fn settle_one(&self, mut work: Work, heard: Heard) -> Result<Option<Work>, Halt> {
        let Heard { answer, tried, .. } = heard;
        let candidates = match answer {
            Answer::Documents(candidates) => candidates,
            Answer::Rejected(why) | Answer::Unknown(why) => {
                if why.class == Class::Auth {
                    return Err(Halt::LaneClosed);
                }
                let now = self.lane.inner.clock.now();
                work.operation.next_try_at = Some(text(now + pause(6)));
                let tx = self.store(&work, Some((&tried, &why.message))).await?;
                return self.commit(tx, "look-up refused").await.map(|()| None);
            }
            _ => Vec::new(),
        };
        let subject = work.operation.subject.clone();
        match self.judge(&subject, &work.content.draft, candidates).await? {
            Found::Ours(remote) => {
                adopt(&mut work, &remote);
                self.advance(&mut work, &tried, "It had arrived: adopted.").await?;
                return Ok(Some(work));
            }
            Found::Different(held) => {
                self.mark_held(&mut work.operation, State::NeedsYou, &held);
                self.end(&mut work, &tried, &held.message).await?;
            }
            Found::Nothing => {
                // The outcome was unknown and the try goes on: the key stays (R40). One that was
                // answered ends with its name: the key would make the same name again.
                let detail = &mut work.operation.detail;
                let named = self.remote.ledger.capabilities().made_together;
                if named && detail.sent_as.is_none() {
                    detail.attempt = next_attempt(detail.attempt, Outcome::Definite);
                }
                work.operation.state = State::Waiting;
                work.operation.clear();
                let mut tx =
                    self.store(&work, Some((&tried, "It had not arrived: sent again."))).await?;
                self.end_intent(&mut tx, &work).await?;
                self.commit(tx, "not arrived").await?;
            }
        }
        self.arrived(&work.content.draft);
        Ok(None)
    }
}
