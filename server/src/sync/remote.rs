//! Asking an accounting system: one call with its token and its place in the allowance, decoded.
//! A refused token is renewed once; beyond that nothing is sent twice here.

use std::time::Duration;

use secrecy::SecretString;
use url::Url;
use waypost_core::sync::limits::Scope as SharedBy;

use super::Inner;
use super::halt::Halt;
use super::lane::{Lane, Under};
use super::pace::Place;
use super::token::Access;
use crate::connectors::{
    Answer, Ask, Call, Capabilities, Class, Decoded, Ledger, Rejection, Reply, Target, ledger,
};
use crate::store::Scope;
use crate::store::connection::Connection;
use crate::transport::NoReply;

/// Rest between two looks at whether the lane is still ours and open; the last may take twice as long.
const REST: Duration = Duration::from_secs(10);

/// How long one call waits for its place: a second that is full is no reason to come back later.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Most pages of one list: beyond that something turns in circles.
const PAGES: usize = 2_000;

/// One connection's way to its books.
pub(super) struct Remote<'a> {
    pub(super) inner: &'a Inner,
    pub(super) scope: &'a Scope,
    pub(super) connection: &'a Connection,
    pub(super) target: Target,
    pub(super) ledger: &'static dyn Ledger,
    /// The operator's address of the system (R55).
    base: &'a Url,
}

/// A token, and a place in its allowance: given back when it is dropped.
pub(super) struct Seat {
    access: Access,
    allowance: String,
    _place: Place,
}

/// What became of one call.
pub(super) struct Sent {
    /// None when no answer came.
    pub(super) reply: Option<Reply>,
    pub(super) decoded: Decoded,
}

impl Inner {
    /// Takes a place under `allowance`, or says how long until there is one. Where a server works by
    /// itself one that is free soon is waited for.
    pub(super) async fn place(
        &self,
        allowance: &str,
        lane: &str,
        parts: usize,
        limits: &Capabilities,
        mut patience: Duration,
    ) -> Result<Place, Duration> {
        loop {
            match self.pace.take(allowance, lane, parts, limits, &self.clock).await {
                Err(wait) if self.together && wait <= patience => {
                    patience -= wait;
                    tokio::select! {
                        () = self.stop.cancelled() => return Err(wait),
                        () = self.clock.wait(wait) => {}
                    }
                }
                placed => return placed,
            }
        }
    }
}

