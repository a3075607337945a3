//! Business Central's error bodies, read into classes and words (R42). Keyed on `code`, then on
//! the English text that `Accept-Language: en-US` asks for. What is not in the table is shown word
//! for word and waits for a person.

use std::time::Duration;

use super::wire::ErrorBody;
use crate::connectors::{Class, Rejection};

/// One row: the remote's code (a prefix), a part of its text, and what that means.
struct Row(&'static str, &'static str, &'static str, Class, &'static str);

const DIALOG: &str = "Application_DialogException";
const FIELD: &str = "Application_FieldValidationException";

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row(DIALOG, "deadlock", "books_busy", Class::Transient, "It is tried again by itself."),
    Row(DIALOG, "range of allowed posting dates", "closed_period", Class::NeedsConfig, "Open the period in General Ledger Setup or User Setup, or change the date at the source; then choose Retry."),
    Row(DIALOG, "already exists for this vendor", "number_taken", Class::NeedsPerson, "Find the other purchase invoice of that number; cancel one of the two, or give this one another number at the source; then choose Retry."),
    Row(DIALOG, "document number of the document from the vendor", "vendor_number_missing", Class::Permanent, "Give the bill a number at the source."),
    Row(DIALOG, "can be applied to a draft invoice only", "already_posted", Class::NeedsPerson, "Look at the document in Business Central."),
    Row(DIALOG, "can be applied to a draft credit memo only", "already_posted", Class::NeedsPerson, "Look at the credit memo in Business Central."),
    Row(DIALOG, "has been posted and can no longer be modified", "already_posted", Class::NeedsPerson, "Look at the document in Business Central."),
    Row(DIALOG, "customer cannot be found", "party_gone", Class::NeedsPerson, "The customer was deleted or merged; make it again or rename the right one to the source's name; then choose Retry."),
    Row(DIALOG, "vendor cannot be found", "party_gone", Class::NeedsPerson, "The vendor was deleted or merged; make it again or rename the right one to the source's name; then choose Retry."),
    Row(DIALOG, "Account does not exist", "account_missing", Class::NeedsConfig, "Read the chart again and map an account that exists."),
    Row(DIALOG, "may not enter numbers manually", "number_series", Class::NeedsConfig, "Allow manual numbers in that number series; then choose Retry."),
    Row(DIALOG, "at least one line", "no_lines", Class::Permanent, "Correct the document at the source."),
    Row(DIALOG, "invoice cannot be found", "record_gone", Class::NeedsPerson, "Somebody removed it; choose Retry to send it again."),
    Row(DIALOG, "credit memo cannot be found", "record_gone", Class::NeedsPerson, "Somebody removed it; choose Retry."),
    Row(DIALOG, "is blocked", "party_blocked", Class::NeedsConfig, "Unblock it in Business Central; then choose Retry."),
    Row(DIALOG, "cannot create this type of document when", "party_blocked", Class::NeedsConfig, "Unblock the customer or vendor in Business Central; then choose Retry."),
    Row(DIALOG, "dimension", "dimension_missing", Class::NeedsConfig, "Give the account, customer or vendor a default for that dimension in Business Central; then choose Retry."),
    Row(FIELD, "Direct Posting must be equal", "no_direct_posting", Class::NeedsConfig, "Map another account, or allow direct posting on this one."),
    Row(FIELD, "Account Type must be equal", "not_posting_account", Class::NeedsConfig, "Map a posting account instead of a heading or total."),
    Row(FIELD, "in G/L Account", "account_inactive", Class::NeedsConfig, "Unblock the account, or map another."),
    Row(FIELD, "Posting Group must have a value", "posting_group_missing", Class::NeedsConfig, "Fill in that posting group in Business Central; then choose Retry."),
    Row(FIELD, "Blocked must be equal", "party_blocked", Class::NeedsConfig, "Unblock it in Business Central; then choose Retry."),
    Row(FIELD, "", "setup_refused", Class::NeedsConfig, "Mend that field in Business Central; then choose Retry."),
    Row("Internal_InvalidTableRelation", "", "value_unknown", Class::NeedsConfig, "Read the chart again, then map a value that exists."),
    Row("Internal_RecordNotFound", "", "record_gone", Class::NeedsPerson, "Somebody removed it; look in Business Central, then choose Retry."),
    Row("Internal_CompanyNotFound", "", "company_unknown", Class::NeedsConfig, "Choose a company that this sign-in may see."),
    Row("Internal_EntityWithSameKeyExists", "", "record_exists", Class::NeedsPerson, "Look in Business Central for the record that has this key."),
    Row("Request_EntityChanged", "", "changed_meanwhile", Class::Transient, "It is tried again by itself."),
    Row("NoEnvironment", "", "environment_unknown", Class::NeedsConfig, "Check the environment's name in Business Central's admin center, then connect with that."),
    Row("Authentication_", "", "sign_in_refused", Class::Auth, "Sign in again."),
    Row("Authorization_", "", "permission_missing", Class::NeedsConfig, "Give this user or app a permission set for it on Business Central's Users or Microsoft Entra Applications page, and choose a company it may open."),
    Row("Application_StringExceededLength", "", "text_too_long", Class::Permanent, "Shorten it at the source."),
    Row("Application_InvalidGUID", "", "request_refused", Class::Permanent, "Report this with the attempt's request and reply."),
    Row("BadRequest", "", "request_refused", Class::Permanent, "Report this with the attempt's request and reply."),
];

