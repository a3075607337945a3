//! Linking by hand (R47): what the books hold that may be a document of ours, and the posting that a
//! link makes of one. Reads the books; what is decided is stored by whoever asked, together with who
//! did it.

use std::collections::HashSet;

use waypost_core::Rules;
use waypost_core::api::{self, RemoteCandidate};
use waypost_core::number::fit;
use waypost_core::sync::adopt::{self, Candidate, Intended, Owner, Standing};
use waypost_core::sync::compare;
use waypost_core::sync::party::{Side, folded};
use waypost_core::wire::{Catalog, Chart, Document, Preview};

use super::connect::no_connection;
use super::export::judge::{candidate, owner};
use super::remote::Remote;
use super::{Inner, Trouble};
use crate::clock::text;
use crate::connectors::{Alike, Answer, Ask, Class, RemoteDocument, RemoteEntry};
use crate::intake::document::figures;
use crate::store::connection::{self, Connection};
use crate::store::document::{self, Stored};
use crate::store::posting::Posting;
use crate::store::{Scope, StoreError, catalog, chart, mapping, party};

/// A document as it is looked for in the books.
struct Sought {
    stored: Stored,
    document: Document,
    connection: Connection,
    /// The party's id in the books, once linked.
    party: Option<String>,
    number: String,
    mapping_version: u64,
    chart: Option<Chart>,
    catalog: Option<Catalog>,
    preview: Preview,
}

/// What a link makes of a document of the books.
#[derive(Clone, Debug)]
pub struct Adoption {
    /// What is kept of it; its generation is the document's own.
    pub posting: Posting,
    /// Hash of the content that it was compared with.
    pub body_hash: String,
}

impl Inner {
    /// What the books hold under the document's number, party or total, the closest first.
    pub(super) async fn candidates(
        &self,
        scope: &Scope,
        id: &str,
    ) -> Result<Vec<RemoteCandidate>, Trouble> {
        let sought = self.sought(scope, id).await?;
        let remote = Remote::new(self, scope, &sought.connection).ok_or_else(no_connection)?;
        let kind = sought.document.kind;
        let mut alike = vec![Alike::Number(sought.number.clone())];
        alike.extend(sought.party.clone().map(Alike::Party));
        alike.push(Alike::Total(sought.preview.total));
        let asks: Vec<Ask> = alike.into_iter().map(|alike| Ask::Alike(kind, alike)).collect();
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for call in remote.ledger.encode(&remote.target, &asks) {
            // Under no lease, nothing but an answer ends a call.
            let Ok(sent) = remote.send(&call, None).await else { break };
            for answer in sent.decoded.answers {
                match answer {
                    Answer::Documents(documents) => found.extend(documents),
                    Answer::Rejected(why) | Answer::Unknown(why) => return Err(why.into()),
                    _ => {}
                }
            }
        }
        found.retain(|one| seen.insert(one.id.clone()));
        let mut shown = Vec::with_capacity(found.len());
        let mut db = self.store.read().await?;
        for one in &found {
            let owned = owner(&mut db, scope, &one.id, id).await?;
            shown.push(sought.shown(one, owned));
        }
        shown.sort_by_key(|one| std::cmp::Reverse(agreeing(one)));
        Ok(shown)
    }

    /// Takes the document `remote_id` of the books for the document `id`: only what core lets be
    /// adopted, or what differs where the person accepts that.
    pub(super) async fn adoption(
        &self,
        scope: &Scope,
        id: &str,
        link: &api::Link,
    ) -> Result<Adoption, Trouble> {
        let sought = self.sought(scope, id).await?;
        let remote = Remote::new(self, scope, &sought.connection).ok_or_else(no_connection)?;
        let read = remote.ask(&Ask::Read(sought.document.kind, link.remote_id.clone())).await;
        let found = match read.into_iter().next() {
            Some(Answer::Documents(mut read)) if read.len() == 1 => read.pop(),
            Some(Answer::Rejected(why) | Answer::Unknown(why))
                if !matches!(why.code, "record_gone" | "record_deleted" | "request_refused") =>
            {
                return Err(why.into());
            }
            _ => None,
        };
        let found = found.ok_or_else(|| unknown(&link.remote_id))?;
        let owned = {
            let mut db = self.store.read().await?;
            owner(&mut db, scope, &found.id, id).await?
        };
        let one = candidate(&found, owned);
        let intended = sought.intended(&found);
        if let Err(refused) = adopt::link(&intended, &one, link.accept_differences) {
            return Err(Trouble::conflict(refused.code(), refused.message(&found.number)));
        }
        let name = &sought.document.party.name;
        let mut differences = adopt::accepted(&intended, name, &one);
        differences.extend(sought.ledger_differences(&remote, &found).await);
        let posted = api::Posted {
            remote_id: found.id.clone(),
            remote_number: found.number.clone(),
            posted_at: text(self.clock.now()),
            mapping_version: sought.mapping_version,
            preview: sought.preview,
            redated: None,
            differences,
        };
        let posting = Posting {
            connection: sought.connection.id,
            generation: sought.stored.generation,
            document: sought.document,
            catalog: sought.catalog,
            payload: String::new(),
            posted,
        };
        Ok(Adoption { posting, body_hash: sought.stored.body_hash })
    }

