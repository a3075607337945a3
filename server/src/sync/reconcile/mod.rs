//! Reading the books beside what was posted: what was asked for is listed once, then read a few documents
//! at a time, each page durable, so that whoever goes on begins where the last one stopped. What the two
//! sides come to is core's to say.

mod central;
mod list;
mod online;

use jiff::SignedDuration;
use waypost_core::reconcile::{Standing, Theirs};
use waypost_core::wire::Kind;

use super::halt::Halt;
use super::lane::Lane;
use super::remote::Remote;
use super::whole::{Stopped, whole};
use crate::clock::text;
use crate::connectors::{Answer, Ask, RemoteDocument};
use crate::store::Scope;
use crate::store::connection::Connection;
use crate::store::reconciliation::{self, Due, Going};

/// Documents that are read together: their ids have to fit into one address.
const PAGE: u32 = 25;
/// Pause before what was refused is asked for again.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);
/// How long what was read is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// One reading in a worker's hands.
struct Reader<'a> {
    lane: &'a Lane,
    scope: &'a Scope,
    connection: &'a Connection,
    remote: Remote<'a>,
    going: Going,
}

/// What the books say of documents, by our ids.
type Read = Vec<(String, Theirs)>;

/// Carries out the readings of a connection that were asked for.
pub(super) async fn reconcile(
    lane: &Lane,
    scope: &Scope,
    connection: &Connection,
) -> Result<(), Halt> {
    loop {
        let going = {
            let mut db = lane.inner.store.read().await?;
            let now = text(lane.inner.clock.now());
            reconciliation::open(&mut db, scope, &connection.id, &now).await?
        };
        let Some(going) = going else { return Ok(()) };
        let company = connection.company.as_ref().map(|company| company.id.as_str());
        let remote = Remote::new(&lane.inner, scope, connection);
        let remote = remote.filter(|_| company == Some(going.company.as_str()));
        let Some(remote) = remote else {
            // Asked for while other books were connected.
            let mut tx = lane.begin().await?;
            reconciliation::forget(tx.db(), scope, &going.id).await?;
            tx.commit().await?;
            continue;
        };
        lane.open().await?;
        Reader { lane, scope, connection, remote, going }.read().await?;
    }
}

impl Reader<'_> {
    async fn read(&mut self) -> Result<(), Halt> {
        if !self.going.listed {
            self.list().await?;
        }
        let mut items = None;
        loop {
            let due = {
                let mut db = self.lane.inner.store.read().await?;
                reconciliation::due(&mut db, self.scope, &self.going, PAGE).await?
            };
            if due.is_empty() {
                return self.end().await;
            }
            let read = if self.remote.ledger.capabilities().entries {
                self.central(&due).await
            } else {
                self.online(&due, &mut items).await
            };
            match read {
                Ok(read) => self.keep(&read).await?,
                Err(Stopped::Halt(halt)) => return Err(halt),
                Err(Stopped::Refused(why)) => return self.later(&why.message).await,
            }
        }
    }

    /// Documents of the due ones that the books still have.
    async fn documents(&self, due: &[Due]) -> Result<Vec<RemoteDocument>, Stopped> {
        let mut documents = Vec::with_capacity(due.len());
        for kind in [Kind::Invoice, Kind::Bill] {
            let of_kind = due.iter().filter(|one| one.ours.kind == kind);
            let ids: Vec<String> = of_kind.map(|one| one.remote_id.clone()).collect();
            if ids.is_empty() {
                continue;
            }
            for answer in whole(self.lane, &self.remote, Ask::Several(kind, ids)).await? {
                if let Answer::Documents(page) = answer {
                    documents.extend(page);
                }
            }
        }
        Ok(documents)
    }

    async fn keep(&self, read: &[(String, Theirs)]) -> Result<(), Halt> {
        let mut tx = self.lane.begin().await?;
        reconciliation::put(tx.db(), self.scope, &self.going.id, read).await?;
        self.lane.succeeded(&mut tx).await?;
        self.lane.pass("reconciliation: before a page is durable")?;
        tx.commit().await?;
        self.lane.pass("reconciliation: a page is durable")
    }

    async fn end(&self) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let mut tx = self.lane.begin().await?;
        let before = text(now - KEPT);
        let connection = &self.connection.id;
        reconciliation::forget_before(tx.db(), self.scope, connection, &before).await?;
        reconciliation::end(tx.db(), self.scope, &self.going.id, &text(now)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// It was refused: said so, and tried again later.
    async fn later(&self, why: &str) -> Result<(), Halt> {
        let next = text(self.lane.inner.clock.now() + PAUSE);
        let mut tx = self.lane.begin().await?;
        reconciliation::trouble(tx.db(), self.scope, &self.going.id, why, &next).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The document of that id among those that were read; ids of Business Central have no case.
fn of_id<'a>(documents: &'a [RemoteDocument], id: &str) -> Option<&'a RemoteDocument> {
    documents.iter().find(|one| one.id.eq_ignore_ascii_case(id))
}

/// The books do not have it.
fn gone() -> Theirs {
    Theirs { standing: Standing::Gone, entries: Vec::new() }
}
