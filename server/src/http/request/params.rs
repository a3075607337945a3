//! The parts of an address: what stands in its path and after its question mark.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::http::app::App;
use crate::http::problem::Refusal;

/// What stands in the path.
#[derive(Clone, Debug)]
pub(crate) struct At<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for At<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<At<T>, Refusal> {
        let unreadable = || {
            Refusal::new(
                StatusCode::NOT_FOUND,
                "no_route",
                "The address cannot be read. Write ids percent-encoded in UTF-8.",
            )
        };
        if parts.uri.path().contains("%00") {
            return Err(unreadable());
        }
        let read = Path::<T>::from_request_parts(parts, &()).await;
        let Path(value) = read.map_err(|_| unreadable())?;
        Ok(At(value))
    }
}

/// What stands after the question mark.
#[derive(Clone, Debug)]
pub(crate) struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Params<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Params<T>, Refusal> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "unusable_parameter",
                "A parameter of the address holds the sign NUL, which nothing stored holds. Take \
                 it out.",
            ));
        }
        let Query(value) = Query::<T>::try_from_uri(&parts.uri).map_err(|rejection| {
            let cause = rejection.body_text();
            let cause = cause.split(": ").skip(1).collect::<Vec<_>>().join(": ");
            Refusal::new(
                StatusCode::BAD_REQUEST,
                "unusable_parameter",
                format!("A parameter of the address cannot be read: {cause}. Correct it."),
            )
        })?;
        Ok(Params(value))
    }
}
