//! An entry in the audit log, in the transaction of the change (R53).

use serde::Serialize;

use crate::http::app::App;
use crate::http::caller::Caller;
use crate::http::problem::Answer;
use crate::store::audit::{self, Entry};
use crate::store::{Db, StoreError};

/// Notes that `caller` did `action` to `subject`: what was, what is. Neither may hold a secret.
pub(crate) async fn audited<B: Serialize, A: Serialize>(
    db: &mut Db,
    app: &App,
    caller: &Caller,
    action: &str,
    subject: &str,
    (before, after): (Option<&B>, Option<&A>),
) -> Answer<()> {
    let entry = Entry {
        actor: &caller.audited(),
        action,
        subject,
        before: before.map(serde_json::to_value).transpose().map_err(StoreError::from)?,
        after: after.map(serde_json::to_value).transpose().map_err(StoreError::from)?,
    };
    Ok(audit::add(db, &caller.scope, &app.ids.fresh("aud"), &app.now(), &entry).await?)
}
