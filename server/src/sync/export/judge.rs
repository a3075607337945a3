//! What a look-up found, handed to core, which judges whether it is ours (R47).

use waypost_core::sync::Held;
use waypost_core::sync::adopt::{self, Candidate, Intended, Owner, Standing, adopt};

use super::round::Round;
use crate::connectors::{Draft, RemoteDocument, RemoteState};
use crate::store::{Db, Scope, StoreError, posting};
use crate::sync::halt::Halt;
use crate::sync::safeguard::Safeguard;

/// What a look-up found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing of that number: it may be sent.
    Nothing,
    /// Ours: adopted, whether draft or posted.
    Ours(Box<RemoteDocument>),
    /// Something that a person must look at.
    Different(Held),
}

impl Round<'_> {
    /// Judges `found`, which carry the draft's number and party, for `document` (our id).
    pub(super) async fn judge(
        &self,
        document: &str,
        draft: &Draft,
        mut found: Vec<RemoteDocument>,
    ) -> Result<Found, Halt> {
        if !self.lane.inner.keeps(Safeguard::LookUp) {
            return Ok(Found::Nothing);
        }
        let mut owners = Vec::with_capacity(found.len());
        {
            let mut db = self.lane.inner.store.read().await?;
            for one in &found {
                owners.push(owner(&mut db, self.scope, &one.id, document).await?);
            }
        }
        let owned = found.iter().zip(owners);
        let candidates: Vec<Candidate<'_>> =
            owned.map(|(one, owner)| candidate(one, owner)).collect();
        let own_date = self.remote.ledger.capabilities().own_date;
        let intended = Intended {
            number: &draft.number,
            party: &draft.party,
            total: draft.total,
            date: if own_date { draft.date } else { draft.posting_date() },
        };
        Ok(match adopt(&intended, &candidates) {
            adopt::Found::Nothing => Found::Nothing,
            adopt::Found::Ours(at) => Found::Ours(Box::new(found.swap_remove(at))),
            adopt::Found::Different(held) => Found::Different(held),
        })
    }
}

/// Whose posting the document `remote_id` of the books is, seen from `document` (our id). What is
/// void in the books is nobody's any more, except its own former life.
pub(in crate::sync) async fn owner(
    db: &mut Db,
    scope: &Scope,
    remote_id: &str,
    document: &str,
) -> Result<(Owner, bool), StoreError> {
    Ok(match posting::owner(db, scope, remote_id).await? {
        None => (Owner::Nobody, false),
        Some(owner) if owner.document == document => (Owner::Itself, owner.ended),
        Some(owner) => (Owner::Another, owner.ended),
    })
}

/// What a document of the books is to core.
pub(in crate::sync) fn candidate(
    one: &RemoteDocument,
    (owner, ended): (Owner, bool),
) -> Candidate<'_> {
    Candidate {
        number: &one.number,
        our_number: &one.our_number,
        party: &one.party,
        party_name: &one.party_name,
        total: one.total,
        date: &one.date,
        standing: match one.state {
            _ if ended => Standing::Void,
            RemoteState::Draft => Standing::Draft,
            RemoteState::Open | RemoteState::Paid => Standing::Posted,
            RemoteState::Void => Standing::Void,
        },
        owner,
    }
}
