//! The route table. Every route of the server but the interface's files stands here, once; the
//! OpenAPI document and the tests over all routes are made from it.

use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::schema::Components;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use waypost_core::api::Problem;

use super::app::App;
use super::routes::{
    activity, callback, catalog, chart, connection, deed, document, error_page, event, health, key,
    mapping, openapi as description, party, payment, preview, reconciliation, run, session, setup,
    subsidiary, webhook,
};

/// All routes, with their description.
pub(crate) fn table() -> OpenApiRouter<App> {
    let api = OpenApiRouter::default()
        .routes(routes!(setup::show, setup::create))
        .routes(routes!(session::show, session::create, session::delete))
        .routes(routes!(subsidiary::list, subsidiary::create))
        .routes(routes!(subsidiary::show))
        .routes(routes!(catalog::show, catalog::put))
        .routes(routes!(connection::show))
        .routes(routes!(connection::sign_in::begin, connection::sign_in::sign_out))
        .routes(routes!(connection::sign_in::application))
        .routes(routes!(connection::company::list))
        .routes(routes!(connection::company::choose))
        .routes(routes!(connection::check))
        .routes(routes!(connection::settings::put))
        .routes(routes!(chart::show, chart::refresh))
        .routes(routes!(chart::changes::list, chart::changes::see))
        .routes(routes!(mapping::show))
        .routes(routes!(mapping::draft::save, mapping::draft::delete))
        .routes(routes!(mapping::draft::done))
        .routes(routes!(mapping::submit::submit))
        .routes(routes!(mapping::turnover::show))
        .routes(routes!(mapping::versions::list))
        .routes(routes!(deed::list))
        .routes(routes!(document::push::push, document::list::list))
        .routes(routes!(document::show::show, document::withdraw::withdraw))
        .routes(routes!(document::retry::retry))
        .routes(routes!(activity::show))
        .routes(routes!(activity::page))
        .routes(routes!(run::list))
        .routes(routes!(run::show))
        .routes(routes!(run::days))
        .routes(routes!(event::listen))
        .routes(routes!(document::skip::skip))
        .routes(routes!(document::handled::handled))
        .routes(routes!(document::write_off::write_off))
        .routes(routes!(document::candidates::list))
        .routes(routes!(document::link::link))
        .routes(routes!(document::several::retry))
        .routes(routes!(document::several::skip))
        .routes(routes!(party::list::list))
        .routes(routes!(party::choices::list))
        .routes(routes!(party::decide::decide))
        .routes(routes!(payment::push::push, payment::list::list))
        .routes(routes!(payment::drift::list))
        .routes(routes!(payment::retry::retry))
        .routes(routes!(payment::reopen::reopen))
        .routes(routes!(payment::report::read))
        .routes(routes!(reconciliation::show, reconciliation::ask))
        .routes(routes!(preview::create))
        .routes(routes!(key::list, key::create))
        .routes(routes!(key::delete))
        .routes(routes!(webhook::list::list, webhook::add::add))
        .routes(routes!(webhook::change::change, webhook::remove::remove))
        .routes(routes!(webhook::replay::replay))
        .routes(routes!(webhook::deliveries::list));
    OpenApiRouter::with_openapi(described())
        .nest("/api/v1", api)
        .routes(routes!(callback::finish))
        .routes(routes!(callback::finish_intuit))
        .routes(routes!(webhook::intuit::hear))
        .routes(routes!(description::show))
        .routes(routes!(error_page::show))
        .routes(routes!(health::show))
}

/// The OpenAPI document.
pub fn openapi() -> OpenApi {
    let (_, mut openapi) = table().split_for_parts();
    for (path, item) in &mut openapi.paths.paths {
        let operations = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                refusals(path, &method, operation);
            }
        }
    }
    openapi
}

fn described() -> OpenApi {
    let mut info = utoipa::openapi::Info::new("Waypost", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Accounting sync for trucking companies. Errors are application/problem+json with a \
         stable code, explained at /docs/errors/{code}."
            .to_owned(),
    );
    let mut components = Components::new();
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            "waypost",
            "A signed-in browser. Every write carries its session's x-csrf-token.",
        ))),
    );
    components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let mut schemas = Vec::new();
    Problem::schemas(&mut schemas);
    schemas.push((Problem::name().into_owned(), Problem::schema()));
    components.schemas.extend(schemas);
    utoipa::openapi::OpenApiBuilder::new().info(info).components(Some(components)).build()
}

/// The refusals that follow from what an operation takes.
fn refusals(path: &str, method: &HttpMethod, operation: &mut Operation) {
    let mut statuses = vec![(400, "a parameter or a header cannot be read"), (503, "try again")];
    if operation.security.as_ref().is_some_and(|all| !all.is_empty()) {
        statuses.push((401, "nobody is signed in"));
        statuses.push((403, "the caller may not"));
    }
    if path.contains('{') {
        statuses.push((404, "there is nothing of that id"));
    }
    if path.contains("/connection") {
        statuses.push((409, "it cannot be done as things stand"));
        statuses.push((422, "the accounting system refused what was given"));
        statuses.push((502, "the accounting system did not do its part"));
    }
    if let Some(required) = if_match(operation) {
        statuses.push((412, "it was changed since it was read"));
        if required {
            statuses.push((428, "the revision that was read has to be named"));
        }
    }
    if *method != HttpMethod::Get {
        statuses.push((403, "the write comes from another page"));
        statuses.push((408, "the body came too slowly"));
        statuses.push((409, "it cannot be done as things stand"));
        statuses.push((413, "the body is too large"));
        statuses.push((422, "a value cannot be used"));
    }
    if operation.request_body.is_some() {
        statuses.push((415, "the body is not declared to be JSON"));
    }
    if operation.tags.iter().flatten().any(|tag| tag == "sign-in") {
        statuses.push((401, "the password is wrong"));
        statuses.push((429, "too many wrong guesses"));
    }
    for (status, words) in statuses {
        add(operation, status, words);
    }
}

/// Whether the operation requires `If-Match`; none when it does not take one.
fn if_match(operation: &Operation) -> Option<bool> {
    operation.parameters.iter().flatten().find_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.name == "if-match" => {
            Some(parameter.required == Required::True)
        }
        _ => None,
    })
}

fn add(operation: &mut Operation, status: u16, words: &str) {
    let schema = Ref::from_schema_name(Problem::name());
    let response = ResponseBuilder::new()
        .description(words)
        .content("application/problem+json", Content::new(Some(schema)))
        .build();
    operation.responses.responses.entry(status.to_string()).or_insert_with(|| RefOr::T(response));
}
