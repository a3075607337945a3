//! From admitted documents to the books: looked up first, in batches, then made in groups that share a
//! request, each under an intent of its own that is durable before the request leaves (R40).

use std::collections::VecDeque;

use jiff::Timestamp;
use waypost_core::api::State;
use waypost_core::wire::Kind;

use super::admit::Ready;
use super::apart::is_refused_whole;
use super::group::alike;
use super::intend::{New, Out};
use super::judge::Found;
use super::line::Heard;
use super::name::request_of;
use super::round::Round;
use super::work::Work;
use crate::connectors::{
    Answer, Ask, Call, CompanyRules, Draft, RemoteDocument, RemoteState, Sought, Target,
};
use crate::store::intent::Step;
use crate::sync::halt::Halt;

/// A document that is sent next, with what will be sent.
pub(super) type Loaded = (Ready, Draft);

/// What became of a request that makes documents.
enum Made {
    /// Each had an outcome of its own; these go on.
    Each(Vec<Work>),
    /// It was refused as a whole: these go alone.
    Nothing(Vec<New>),
}

impl Round<'_> {
    /// Takes documents as far as they get: looked up together, then made and posted in groups that
    /// share requests.
    pub(super) async fn send_off(&self, documents: Vec<Loaded>) -> Result<(), Halt> {
        let rules = self.company_rules().await?;
        let asks: Vec<Ask> = documents.iter().map(|(_, draft)| look_up(draft, rules)).collect();
        let answers = self.look_up(&self.remote.target, &asks).await?;
        let mut new = VecDeque::new();
        for ((ready, draft), heard) in documents.into_iter().zip(answers) {
            new.extend(self.begin(ready, draft, heard).await?);
        }
        while !new.is_empty() {
            let group = alike(&mut new, self.made_at_once(), go_together);
            self.create(group).await?;
        }
        Ok(())
    }

    /// Asks the books for these numbers, in batches.
    pub(super) async fn look_up(&self, target: &Target, asks: &[Ask]) -> Result<Vec<Heard>, Halt> {
        let heard = self.ask_all(target, asks).await?;
        for one in &heard {
            if let Answer::Rejected(why) = &one.answer
                && why.remote_wide
            {
                self.close(why).await?;
            }
        }
        Ok(heard)
    }

    /// Begins one document with what the look-up found. What has to be made is answered.
    async fn begin(&self, ready: Ready, draft: Draft, heard: Heard) -> Result<Option<New>, Halt> {
        let Heard { answer, tried, .. } = heard;
        let candidates = match answer {
            Answer::Documents(candidates) => candidates,
            Answer::Rejected(why) | Answer::Unknown(why) => {
                self.arrived(&draft);
                return self.refuse(&ready.due, &why).await.map(|()| None);
            }
            _ => Vec::new(),
        };
        match self.judge(&ready.due.operation.subject, &draft, candidates).await? {
            Found::Different(held) => {
                self.arrived(&draft);
                self.hold(&ready.due, State::NeedsYou, &held).await?;
                Ok(None)
            }
            Found::Ours(remote) => {
                let new = New { ready, draft, looked_up: Some(tried) };
                let mut out = self.sets_off(vec![new])?;
                for one in &mut out {
                    adopt(&mut one.work, &remote);
                }
                let out = self.record(out, "Found in the books: adopted.").await?;
                let works = out.into_iter().map(|one| one.work).collect();
                self.drive(works).await.map(|()| None)
            }
            Found::Nothing => Ok(Some(New { ready, draft, looked_up: Some(tried) })),
        }
    }

    /// Makes a group in the books, and takes what was made further.
    async fn create(&self, group: Vec<New>) -> Result<(), Halt> {
        let mut groups = VecDeque::from([group]);
        while let Some(group) = groups.pop_front() {
            let mut group = self.sets_off(group)?;
            let asks: Vec<Ask> = group.iter().map(Out::ask).collect();
            let mut made = Vec::new();
            for call in self.remote.ledger.encode(&self.remote.target, &asks) {
                let (now, later): (Vec<Out>, Vec<Out>) =
                    group.into_iter().partition(|out| call.asks.contains(&out.ask()));
                group = later;
                match self.make_all(call, now).await? {
                    Made::Each(works) => made.extend(works),
                    Made::Nothing(apart) => groups.extend(apart.into_iter().map(|new| vec![new])),
                }
            }
            self.drive(made).await?;
        }
        Ok(())
    }

    /// Makes intents durable, sends the one request that carries their orders, and stores what became
    /// of each. The place in the allowance is taken first: a request leaves right after its intents.
    async fn make_all(&self, call: Call, group: Vec<Out>) -> Result<Made, Halt> {
        let target = &self.remote.target;
        let seat = self.seat(&call).await?;
        let group = self.record(group, "Not in the books yet.").await?;
        let asks: Vec<Ask> = group.iter().map(Out::ask).collect();
        let fewer = asks.len() < call.asks.len();
        let call = if fewer { self.remote.ledger.encode(target, &asks).pop() } else { Some(call) };
        let Some(call) = call else { return Ok(Made::Each(Vec::new())) };
        let written =
            group.iter().filter_map(|out| out.work.intent.written_at.parse::<Timestamp>().ok());
        let intended_at = written.min();
        let (sent, tried) = self.send_from(seat, &call, intended_at).await?;
        let whole = is_refused_whole(&call, &sent);
        let heard = self.heard(target, &call, sent, &tried);
        let each = group.into_iter().zip(heard);
        if whole {
            let apart: Vec<_> = each.map(|(out, heard)| self.apart(out, heard)).collect();
            return Ok(Made::Nothing(self.each(apart).await?));
        }
        let outcomes: Vec<_> = each.map(|(out, heard)| self.outcome(out.work, heard)).collect();
        Ok(Made::Each(self.each(outcomes).await?.into_iter().flatten().collect()))
    }
}

/// Neither was sent before, or both were in one request.
fn go_together(one: &New, other: &New) -> bool {
    request_of(&one.ready.due) == request_of(&other.ready.due)
}

/// Takes a document of the books as the outcome of the intent.
pub(super) fn adopt(work: &mut Work, remote: &RemoteDocument) {
    work.intent.remote_id = Some(remote.id.clone());
    work.operation.detail.remote_id = Some(remote.id.clone());
    work.operation.state = State::Sending;
    work.operation.clear();
    work.intent.step = match remote.state {
        RemoteState::Draft => Step::Created,
        _ => Step::Posted,
    };
}

/// The question that precedes a create.
pub(super) fn look_up(draft: &Draft, rules: CompanyRules) -> Ask {
    Ask::LookUp(Sought {
        kind: draft.kind,
        number: draft.number.clone(),
        party: draft.party.clone(),
        date: draft.date,
        posted: draft.posting_date(),
        total: draft.total,
        by_number: rules.keeps_numbers || draft.kind == Kind::Bill,
    })
}
