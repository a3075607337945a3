//! A document that a person entered in the books by hand (edge case 81).

use axum::Json;
use axum::extract::State;
use waypost_core::api::{DocumentRow, Handled};

use super::acting::{acting, words};
use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::Answer;
use crate::http::request::{At, Sent};
use crate::store::operation::Act;

/// Takes down that a document was entered by hand, under which number, and why. It is not sent, and
/// counted apart; a retry undoes it.
#[utoipa::path(
    post, path = "/documents/{document}/handled", operation_id = "handledOutside", tag = "documents",
    params(("document" = String, Path, description = "our id")),
    request_body = Handled,
    responses((status = 200, body = DocumentRow)), security(("session" = []))
)]
pub(crate) async fn handled(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Sent(sent): Sent<Handled>,
) -> Answer<Json<DocumentRow>> {
    let handled = Act::Handled {
        by: by.caller.name(),
        number: words("remote_number", &sent.remote_number)?,
        note: words("note", &sent.note)?,
    };
    acting(&app, &by.caller, &id, "document.handled", handled).await
}