impl<'a> Remote<'a> {
    /// The way to the connection's company; none for a system that is not spoken yet.
    pub(super) fn new(
        inner: &'a Inner,
        scope: &'a Scope,
        connection: &'a Connection,
    ) -> Option<Remote<'a>> {
        let target = Target {
            environment: connection.environment.clone().unwrap_or_default(),
            company: connection.company.as_ref().map(|one| one.id.clone()).unwrap_or_default(),
        };
        let ledger = ledger(connection.system)?;
        let base = inner.remotes.api(connection.system)?;
        Some(Remote { inner, scope, connection, target, ledger, base })
    }

    /// Asks one thing and reads on to the last page. A failure on any page is the answer: a list
    /// is whole or not there (R15).
    pub(super) async fn ask(&self, ask: &Ask) -> Vec<Answer> {
        let mut answers = Vec::new();
        let mut calls = self.ledger.encode(&self.target, std::slice::from_ref(ask));
        while let Some(call) = calls.pop() {
            let Ok(sent) = self.send(&call, None).await else { break };
            let failed = sent
                .decoded
                .answers
                .iter()
                .any(|answer| matches!(answer, Answer::Rejected(_) | Answer::Unknown(_)));
            answers.extend(sent.decoded.answers);
            if failed || answers.len() > PAGES {
                break;
            }
            calls.extend(sent.decoded.next);
        }
        answers
    }

    /// Takes a place in the allowance for `call`, or says how long until there is one.
    async fn place(
        &self,
        call: &Call,
        patience: Duration,
    ) -> Result<Result<Seat, Duration>, Rejection> {
        let access = self.inner.access_token(self.scope, self.connection, None).await?;
        let limits = self.ledger.capabilities();
        let lane = self.lane();
        // Counted by company, the allowance is the same whoever signed in.
        let allowance = match limits.limits.at_once.scope {
            SharedBy::SignIn => access.allowance.clone(),
            _ => lane.clone(),
        };
        let place = self.inner.place(&allowance, &lane, call.parts, limits, patience).await;
        Ok(place.map(|place| Seat { access, allowance, _place: place }))
    }

    /// A place in the allowance, which is waited for where a server works by itself. None where the
    /// sending finds out: in a story that holds the time, and where signing in is refused.
    pub(super) async fn seat(&self, lane: &Lane, call: &Call) -> Result<Option<Seat>, Halt> {
        if !self.inner.together {
            return Ok(None);
        }
        loop {
            match self.place(call, Duration::ZERO).await {
                Ok(Ok(seat)) => return Ok(Some(seat)),
                Ok(Err(wait)) => {
                    // The last rest ends when there is room, not between two looks.
                    let rest = if wait < REST * 2 { wait } else { REST };
                    lane.rest(rest).await?;
                    lane.open().await?;
                }
                Err(_) => return Ok(None),
            }
        }
    }

    /// How many orders go in one request.
    pub(super) fn orders(&self) -> usize {
        self.inner.pace.orders(&self.lane(), self.ledger.capabilities())
    }

    fn lane(&self) -> String {
        super::lane::name(self.ledger.capabilities().system.as_str(), &self.target)
    }

    /// Sends one call. What it is sent `under` is made sure of when token and place are there, right
    /// before its first byte leaves.
    pub(super) async fn send(&self, call: &Call, under: Option<&Under<'_>>) -> Result<Sent, Halt> {
        match self.place(call, PATIENCE).await {
            Ok(Ok(seat)) => self.send_from(seat, call, under).await,
            Ok(Err(wait)) => {
                let name = self.ledger.capabilities().name;
                Ok(refused(call, our_allowance(name, wait)))
            }
            Err(rejection) => Ok(refused(call, rejection)),
        }
    }

    /// The same from a place that was taken before.
    pub(super) async fn send_from(
        &self,
        seat: Seat,
        call: &Call,
        under: Option<&Under<'_>>,
    ) -> Result<Sent, Halt> {
        let limits = self.ledger.capabilities();
        let pace = &self.inner.pace;
        // Another company's books say nothing about the sign-in to these.
        let elsewhere = self.ledger.is_elsewhere(&self.target, call);
        let began = self.inner.clock.now();
        let mut revision = seat.access.revision;
        let mut outcome = self.once(call, &seat.access.token, under).await?;
        if matches!(&outcome, Ok(reply) if reply.status == 401) {
            let refused_token = Some(&seat.access.token);
            let renewed = self.inner.access_token(self.scope, self.connection, refused_token).await;
            match renewed {
                Ok(access) => {
                    revision = access.revision;
                    outcome = self.once(call, &access.token, under).await?;
                }
                Err(rejection) => return Ok(refused(call, rejection)),
            }
            if !elsewhere && matches!(&outcome, Ok(reply) if reply.status == 401) {
                self.inner.sign_in_ended(self.scope, self.connection, revision).await;
            }
        }
        let now = self.inner.clock.now();
        if call.writes && !matches!(outcome, Err(NoReply::NotSent(_) | NoReply::Forbidden(_))) {
            pace.took(&self.lane(), call.asks.len(), limits, now.duration_since(began));
        }
        Ok(match outcome {
            Ok(reply) => {
                let mut decoded = self.ledger.decode(call, &reply);
                if elsewhere {
                    for answer in &mut decoded.answers {
                        not_opened(limits.name, answer);
                    }
                }
                if reply.status != 401 && taken_back(&decoded) {
                    self.inner.sign_in_ended(self.scope, self.connection, revision).await;
                }
                if let Some(pause) = too_many(&decoded) {
                    pace.refused(&seat.allowance, limits, pause, began, now);
                }
                Sent { reply: Some(reply), decoded }
            }
            Err(failure) => self.unanswered(call, &failure),
        })
    }

    async fn once(
        &self,
        call: &Call,
        token: &SecretString,
        under: Option<&Under<'_>>,
    ) -> Result<Result<Reply, NoReply>, Halt> {
        self.inner.count_request(self.scope, self.connection).await;
        if let Some(under) = under {
            under.holds().await?;
        }
        Ok(self.inner.transport.send(self.base, call, token).await)
    }

    fn unanswered(&self, call: &Call, failure: &NoReply) -> Sent {
        let rejection = no_answer(self.ledger.capabilities().name, failure);
        let maybe_done = call.writes && matches!(failure, NoReply::NoAnswer(_));
        let answer =
            if maybe_done { Answer::Unknown(rejection) } else { Answer::Rejected(rejection) };
        let answers = vec![answer; call.asks.len()];
        Sent { reply: None, decoded: Decoded { answers, next: None, parts: Vec::new() } }
    }
}

