//! Refusals of Business Central with their status, code and text.
//!
//! The wire page is certain about most codes and texts; statuses and texts that it leaves open
//! are chosen in this file alone and marked "assumed".

use serde_json::json;
use uuid::Uuid;

use crate::http::Outgoing;

/// A refused request. The books are unchanged.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) retry_after_seconds: Option<u32>,
}

/// A result inside Business Central.
pub(crate) type Answer<T> = Result<T, Refusal>;

impl Refusal {
    pub(crate) fn new(status: u16, code: &str, text: impl Into<String>) -> Self {
        Self { status, code: code.to_owned(), text: text.into(), retry_after_seconds: None }
    }

    /// The reply, with a correlation id of its own.
    pub(crate) fn reply(&self) -> Outgoing {
        let reply = Outgoing::new(
            self.status,
            "application/json; odata.metadata=minimal",
            self.body().to_string(),
        )
        .with("odata-version", "4.0");
        match self.retry_after_seconds {
            Some(seconds) => reply.with("retry-after", seconds.to_string()),
            None => reply,
        }
    }

    /// The reply's body.
    pub(crate) fn body(&self) -> serde_json::Value {
        let message = format!("{}  CorrelationId:  {}.", self.text, Uuid::new_v4());
        json!({"error": {"code": self.code, "message": message}})
    }
}

/// The answer for an environment that does not exist. Status assumed.
pub(crate) fn no_environment() -> Outgoing {
    let body = "<error xmlns=\"http://docs.oasis-open.org/odata/ns/metadata\">\
                <code>NoEnvironment</code><message>Environment does not exist.</message></error>";
    Outgoing::new(404, "application/xml", body)
}

pub(crate) fn bad_request(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "BadRequest", text)
}

pub(crate) fn dialog(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "Application_DialogException", text)
}

pub(crate) fn field_validation(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "Application_FieldValidationException", text)
}

pub(crate) fn unknown_property(property: &str, entity: &str) -> Refusal {
    bad_request(format!(
        "Could not find a property named '{property}' on type 'Microsoft.NAV.{entity}'."
    ))
}

pub(crate) fn unknown_segment(segment: &str) -> Refusal {
    Refusal::new(
        404,
        "BadRequest_ResourceNotFound",
        format!("Resource not found for the segment '{segment}'."),
    )
}

/// Business Central has it and these books do not: refused by name, never ignored.
pub(crate) fn not_modelled(what: &str) -> Refusal {
    let text = format!("The sandbox does not model {what}.");
    Refusal::new(501, "BadRequest_MethodNotImplemented", text)
}

pub(crate) fn read_only(control: &str) -> Refusal {
    Refusal::new(400, "BadRequest_InvalidOperation", format!("Control '{control}' is read-only"))
}

pub(crate) fn method_not_allowed(method: &str, set: &str) -> Refusal {
    Refusal::new(
        405,
        "BadRequest_MethodNotAllowed",
        format!(
            "'{method}' requests for '{set}' of EdmType 'Entity' are not allowed within \
             Microsoft Dynamics NAV OData web services."
        ),
    )
}

/// `table` as a person reads it, for example `Sales Invoice`.
pub(crate) fn record_not_found(table: &str, id: &str) -> Refusal {
    Refusal::new(
        404,
        "Internal_RecordNotFound",
        format!("The {table} does not exist. Identification fields and values: Id='{id}'"),
    )
}

/// What a text calls a record of an entity type: `Sales Invoice`.
pub(crate) fn not_found(entity: &str, id: Uuid) -> Refusal {
    let mut table = String::new();
    for letter in entity.chars() {
        if letter.is_uppercase() {
            table.push(' ');
        }
        table.push(if table.is_empty() { letter.to_ascii_uppercase() } else { letter });
    }
    record_not_found(&table, &id.to_string())
}

pub(crate) fn table_relation(field: &str, table: &str, value: &str, related: &str) -> Refusal {
    Refusal::new(
        400,
        "Internal_InvalidTableRelation",
        format!(
            "The field {field} of table {table} contains a value ({value}) that cannot be found \
             in the related table ({related})."
        ),
    )
}

pub(crate) fn same_key(table: &str, number: &str) -> Refusal {
    Refusal::new(
        400,
        "Internal_EntityWithSameKeyExists",
        format!(
            "The record in table {table} already exists. Identification fields and values: \
             No.='{number}'"
        ),
    )
}

pub(crate) fn too_long(value: &str, limit: usize) -> Refusal {
    let length = value.chars().count();
    Refusal::new(
        400,
        "Application_StringExceededLength",
        format!(
            "The length of the string is {length}, but it must be less than or equal to {limit} \
             characters. Value: {value}"
        ),
    )
}

pub(crate) fn missing_token() -> Refusal {
    Refusal::new(
        400,
        "BadRequest_InvalidToken",
        "Could not validate the client concurrency token required by the service. Please provide \
         a valid token in the client request.",
    )
}

pub(crate) fn entity_changed() -> Refusal {
    Refusal::new(409, "Request_EntityChanged", "Another user has already changed the record.")
}

pub(crate) fn credentials_rejected() -> Refusal {
    Refusal::new(
        401,
        "Authentication_InvalidCredentials",
        "The server has rejected the client credentials.",
    )
}

/// Code and text assumed: the page names the family `Authorization_*` only.
pub(crate) fn no_permission(what: &str) -> Refusal {
    Refusal::new(
        403,
        "Authorization_PermissionDenied",
        format!("You do not have the following permissions on {what}."),
    )
}

/// Code and text assumed.
pub(crate) fn unknown_company(company: &str) -> Refusal {
    let text = format!("Cannot find the company with the ID or name '{company}'.");
    Refusal::new(404, "Internal_CompanyNotFound", text)
}

pub(crate) fn too_many_requests(actual: usize, maximum: usize) -> Refusal {
    Refusal::new(
        429,
        "Application_TooManyRequests",
        format!("Too many requests reached. Actual ({actual}). Maximum ({maximum})."),
    )
}

/// Code and text assumed: the page gives the status only.
pub(crate) fn body_too_large(limit_bytes: usize) -> Refusal {
    let text = format!("The request body is larger than {limit_bytes} bytes.");
    Refusal::new(413, "BadRequest_RequestTooLarge", text)
}

pub(crate) fn server_error(text: impl Into<String>) -> Refusal {
    Refusal::new(500, "Internal_ServerError", text)
}
