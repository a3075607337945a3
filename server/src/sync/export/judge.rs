//! What a look-up found, handed to core, which judges whether it is ours (R47).

use waypost_core::sync::Held;
use waypost_core::sync::adopt::{self, Candidate, Intended, Owner, Standing, adopt};

use super::round::Round;
use crate::connectors::{Draft, RemoteDocument, RemoteState};
use crate::store::posting;
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
                owners.push(match posting::owner(&mut db, self.scope, &one.id).await? {
                    None => Owner::Nobody,
                    Some(owner) if owner == document => Owner::Itself,
                    Some(_) => Owner::Another,
                });
            }
        }
        let candidates: Vec<Candidate<'_>> =
            found.iter().zip(owners).map(|(one, owner)| candidate(one, owner)).collect();
        let intended = Intended {
            number: &draft.number,
            party: &draft.party,
            total: draft.total,
            date: draft.date,
        };
        Ok(match adopt(&intended, &candidates) {
            adopt::Found::Nothing => Found::Nothing,
            adopt::Found::Ours(at) => Found::Ours(Box::new(found.swap_remove(at))),
            adopt::Found::Different(held) => Found::Different(held),
        })
    }
}

fn candidate(one: &RemoteDocument, owner: Owner) -> Candidate<'_> {
    Candidate {
        number: &one.number,
        our_number: &one.our_number,
        party: &one.party,
        party_name: &one.party_name,
        total: one.total,
        date: &one.date,
        standing: match one.state {
            RemoteState::Draft => Standing::Draft,
            RemoteState::Open | RemoteState::Paid => Standing::Posted,
            RemoteState::Void => Standing::Void,
        },
        owner,
    }
}
