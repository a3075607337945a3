//! The server's face: routes, who may call them, and what goes wrong in words. Knows the store and
//! sync, never a connector. Rules are `waypost_core`'s.
//!
//! Every route stands in [`table`]; the OpenAPI document is made from it, and so are the tests that
//! try each route with another tenant's ids.

pub mod app;
mod caller;
mod interface;
mod layers;
mod problem;
mod request;
mod routes;
mod setup_code;
mod streams;
mod table;
mod throttle;

use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::SignedDuration;

pub use app::{App, Limits, Peer};
pub use interface::Interface;
pub(crate) use routes::key::fresh as fresh_key;
pub use setup_code::SetupCode;
pub use streams::Streams;
pub use table::openapi;
pub use throttle::Throttle;

use crate::store::Store;

/// How long a person stays signed in.
const fn session_length() -> SignedDuration {
    SignedDuration::from_hours(12)
}

/// The whole server as one service.
pub fn router(app: &App) -> Router {
    let headers = layers::SecurityHeaders::new(&app.interface.inline_scripts, app.is_https());
    let (routes, _) = table::table().split_for_parts();
    routes
        .fallback(interface::serve)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(app.clone(), layers::idempotent))
        .layer(from_fn_with_state(app.clone(), layers::time_limit))
        .layer(from_fn_with_state(headers, layers::secure))
        .layer(from_fn_with_state(app.clone(), layers::observe))
        .with_state(app.clone())
}

/// What a worker without the interface answers: whether it can work.
pub fn health_alone(store: Store) -> Router {
    Router::new().route("/healthz", get(routes::health::show)).with_state(store)
}

async fn method_not_allowed(State(_): State<App>, request: axum::extract::Request) -> Response {
    problem::method_not_allowed(request.method().as_str(), request.uri().path()).into_response()
}