    async fn sought(&self, scope: &Scope, id: &str) -> Result<Sought, Trouble> {
        let mut db = self.store.read().await?;
        let stored = document::get(&mut db, scope, id).await?;
        let stored = stored.ok_or_else(|| {
            Trouble::missing("not_found", format!("There is no document {id:?}. Look at the list."))
        })?;
        let document: Document = serde_json::from_str(&stored.body).map_err(StoreError::from)?;
        let connection = connection::of_subsidiary(&mut db, scope, &stored.subsidiary).await?;
        let connection = connection.ok_or_else(no_connection)?;
        let side = Side::of(document.kind).text();
        let linked =
            party::linked(&mut db, scope, &connection.id, (&document.party.id, side)).await?;
        let chart = chart::of_connection(&mut db, scope, &connection.id).await?.chart;
        let catalog = catalog::get(&mut db, scope, &stored.subsidiary).await?;
        let catalog = catalog.map(|state| state.catalog);
        let active = mapping::active(&mut db, scope, &connection.id).await?;
        let rules = match (&active, &chart) {
            (Some(version), Some(chart)) => Rules::new(&version.mapping, chart, catalog.as_ref()),
            _ => figures(catalog.as_ref()),
        };
        let preview = rules.preview(&document).map_err(|unusable| {
            let message = format!("{unusable} Correct it at the source.");
            Trouble::refused("unusable_value", Class::NeedsPerson, message)
        })?;
        Ok(Sought {
            number: fit(document.number(), connection.system, document.kind).text,
            party: linked,
            mapping_version: active.map_or(0, |version| version.version),
            stored,
            document,
            connection,
            chart,
            catalog,
            preview,
        })
    }
}

impl Sought {
    /// What it is compared by. A party that is not linked yet is known by its name.
    fn intended<'a>(&'a self, found: &'a RemoteDocument) -> Intended<'a> {
        let same_name = folded(&self.document.party.name) == folded(&found.party_name);
        let by_name = if same_name { found.party.as_str() } else { "" };
        Intended {
            number: &self.number,
            party: self.party.as_deref().unwrap_or(by_name),
            total: self.preview.total,
            date: self.document.date,
        }
    }

    fn shown(&self, found: &RemoteDocument, owned: (Owner, bool)) -> RemoteCandidate {
        let one: Candidate<'_> = candidate(found, owned);
        let intended = self.intended(found);
        let standing = match one.standing {
            Standing::Draft => "draft",
            Standing::Posted => "posted",
            Standing::Void => "void",
        };
        let refused = adopt::link(&intended, &one, true).err();
        RemoteCandidate {
            remote_id: found.id.clone(),
            remote_number: found.number.clone(),
            our_number: found.our_number.clone(),
            party: found.party_name.clone(),
            date: found.date.clone(),
            total: found.total,
            standing: standing.to_owned(),
            agrees: adopt::agreement(&intended, &one),
            refused: refused.map(|refused| refused.message(&found.number)),
        }
    }

    /// How the ledger of a linked document differs from the preview, where there is one (R14).
    async fn ledger_differences(
        &self,
        remote: &Remote<'_>,
        found: &RemoteDocument,
    ) -> Vec<api::LedgerDifference> {
        let readable = remote.ledger.capabilities().entries && self.preview.postable;
        let (Some(chart), true) = (&self.chart, readable) else { return Vec::new() };
        let mut entries: Vec<RemoteEntry> = Vec::new();
        for answer in remote.ask(&Ask::Entries(found.number.clone())).await {
            match answer {
                Answer::Entries(page) => entries.extend(page),
                Answer::Rejected(why) | Answer::Unknown(why) => {
                    return vec![compare::unread(&why.message)];
                }
                _ => {}
            }
        }
        let ledger: Vec<compare::Posting<'_>> = entries
            .iter()
            .map(|one| compare::Posting { number: &one.account_number, entry: &one.entry })
            .collect();
        let ours = (self.preview.entries.as_slice(), self.preview.total);
        // The total is among what the person accepted.
        compare::posted(ours, (&ledger, self.preview.total), chart)
    }
}

fn agreeing(one: &RemoteCandidate) -> (bool, usize) {
    let agrees = one.agrees;
    let count = [agrees.number, agrees.party, agrees.total, agrees.date];
    (one.refused.is_none(), count.into_iter().filter(|agrees| *agrees).count())
}

fn unknown(remote_id: &str) -> Trouble {
    let shown: String = remote_id.chars().take(80).collect();
    Trouble::refused(
        "remote_unknown",
        Class::NeedsPerson,
        format!("The books have no document of the id {shown:?}. Choose one of the candidates."),
    )
}
