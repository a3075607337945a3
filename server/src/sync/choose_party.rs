//! Whom of the books a party may be, as a person looks for it (R28). Reads the books; the choice is
//! stored by whoever asked.

use waypost_core::sync::party::{Choice, Side, folded};

use super::connect::no_connection;
use super::remote::Remote;
use super::{Inner, Trouble};
use crate::connectors::{Answer, Ask, Class, RemoteParty};
use crate::store::party::Undecided;
use crate::store::{Scope, connection};

/// Most parties that are shown at once.
const SHOWN: usize = 50;

impl Inner {
    /// The parties of the books whose name or number holds `words`, those of the same name first.
    pub(super) async fn party_choices(
        &self,
        scope: &Scope,
        undecided: &Undecided,
        words: &str,
    ) -> Result<Vec<Choice>, Trouble> {
        let (name, words) = (folded(&undecided.party.name), folded(words));
        let mut found = self.parties_of_books(scope, undecided).await?;
        found.retain(|one| folded(&one.title()).contains(&words));
        found.sort_by_key(|one| (folded(&one.name) != name, folded(&one.name), one.id.clone()));
        found.truncate(SHOWN);
        Ok(found.iter().map(|one| Choice { id: one.id.clone(), title: one.title() }).collect())
    }

    /// The name of the party `remote_id` of the books.
    pub(super) async fn party_name(
        &self,
        scope: &Scope,
        undecided: &Undecided,
        remote_id: &str,
    ) -> Result<String, Trouble> {
        let found = self.parties_of_books(scope, undecided).await?;
        let one = found.into_iter().find(|one| one.id.eq_ignore_ascii_case(remote_id));
        one.map(|one| one.name).ok_or_else(|| {
            let shown: String = remote_id.chars().take(80).collect();
            Trouble::refused(
                "remote_unknown",
                Class::NeedsPerson,
                format!(
                    "The books have no {} of the id {shown:?}. Choose one of the list.",
                    undecided.party.side
                ),
            )
        })
    }

    async fn parties_of_books(
        &self,
        scope: &Scope,
        undecided: &Undecided,
    ) -> Result<Vec<RemoteParty>, Trouble> {
        let connection = {
            let mut db = self.store.read().await?;
            connection::get(&mut db, scope, &undecided.connection).await?
        };
        let connection = connection.ok_or_else(no_connection)?;
        let remote = Remote::new(self, scope, &connection).ok_or_else(no_connection)?;
        let vendor = undecided.party.side == Side::Vendor.text();
        let side = if vendor { Side::Vendor } else { Side::Customer };
        let mut parties = Vec::new();
        for answer in remote.ask(&Ask::Parties(side)).await {
            match answer {
                Answer::Parties(page) => parties.extend(page),
                Answer::Rejected(why) | Answer::Unknown(why) => return Err(why.into()),
                _ => {}
            }
        }
        Ok(parties)
    }
}
