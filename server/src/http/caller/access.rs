//! What may be done by whom (R52): viewers read, mappers edit mappings, billers handle documents,
//! administrators do everything; keys do what their scopes say.

use waypost_core::api::{KeyScope, Role};

/// One thing that a route lets be done.
pub(crate) trait Access: Send + Sync + 'static {
    /// Roles that may.
    const ROLES: &'static [Role];
    /// Keys with this scope may.
    const KEY: Option<KeyScope>;
}

const EVERYBODY: &[Role] = &[Role::Viewer, Role::Mapper, Role::Biller, Role::Admin];
const MAPPERS: &[Role] = &[Role::Mapper, Role::Admin];
const BILLERS: &[Role] = &[Role::Biller, Role::Admin];

macro_rules! access {
    ($($(#[$doc:meta])* $name:ident: $roles:expr, $key:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct $name;

        impl Access for $name {
            const ROLES: &'static [Role] = $roles;
            const KEY: Option<KeyScope> = $key;
        }
    )*};
}

access! {
    /// Is signed in, whatever the role.
    SignedIn: EVERYBODY, None;
    /// Reads what only people read.
    Reads: EVERYBODY, None;
    /// Reads catalogues.
    ReadsCatalog: EVERYBODY, Some(KeyScope::Catalog);
    /// Reads documents.
    ReadsDocuments: EVERYBODY, Some(KeyScope::Documents);
    /// Edits mappings.
    Maps: MAPPERS, None;
    /// Replaces catalogues.
    PutsCatalog: MAPPERS, Some(KeyScope::Catalog);
    /// Retries documents.
    Bills: BILLERS, None;
    /// Hands documents in.
    PushesDocuments: BILLERS, Some(KeyScope::Documents);
    /// Does what only administrators do.
    Administers: &[Role::Admin], None;
}

/// A role as people read it.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Mapper => "mapper",
        Role::Biller => "biller",
        Role::Admin => "administrator",
    }
}

/// Who may, in words: `the role mapper or administrator`.
pub(crate) fn needed<A: Access>() -> String {
    let roles: Vec<&str> = A::ROLES.iter().map(|role| role_name(*role)).collect();
    let roles = format!("the role {}", roles.join(" or "));
    match A::KEY {
        Some(KeyScope::Documents) => format!("{roles}, or a key with the scope documents"),
        Some(KeyScope::Catalog) => format!("{roles}, or a key with the scope catalog"),
        None => roles,
    }
}
