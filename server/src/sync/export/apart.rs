//! A request of several that was refused as a whole: nothing of it was done, and which of them it is
//! about nobody knows. Each goes alone then, so that one holds up no other (R43).

use waypost_core::api::State;

use super::intend::{New, Out};
use super::line::Heard;
use super::round::Round;
use crate::connectors::{Answer, Call, Class, Target};
use crate::sync::halt::Halt;
use crate::sync::remote::Sent;

/// Whether the books refused a shared request itself, and not who asks, or how often.
pub(super) fn is_refused_whole(call: &Call, sent: &Sent) -> bool {
    let status = sent.reply.as_ref().map_or(0, |reply| reply.status);
    let is_refused = matches!(status, 400..=499) && status != 403;
    is_refused && call.asks.len() > 1 && !sent.decoded.answers.iter().any(is_of_the_lane)
}

fn is_of_the_lane(answer: &Answer) -> bool {
    match answer {
        Answer::Rejected(why) | Answer::Unknown(why) => why.remote_wide || why.class == Class::Auth,
        _ => false,
    }
}

impl Round<'_> {
    /// What a shared request asks, one by one.
    pub(super) fn asked_alone(&self, target: &Target, call: &Call) -> Vec<Call> {
        let ledger = self.remote.ledger;
        call.asks.iter().flat_map(|ask| ledger.encode(target, std::slice::from_ref(ask))).collect()
    }

    /// Ends a try that was refused together with others: the next one is its own.
    pub(super) async fn apart(&self, out: Out, heard: Heard) -> Result<New, Halt> {
        let Out { mut new, mut work, .. } = out;
        let Heard { tried, .. } = heard;
        work.operation.state = State::Waiting;
        let outcome = "Refused together with others: nothing of it was done, it goes alone.";
        self.end(&mut work, &tried, outcome).await?;
        new.ready.due.operation = work.operation;
        new.looked_up = None;
        Ok(new)
    }
}
