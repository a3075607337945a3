//! A refusal on the wire: JSON in its two shapes, or XML.
//!
//! Refusals of the token have a shape of their own in JSON; all others share one.

use serde_json::{Value, json};

use crate::{
    http::Outgoing,
    quickbooks_online::refusal::{FaultKind, Refusal},
};

/// How a reply is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Xml,
}

const JSON: &str = "application/json;charset=UTF-8";
const XML: &str = "application/xml;charset=UTF-8";

/// A good reply.
pub(crate) fn success(body: &Value) -> Outgoing {
    Outgoing::new(200, JSON, body.to_string())
}

/// The reply to a refused request. `time` is the company's, `ms` the same since 1970.
pub(crate) fn reply(refusal: &Refusal, form: Form, time: &str, ms: i64) -> Outgoing {
    let about_token = matches!(refusal.kind, FaultKind::Authentication | FaultKind::Authorization);
    let reply = match form {
        Form::Xml => Outgoing::new(refusal.status, XML, xml(refusal, time)),
        Form::Json if about_token => {
            Outgoing::new(refusal.status, JSON, of_token(refusal, ms).to_string())
        }
        Form::Json => {
            let body = json!({"Fault": fault(refusal), "time": time});
            Outgoing::new(refusal.status, JSON, body.to_string())
        }
    };
    if refusal.status == 401 {
        return reply.with("www-authenticate", "Bearer realm=\"Intuit\", error=\"invalid_token\"");
    }
    reply
}

/// The `Fault` object, as an item of a batch has it too.
pub(crate) fn fault(refusal: &Refusal) -> Value {
    let error = json!({
        "Message": refusal.message,
        "Detail": refusal.detail,
        "code": refusal.code,
        "element": refusal.element,
    });
    json!({"Error": [error], "type": kind(refusal.kind)})
}

fn kind(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Validation => "ValidationFault",
        FaultKind::System => "SystemFault",
        FaultKind::Authentication => "AUTHENTICATION",
        FaultKind::Authorization => "AuthorizationFault",
        FaultKind::Service => "SERVICE",
    }
}

fn of_token(refusal: &Refusal, ms: i64) -> Value {
    let kind = match refusal.kind {
        FaultKind::Authentication => "AUTHENTICATION",
        _ => "SERVICE",
    };
    let detail = Some(&refusal.detail).filter(|it| !it.is_empty());
    let error = json!({"message": refusal.message, "detail": detail, "code": refusal.code,
                       "element": null});
    json!({
        "warnings": null,
        "intuitObject": null,
        "fault": {"error": [error], "type": kind},
        "report": null,
        "queryResponse": null,
        "batchItemResponse": [],
        "attachableResponse": [],
        "syncErrorResponse": null,
        "requestId": null,
        "time": ms,
        "status": null,
        "cdcresponse": [],
    })
}

fn xml(refusal: &Refusal, time: &str) -> String {
    let element = if refusal.element.is_empty() {
        String::new()
    } else {
        format!(" element=\"{}\"", escape(&refusal.element))
    };
    let detail = if refusal.detail.is_empty() {
        String::new()
    } else {
        format!("<Detail>{}</Detail>", escape(&refusal.detail))
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\" time=\"{time}\">\
         <Fault type=\"{}\"><Error code=\"{}\"{element}><Message>{}</Message>{detail}</Error>\
         </Fault></IntuitResponse>",
        kind(refusal.kind),
        escape(&refusal.code),
        escape(&refusal.message),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