/// What an error reply means.
pub(super) fn read(status: u16, body: &[u8], retry_after: Option<&str>) -> Rejection {
    let (code, text) = code_and_text(body);
    let said = if text.is_empty() { format!("HTTP status {status}") } else { text.clone() };
    let make = |name, class, remote_wide, remedy: &str| Rejection {
        code: name,
        class,
        message: format!("Business Central said: {} {remedy}", sentence(&said)),
        remote_wide,
        subject: account(&said),
        retry_after: None,
    };
    let deadlock = text.contains("deadlock");
    match status {
        401 => make("sign_in_refused", Class::Auth, false, "Sign in again."),
        429 => Rejection {
            retry_after: retry_after.and_then(seconds),
            ..make("rate_limited", Class::RateLimited, true, "It goes on by itself.")
        },
        409 | 500 if deadlock => {
            make("books_busy", Class::Transient, false, "It is tried again by itself.")
        }
        503 => Rejection {
            retry_after: retry_after.and_then(seconds),
            ..make("remote_unavailable", Class::Transient, true, "It goes on by itself.")
        },
        408 | 500.. => make("remote_failed", Class::Transient, true, "It goes on by itself."),
        413 => make("too_large", Class::Permanent, false, "Split the document at the source."),
        _ => TABLE
            .iter()
            .find(|row| code.starts_with(row.0) && text.contains(row.1))
            .map_or_else(|| verbatim(status, &code, &said), |row| make(row.2, row.3, false, row.4)),
    }
}

fn verbatim(status: u16, code: &str, said: &str) -> Rejection {
    let (code_name, class) = match status {
        403 => ("permission_missing", Class::NeedsConfig),
        _ => ("unknown_reply", Class::NeedsPerson),
    };
    Rejection {
        code: code_name,
        class,
        message: format!(
            "Business Central refused with a reply that Waypost does not know: {status} {code} \
             {} Decide with somebody who knows these books, then choose Retry.",
            sentence(said)
        ),
        remote_wide: false,
        subject: None,
        retry_after: None,
    }
}

/// The number of the account that a refusal names: `… in G/L Account: No.=1110. …`.
fn account(said: &str) -> Option<String> {
    let (_, rest) = said.split_once("G/L Account: No.=")?;
    let number = rest.split([' ', ',']).next()?.trim_end_matches('.');
    (!number.is_empty()).then(|| number.to_owned())
}

/// `code` and `message` of a JSON error, or of the XML that an unknown environment gives.
fn code_and_text(body: &[u8]) -> (String, String) {
    if let Ok(parsed) = serde_json::from_slice::<ErrorBody>(body) {
        let message = parsed.error.message;
        let text = message.split("CorrelationId:").next().unwrap_or_default().trim().to_owned();
        return (parsed.error.code, text);
    }
    let text = String::from_utf8_lossy(body);
    let between = |open: &str, close: &str| {
        text.split_once(open)
            .and_then(|(_, rest)| rest.split_once(close))
            .map_or_else(String::new, |(inside, _)| inside.trim().to_owned())
    };
    (between("<code>", "</code>"), between("<message>", "</message>"))
}

/// At most 500 characters, ending with a full stop.
fn sentence(said: &str) -> String {
    let cut: String = said.chars().take(500).collect();
    let end = if cut.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{cut}{end}")
}

