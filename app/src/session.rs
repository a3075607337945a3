//! Who is at the screen, and what that person may do (R52). The server decides; this only spares
//! people controls that would be refused.

use std::cell::OnceCell;

use leptos::task::spawn_local;
use waypost_core::api::{Role, Session};

use crate::client::{Client, Standing, Trouble};

thread_local! {
    static CLIENT: OnceCell<Client> = const { OnceCell::new() };
}

/// The one client of this page. The root asks for it first, so its signal lives as long as the page.
pub(crate) fn client() -> Client {
    CLIENT.with(|client| *client.get_or_init(Client::new))
}

/// Who is signed in.
pub(crate) fn current() -> Option<Session> {
    client().session()
}

/// Asks the server who is signed in, and notes the answer.
pub(crate) fn ask(client: Client) {
    spawn_local(async move {
        let standing = match client.who().await {
            Ok(session) => Standing::SignedIn(session),
            Err(Trouble::SignedOut(_)) => Standing::SignedOut,
            Err(trouble) => Standing::Unknown(trouble),
        };
        client.standing().set(standing);
    });
}

/// Notes who has signed in.
pub(crate) fn enter(client: Client, session: Session) {
    client.standing().set(Standing::SignedIn(session));
}

/// Whether this person edits mappings.
pub(crate) fn may_map() -> bool {
    has(&[Role::Mapper, Role::Admin])
}

/// Whether this person pushes and retries documents.
pub(crate) fn may_bill() -> bool {
    has(&[Role::Biller, Role::Admin])
}

/// Whether this person connects systems and makes keys.
pub(crate) fn may_administer() -> bool {
    has(&[Role::Admin])
}

fn has(roles: &[Role]) -> bool {
    client().session().is_some_and(|session| roles.contains(&session.role))
}
