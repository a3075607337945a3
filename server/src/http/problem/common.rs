//! The refusals that several routes share, with their words in one place.

use axum::http::StatusCode;

use super::Refusal;
use crate::store::Cause;

/// 401: nobody is signed in, or the key is not one of ours.
pub(crate) fn sign_in_required() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        "sign_in_required",
        "No session or API key came with this request, or it is over. Sign in, or send the key as \
         \"Authorization: Bearer …\".",
    )
}

/// 403: the person's role, or the key's scope, does not allow it (R52).
pub(crate) fn not_allowed(who: &str, needed: &str) -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        "not_allowed",
        format!("{who} may not do this; it takes {needed}. Ask an administrator of your company."),
    )
}

/// 403: the write did not come from this server's own page.
pub(crate) fn foreign_page(detail: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "foreign_page", detail)
}

/// 404: nothing of that id exists for this tenant (R50).
pub(crate) fn not_found(what: &str, id: &str) -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "not_found",
        format!("There is no {what} {:?}. Check the id against the list.", shortened(id)),
    )
}

/// 404: the subsidiary is there, and is linked to no books.
pub(crate) fn no_connection(subsidiary: &str) -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "no_connection",
        format!("{subsidiary} is not connected to an accounting system. Connect it first."),
    )
}

/// 404: no such address under /api or /oauth.
pub(crate) fn no_route(method: &str, path: &str) -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "no_route",
        format!(
            "{} {} is not an address of this server. /api/openapi.json lists them.",
            shortened(method),
            shortened(path)
        ),
    )
}

/// 405: the address is there, for other methods.
pub(crate) fn method_not_allowed(method: &str, path: &str) -> Refusal {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        format!(
            "{} does not take {}. /api/openapi.json lists what it takes.",
            shortened(path),
            shortened(method)
        ),
    )
}

/// 422: a field was read and cannot be used.
pub(crate) fn unusable(path: &str, detail: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "unusable_value", detail).at(path)
}

/// 413: more bytes than the route takes.
pub(crate) fn body_too_large(limit_bytes: usize) -> Refusal {
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
        format!(
            "The body is larger than {} kB, which is all this route takes. Nothing was stored. \
             Send it in several parts.",
            limit_bytes / 1024
        ),
    )
}

/// 408: the body came too slowly.
pub(crate) fn body_too_slow() -> Refusal {
    Refusal::new(
        StatusCode::REQUEST_TIMEOUT,
        "body_too_slow",
        "The body did not arrive in time. Nothing was stored. Send it again.",
    )
}

/// 503: this server took too long.
pub(crate) fn took_too_long() -> Refusal {
    Refusal::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "took_too_long",
        "The server did not finish in time. Look whether the change is there, then send it again \
         with the same Idempotency-Key.",
    )
    .retry_after(5)
}

/// 503: the database cannot be used.
pub(crate) fn store_unavailable(cause: Cause) -> Refusal {
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "store_unavailable", cause.words()).retry_after(5)
}

/// 412: the thing was changed since it was read.
pub(crate) fn changed_meanwhile(detail: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::PRECONDITION_FAILED, "changed_meanwhile", detail)
}

/// `text` as it may stand in an answer: never longer than 80 signs.
pub(crate) fn shortened(text: &str) -> String {
    let start: String = text.chars().take(80).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