/// Whether the remote no longer takes what the sign-in granted.
fn taken_back(decoded: &Decoded) -> bool {
    let auth =
        |answer: &Answer| matches!(answer, Answer::Rejected(why) if why.class == Class::Auth);
    decoded.answers.iter().any(auth)
}

/// What another company's books refuse waits for a person; this sign-in goes on.
fn not_opened(system: &str, answer: &mut Answer) {
    if let Answer::Rejected(why) = answer
        && why.class == Class::Auth
    {
        why.class = Class::NeedsPerson;
        why.message = format!(
            "It is in another company of {system} than the one that is signed in to, and this sign-in \
             does not open that one. Look there, or sign in to it again."
        );
    }
}

/// Whether the remote refused because of too many requests, and the pause that it asked for.
fn too_many(decoded: &Decoded) -> Option<Option<Duration>> {
    decoded.answers.iter().find_map(|answer| match answer {
        Answer::Rejected(why) if why.class == Class::RateLimited => Some(why.retry_after),
        _ => None,
    })
}

fn refused(call: &Call, rejection: Rejection) -> Sent {
    let answers = vec![Answer::Rejected(rejection); call.asks.len()];
    Sent { reply: None, decoded: Decoded { answers, next: None, parts: Vec::new() } }
}

pub(super) fn our_allowance(system: &str, wait: Duration) -> Rejection {
    Rejection {
        code: "rate_limited",
        class: Class::RateLimited,
        message: format!(
            "{system}'s allowance of requests is used up for now. It goes on by itself."
        ),
        remote_wide: true,
        subject: None,
        retry_after: Some(wait),
    }
}

fn no_answer(system: &str, failure: &NoReply) -> Rejection {
    let (code, class, remote_wide) = match failure {
        NoReply::NotSent(_) => ("remote_unreachable", Class::Transient, true),
        NoReply::NoAnswer(_) => ("remote_silent", Class::Transient, true),
        NoReply::Forbidden(_) => ("address_forbidden", Class::Permanent, false),
    };
    Rejection {
        code,
        class,
        message: format!("{system} did not answer ({failure}). It is asked again by itself."),
        remote_wide,
        subject: None,
        retry_after: None,
    }
}

impl Sent {
    /// The answer to a call that asked one thing.
    pub(super) fn single(self) -> Answer {
        self.decoded.answers.into_iter().next().unwrap_or_else(|| {
            Answer::Unknown(Rejection {
                code: "reply_unreadable",
                class: Class::Transient,
                message: "The reply answers nothing that was asked.".to_owned(),
                remote_wide: true,
                subject: None,
                retry_after: None,
            })
        })
    }
}
