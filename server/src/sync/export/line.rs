//! How a round asks the books: in as few requests as the wire allows, each from a place in the
//! allowance and under a lease that outlives it; what comes back is told apart again, one for each ask.

use std::collections::VecDeque;

use jiff::Timestamp;

use super::apart::is_refused_whole;
use super::round::Round;
use super::work::Work;
use crate::clock::text;
use crate::connectors::{Answer, Ask, Call, Rejection, Target};
use crate::sync::halt::Halt;
use crate::sync::lane::Under;
use crate::sync::remote::{Seat, Sent};
use crate::transport::{reply_text, request_text};

/// A request and its reply, as they will be kept.
#[derive(Clone, Debug)]
pub(super) struct Try {
    pub(super) at: String,
    pub(super) step: &'static str,
    pub(super) request: String,
    pub(super) reply: Option<String>,
}

/// What came back for one ask.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) answer: Answer,
    pub(super) tried: Try,
    /// The call that reads on, where it is a page.
    pub(super) next: Option<Call>,
}

impl Round<'_> {
    /// Sends one call, between two checkpoints, under a lease that outlives it.
    pub(super) async fn send(&self, call: &Call) -> Result<(Sent, Try), Halt> {
        let seat = self.seat(call).await?;
        self.send_from(seat, call, None).await
    }

    /// A place in the allowance: the others go on while one waits for it.
    pub(super) async fn seat(&self, call: &Call) -> Result<Option<Seat>, Halt> {
        let seat = self.remote.seat(self.lane, call).await?;
        // Another strand may have closed the lane meanwhile.
        if seat.is_some() && self.is_stopped() {
            self.lane.open().await?;
        }
        Ok(seat)
    }

    /// The same as [`Round::send`] from a place that was taken before, for a call whose intents were
    /// written at `intended_at`.
    pub(super) async fn send_from(
        &self,
        seat: Option<Seat>,
        call: &Call,
        intended_at: Option<Timestamp>,
    ) -> Result<(Sent, Try), Halt> {
        self.lane.keep().await?;
        self.lane.pass(&format!("{}: before the request", call.step))?;
        let at = text(self.lane.inner.clock.now());
        let under = Under { lane: self.lane, intended_at };
        let sent = match seat {
            Some(seat) => self.remote.send_from(seat, call, Some(&under)).await?,
            None => self.remote.send(call, Some(&under)).await?,
        };
        self.lane.pass(&format!("{}: after the reply", call.step))?;
        let request = request_text(call);
        let reply = sent.reply.as_ref().map(reply_text);
        Ok((sent, Try { at, step: call.step, request, reply }))
    }

    /// Asks one thing about a work.
    pub(super) async fn ask(&self, work: &Work, ask: Ask) -> Result<(Answer, Try), Halt> {
        let calls = self.remote.ledger.encode(&work.content.target, &[ask]);
        let call = calls.first().ok_or(Halt::Stopped)?;
        let (sent, tried) = self.send(call).await?;
        Ok((sent.single(), tried))
    }

    /// Asks `asks` of `target`, in as few requests as the wire allows; what was heard for each, in
    /// their order. Once the remote fails as a whole, nothing more is asked.
    pub(super) async fn ask_all(&self, target: &Target, asks: &[Ask]) -> Result<Vec<Heard>, Halt> {
        let mut heard: Vec<Option<Heard>> = vec![None; asks.len()];
        let mut failed: Option<(Rejection, Try)> = None;
        let mut calls = VecDeque::from(self.remote.ledger.encode(target, asks));
        while let Some(call) = calls.pop_front() {
            let of_call = match &failed {
                None => {
                    let (sent, tried) = self.send(&call).await?;
                    if is_refused_whole(&call, &sent) {
                        calls.extend(self.asked_alone(target, &call));
                        continue;
                    }
                    self.heard(target, &call, sent, &tried)
                }
                Some((why, tried)) => self.not_asked(target, &call, why, tried),
            };
            for (ask, one) in call.asks.iter().zip(of_call) {
                if let Answer::Rejected(why) | Answer::Unknown(why) = &one.answer
                    && why.remote_wide
                {
                    failed.get_or_insert_with(|| (why.clone(), one.tried.clone()));
                }
                // A system may ask in another order than it was asked to.
                let place = asks
                    .iter()
                    .zip(&heard)
                    .position(|(asked, known)| known.is_none() && asked == ask);
                if let Some(place) = place {
                    heard[place] = Some(one);
                }
            }
        }
        heard.into_iter().map(|one| one.ok_or(Halt::Unread)).collect()
    }

    /// What was heard for each ask of a call. Of a batch, each keeps what is its own.
    pub(super) fn heard(
        &self,
        target: &Target,
        call: &Call,
        sent: Sent,
        tried: &Try,
    ) -> Vec<Heard> {
        let Sent { decoded, .. } = sent;
        let mut parts = decoded.parts.into_iter();
        let each = decoded.answers.into_iter().zip(&call.asks);
        each.map(|(answer, ask)| match parts.next() {
            Some(part) => {
                let reply = part.reply.as_ref().map(reply_text);
                let tried = Try { reply, ..self.part_of(target, ask, tried) };
                Heard { answer, tried, next: part.next }
            }
            None => {
                let shared = call.asks.len() > 1;
                let tried = if shared { self.part_of(target, ask, tried) } else { tried.clone() };
                Heard { answer, tried, next: decoded.next.clone() }
            }
        })
        .collect()
    }

    /// What would have been asked had the remote not failed as a whole right before: nothing of it was
    /// done.
    fn not_asked(&self, target: &Target, call: &Call, why: &Rejection, tried: &Try) -> Vec<Heard> {
        let asks = call.asks.iter();
        asks.map(|ask| Heard {
            answer: Answer::Rejected(why.clone()),
            tried: Try { reply: None, ..self.part_of(target, ask, tried) },
            next: None,
        })
        .collect()
    }

    /// The attempt as it is kept with one document: its own part of a shared request.
    fn part_of(&self, target: &Target, ask: &Ask, tried: &Try) -> Try {
        let alone = self.remote.ledger.encode(target, std::slice::from_ref(ask));
        let request = alone.first().map_or_else(String::new, request_text);
        Try { request, ..tried.clone() }
    }
}