fn seconds(header: &str) -> Option<Duration> {
    header.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, code: &str, message: &str, expect: (&str, Class)) {
        let body = serde_json::json!({"error": {"code": code,
            "message": format!("{message}  CorrelationId:  2f6c9a9e-0000-4000-8000-000000000000.")}});
        let read = read(status, body.to_string().as_bytes(), None);
        assert_eq!((read.code, read.class), expect, "{message}");
        assert!(!read.message.contains("CorrelationId"), "{}", read.message);
        assert!(read.message.contains(message), "{}", read.message);
    }

    use Class::{Auth, NeedsConfig, NeedsPerson, Permanent, RateLimited, Transient};

    #[rustfmt::skip]
    const TEXTS: &[(u16, &str, &str, &str, Class)] = &[
        (400, DIALOG, "2026-01-02 is not within your range of allowed posting dates.", "closed_period", NeedsConfig),
        (400, DIALOG, "Purchase Invoice PS-1 already exists for this vendor.", "number_taken", NeedsPerson),
        (400, DIALOG, "The action can be applied to a draft invoice only.", "already_posted", NeedsPerson),
        (400, DIALOG, "Your activity was deadlocked with another user.", "books_busy", Transient),
        (409, "Internal_ServerError", "It was deadlocked with another user.", "books_busy", Transient),
        (400, DIALOG, "The moon is full.", "unknown_reply", NeedsPerson),
        (400, FIELD, "Direct Posting must be equal to 'Yes'  in G/L Account: No.=1110.", "no_direct_posting", NeedsConfig),
        (400, FIELD, "Account Type must be equal to 'Posting'  in G/L Account: No.=1000.", "not_posting_account", NeedsConfig),
        (400, FIELD, "Blocked must be equal to 'No'  in G/L Account: No.=58000.", "account_inactive", NeedsConfig),
        (400, FIELD, "Customer Posting Group must have a value in Customer: No.=C00690.", "posting_group_missing", NeedsConfig),
        (400, "Internal_InvalidTableRelation", "The field No. contains a value (4444)", "value_unknown", NeedsConfig),
        (404, "Internal_RecordNotFound", "The Sales Invoice does not exist.", "record_gone", NeedsPerson),
        (409, "Request_EntityChanged", "Another user has already changed the record.", "changed_meanwhile", Transient),
        (401, "Authentication_InvalidCredentials", "The server has rejected the client credentials.", "sign_in_refused", Auth),
        (403, "Authorization_RequestDenied", "You do not have permission.", "permission_missing", NeedsConfig),
        (429, "Application_TooManyRequests", "Too many requests reached.", "rate_limited", RateLimited),
        (503, "Internal_TenantUnavailable", "The tenant is not available.", "remote_unavailable", Transient),
        (500, "Internal_ServerError", "An error occurred.", "remote_failed", Transient),
        (400, "BadRequest", "Could not find a property named 'x'.", "request_refused", Permanent),
        (418, "Teapot", "Short and stout.", "unknown_reply", NeedsPerson),
    ];

    #[test]
    fn every_text_of_the_books_has_its_class_and_keeps_its_words() {
        for (status, code, message, expect, class) in TEXTS {
            check(*status, code, message, (expect, *class));
        }
    }

    #[test]
    fn an_unknown_environment_answers_in_xml() {
        let body = br#"<error xmlns="http://docs.oasis-open.org/odata/ns/metadata"><code>NoEnvironment</code><message>Environment does not exist.</message></error>"#;
        let read = read(404, body, None);
        assert_eq!(read.code, "environment_unknown");
        assert!(read.message.contains("Environment does not exist."), "{}", read.message);
    }

    #[test]
    fn the_account_that_a_refusal_is_about_is_named() {
        let subject = |text: &str| {
            let body = format!(
                r#"{{"error":{{"code":"Application_FieldValidationException","message":"{text}"}}}}"#
            );
            read(400, body.as_bytes(), None).subject
        };
        let blocked =
            "Blocked must be equal to 'No'  in G/L Account: No.=40100. Current value is 'Yes'.";
        assert_eq!(subject(blocked).as_deref(), Some("40100"));
        assert_eq!(subject("Posting Group must have a value in Customer: No.=C1."), None);
    }

    #[test]
    fn retry_after_is_kept() {
        let read = read(429, b"", Some("17"));
        assert_eq!(read.retry_after, Some(Duration::from_secs(17)));
        assert!(read.remote_wide);
    }
}
