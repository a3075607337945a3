//! QuickBooks Online's refusals, read into classes and words (R42). Keyed on `code`, then on a part of
//! the text. What is not in the table is shown word for word and waits for a person.

use std::time::Duration;

use super::wire::Fault;
use crate::connectors::{Class, Rejection};

/// One row: the remote's code, a part of its text, our name, the class, the next step.
struct Row(&'static str, &'static str, &'static str, Class, &'static str);

/// Our own request is at fault.
const OURS: &str = "Report this with the attempt's request and reply.";

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row("100", "", "sign_in_refused", Class::Auth, "Sign in again."),
    Row("110", "", "sign_in_refused", Class::Auth, "Sign in again."),
    Row("120", "", "permission_missing", Class::NeedsConfig, "Let a company administrator of QuickBooks Online sign in, or give this user the right; then choose Retry."),
    Row("130", "", "company_unavailable", Class::Transient, "It is tried again by itself."),
    Row("140", "", "company_unavailable", Class::Transient, "It is tried again by itself."),
    Row("150", "", "company_unavailable", Class::Transient, "It is tried again by itself."),
    Row("500", "", "request_refused", Class::Permanent, OURS),
    Row("600", "", "already_sent", Class::Transient, "Whether it arrived is looked up by itself."),
    Row("610", "deleted this transaction", "record_deleted", Class::NeedsPerson, "Somebody deleted it in QuickBooks Online; choose Retry to send it again, or skip it."),
    Row("610", "", "record_gone", Class::NeedsPerson, "Somebody removed it or made it inactive; look in QuickBooks Online, then choose Retry."),
    Row("620", "", "link_refused", Class::NeedsPerson, "Look at both transactions in QuickBooks Online; link them there by hand, or choose Retry."),
    Row("630", "", "record_exists", Class::NeedsPerson, "Look in QuickBooks Online for the record that is the same."),
    Row("700", "", "value_unknown", Class::NeedsConfig, "Read the chart again, then map a value that exists."),
    Row("800", "", "linked_payments", Class::NeedsPerson, "Remove its payments in QuickBooks Online first; then choose Retry."),
    Row("900", "", "value_unknown", Class::NeedsConfig, "Read the chart again, then map a value that exists."),
    Row("1000", "", "remote_failed", Class::Transient, "It is tried again by itself."),
    Row("1010", "", "remote_failed", Class::Transient, "It is tried again by itself."),
    Row("1020", "", "remote_failed", Class::Transient, "It is tried again by itself."),
    Row("1040", "", "request_refused", Class::Permanent, OURS),
    Row("1050", "", "request_refused", Class::Permanent, OURS),
    Row("2000", "", "request_refused", Class::Permanent, OURS),
    Row("2010", "", "request_refused", Class::Permanent, OURS),
    Row("2020", "Line", "no_lines", Class::Permanent, "Correct the document at the source."),
    Row("2020", "", "request_refused", Class::Permanent, OURS),
    Row("2030", "", "request_refused", Class::Permanent, OURS),
    Row("2040", "", "name_refused", Class::NeedsPerson, "Take the character out at the source; then choose Retry."),
    Row("2050", "", "text_too_long", Class::Permanent, "Shorten it at the source."),
    Row("2060", "", "request_refused", Class::Permanent, OURS),
    Row("2070", "", "date_refused", Class::Permanent, "Correct the date at the source."),
    Row("2080", "", "request_refused", Class::Permanent, OURS),
    Row("2090", "", "request_refused", Class::Permanent, OURS),
    Row("2100", "", "request_refused", Class::Permanent, OURS),
    Row("2110", "", "request_refused", Class::Permanent, OURS),
    Row("2120", "", "request_refused", Class::Permanent, OURS),
    Row("2130", "", "request_refused", Class::Permanent, OURS),
    Row("2140", "", "amount_refused", Class::Permanent, "Correct the amount at the source."),
    Row("2150", "", "request_refused", Class::Permanent, OURS),
    Row("2160", "", "amount_refused", Class::Permanent, "Correct the quantity at the source."),
    Row("2170", "", "request_refused", Class::Permanent, OURS),
    Row("2180", "", "request_refused", Class::Permanent, OURS),
    Row("2190", "", "date_refused", Class::Permanent, "Correct the date at the source."),
    Row("2200", "", "request_refused", Class::Permanent, OURS),
    Row("2210", "", "request_refused", Class::Permanent, OURS),
    Row("2220", "", "currency_refused", Class::NeedsConfig, "Turn on multicurrency in QuickBooks Online, or correct the currency at the source; then choose Retry."),
    Row("2230", "", "request_refused", Class::Permanent, OURS),
    Row("2240", "", "amount_refused", Class::Permanent, "Correct the amount at the source."),
    Row("2250", "", "no_lines", Class::Permanent, "Correct the document at the source."),
    Row("2260", "", "request_refused", Class::Permanent, OURS),
    Row("2270", "", "tax_refused", Class::NeedsConfig, "Take the tax off the customer, vendor or item in QuickBooks Online; then choose Retry."),
    Row("2280", "", "tax_refused", Class::NeedsConfig, "Take the tax off the customer, vendor or item in QuickBooks Online; then choose Retry."),
    Row("2290", "", "amount_refused", Class::Permanent, "Correct the amount at the source."),
    Row("2300", "", "amount_refused", Class::Permanent, "Correct the amount at the source."),
    Row("2500", "accounts.", "account_inactive", Class::NeedsConfig, "Make the account active again, or map another."),
    Row("2500", "items.", "item_gone", Class::Transient, "Another item is found or made by itself."),
    Row("2500", "ItemRef", "item_gone", Class::Transient, "Another item is found or made by itself."),
    Row("2500", "customers.", "party_gone", Class::NeedsPerson, "The customer was made inactive or merged; make it active again, or choose the right one; then choose Retry."),
    Row("2500", "CustomerRef", "party_gone", Class::NeedsPerson, "The customer was deleted or merged; choose the right one, then choose Retry."),
    Row("2500", "vendors.", "party_gone", Class::NeedsPerson, "The vendor was made inactive or merged; make it active again, or choose the right one; then choose Retry."),
    Row("2500", "VendorRef", "party_gone", Class::NeedsPerson, "The vendor was deleted or merged; choose the right one, then choose Retry."),
    Row("2500", "", "account_missing", Class::NeedsConfig, "Read the chart again and map an account that exists."),
    Row("2600", "", "request_refused", Class::Permanent, OURS),
    Row("3000", "", "setup_refused", Class::NeedsConfig, "Mend that field in QuickBooks Online; then choose Retry."),
    Row("3001", "", "rate_limited", Class::RateLimited, "It goes on by itself."),
    Row("3100", "", "access_taken_back", Class::Auth, "Somebody disconnected Waypost in QuickBooks Online, or the sign-in is for another company. Sign in again and choose the right one."),
    Row("3200", "", "sign_in_refused", Class::Auth, "Sign in again."),
    Row("3202", "", "request_refused", Class::Permanent, OURS),
    Row("4000", "", "request_refused", Class::Permanent, OURS),
    Row("4001", "", "request_refused", Class::Permanent, OURS),
    Row("4002", "", "request_refused", Class::Permanent, OURS),
    Row("5000", "", "request_refused", Class::Permanent, OURS),
    Row("5010", "", "changed_meanwhile", Class::Transient, "It is tried again by itself."),
    Row("5020", "", "permission_missing", Class::NeedsConfig, "Let a company administrator of QuickBooks Online sign in, or give this user the right; then choose Retry."),
    Row("5030", "", "feature_missing", Class::NeedsConfig, "Turn the feature on in QuickBooks Online, or take an edition that has it; then choose Retry."),
    Row("6000", "", "books_refused", Class::NeedsPerson, "Mend what it names in QuickBooks Online or at the source; then choose Retry."),
    Row("6010", "", "wrong_account_type", Class::NeedsConfig, "Map an account of another type."),
    Row("6020", "", "request_refused", Class::Permanent, OURS),
    Row("6030", "", "too_large", Class::Permanent, "Split the document at the source."),
    Row("6070", "", "amount_refused", Class::Permanent, "Correct the amount at the source."),
    Row("6080", "", "name_refused", Class::NeedsPerson, "Give the customer or vendor a name at the source; then choose Retry."),
    Row("6090", "", "request_refused", Class::Permanent, OURS),
    Row("6100", "", "tax_refused", Class::NeedsConfig, "Take the tax off the customer, vendor or item in QuickBooks Online; then choose Retry."),
    Row("6110", "", "setup_refused", Class::NeedsConfig, "Mend that setting in QuickBooks Online; then choose Retry."),
    Row("6120", "", "setup_refused", Class::NeedsConfig, "Mend that setting in QuickBooks Online; then choose Retry."),
    Row("6130", "", "setup_refused", Class::NeedsConfig, "Mend who the customer bills with in QuickBooks Online; then choose Retry."),
    Row("6140", "", "number_taken", Class::NeedsPerson, "Find the other transaction of that number; void or renumber one of the two, or give this one another number at the source; then choose Retry."),
    Row("6150", "", "request_refused", Class::Permanent, OURS),
    Row("6160", "", "tax_refused", Class::NeedsConfig, "Take the tax off the customer, vendor or item in QuickBooks Online; then choose Retry."),
    Row("6170", "", "tax_refused", Class::NeedsConfig, "Take the tax off the customer, vendor or item in QuickBooks Online; then choose Retry."),
    Row("6180", "", "setup_refused", Class::NeedsConfig, "Mend the levels of accounts or customers in QuickBooks Online; then choose Retry."),
    Row("6190", "", "subscription_ended", Class::NeedsConfig, "Renew the subscription of QuickBooks Online; then choose Retry."),
    Row("6200", "", "closed_period", Class::NeedsConfig, "Open the period in QuickBooks Online (Account and settings, Advanced, Accounting), or change the date at the source; then choose Retry."),
    Row("6210", "", "closed_period", Class::NeedsConfig, "Open the period in QuickBooks Online (Account and settings, Advanced, Accounting), or change the date at the source; then choose Retry."),
    Row("6220", "", "setup_refused", Class::NeedsConfig, "Mend that in QuickBooks Online; then choose Retry."),
    Row("6230", "", "tax_refused", Class::NeedsConfig, "Take the tax off the customer, vendor or item in QuickBooks Online; then choose Retry."),
    Row("6240", "", "name_taken", Class::NeedsPerson, "Link it to whoever has that name already, or rename one of the two; then choose Retry."),
    Row("6250", "", "party_gone", Class::NeedsPerson, "Choose the right customer; then choose Retry."),
    Row("6270", "", "date_refused", Class::Permanent, "Correct the date at the source."),
    Row("6280", "", "setup_refused", Class::NeedsConfig, "Mend that in QuickBooks Online; then choose Retry."),
    Row("6290", "", "party_gone", Class::NeedsPerson, "Choose the right vendor; then choose Retry."),
    Row("6300", "", "party_gone", Class::NeedsPerson, "Choose the right vendor; then choose Retry."),
    Row("6310", "", "setup_refused", Class::NeedsConfig, "Mend that setting in QuickBooks Online; then choose Retry."),
    Row("6320", "", "setup_refused", Class::NeedsConfig, "Mend that setting in QuickBooks Online; then choose Retry."),
    Row("6400", "", "linked_payments", Class::NeedsPerson, "Remove its links in QuickBooks Online first; then choose Retry."),
    Row("6420", "", "setup_refused", Class::NeedsConfig, "Give the customer an e-mail address in QuickBooks Online; then choose Retry."),
    Row("6430", "", "wrong_account_type", Class::NeedsConfig, "Map an account of another type."),
    Row("6440", "", "request_refused", Class::Permanent, OURS),
    Row("6450", "", "linked_payments", Class::NeedsPerson, "Remove its payments in QuickBooks Online first; then choose Retry."),
    Row("6460", "", "linked_payments", Class::NeedsPerson, "Look at the deposit in QuickBooks Online; then choose Retry."),
    Row("6470", "", "tax_refused", Class::NeedsConfig, "Take the tax off the customer, vendor or item in QuickBooks Online; then choose Retry."),
    Row("6480", "", "linked_payments", Class::NeedsPerson, "Undo the match with the bank in QuickBooks Online first; then choose Retry."),
    Row("6520", "", "amount_refused", Class::Permanent, "Correct the quantity at the source."),
    Row("6540", "", "linked_payments", Class::NeedsPerson, "Take it out of its deposit in QuickBooks Online first; then choose Retry."),
    Row("10000", "", "remote_failed", Class::Transient, "It goes on by itself."),
    Row("10100", "", "remote_failed", Class::Transient, "It is tried again by itself."),
    Row("10200", "", "company_unavailable", Class::Transient, "It is tried again by itself."),
];

/// What a refusal means. `fault` is none where the body says nothing that can be read.
pub(super) fn read(status: u16, fault: Option<&Fault>, retry_after: Option<&str>) -> Rejection {
    let said = Said::of(fault);
    let make = |name, class, remote_wide, remedy: &str| Rejection {
        code: name,
        class,
        message: format!("QuickBooks Online said: {} {remedy}", sentence(&said.words(status))),
        remote_wide,
        subject: None,
        retry_after: None,
    };
    let pause = || retry_after.and_then(seconds);
    match status {
        429 => Rejection {
            retry_after: pause(),
            ..make("rate_limited", Class::RateLimited, true, "It goes on by itself.")
        },
        401 => make("sign_in_refused", Class::Auth, false, "Sign in again."),
        503 => Rejection {
            retry_after: pause(),
            ..make("remote_unavailable", Class::Transient, true, "It goes on by itself.")
        },
        408 | 500.. => make("remote_failed", Class::Transient, true, "It goes on by itself."),
        413 => make("too_large", Class::Permanent, false, "Split the document at the source."),
        _ => TABLE.iter().find(|row| row.0 == said.code && said.has(row.1)).map_or_else(
            || verbatim(status, &said),
            |row| {
                // A throttled part of a batch is throttled for all.
                let wide = row.3 == Class::RateLimited;
                make(row.2, row.3, wide, row.4)
            },
        ),
    }
}

/// Kind and id of the transaction that has a number already: `… is assigned to TxnType=Invoice with
/// TxnId=6575`.
pub(super) fn other_document(message: &str) -> Option<(&str, &str)> {
    let (_, rest) = message.split_once("TxnType=")?;
    let (kind, rest) = rest.split_once(" with TxnId=")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| (kind, &rest[..digits]))
}

/// The words of a refusal.
struct Said {
    code: String,
    message: String,
    detail: String,
    element: String,
}

impl Said {
    fn of(fault: Option<&Fault>) -> Said {
        let first = fault.and_then(|fault| fault.error.first());
        let text = |field: Option<&String>| field.cloned().unwrap_or_default();
        let code = text(first.and_then(|error| error.code.as_ref()));
        Said {
            // The token's refusals write `003200` in their words and `3200` here.
            code: code.trim_start_matches('0').to_owned(),
            message: text(first.and_then(|error| error.message.as_ref())),
            detail: text(first.and_then(|error| error.detail.as_ref())),
            element: text(first.and_then(|error| error.element.as_ref())),
        }
    }

    fn has(&self, part: &str) -> bool {
        part.is_empty()
            || [&self.detail, &self.message, &self.element].iter().any(|text| text.contains(part))
    }

    /// The detail, which begins with the message where it is not the message alone. A token in it is
    /// never repeated.
    fn words(&self, status: u16) -> String {
        let detail = self.detail.split("Token expired: ").next().unwrap_or_default();
        let detail = detail.split("Token revoked: ").next().unwrap_or_default().trim();
        match (detail.is_empty(), self.message.is_empty()) {
            (false, _) => detail.to_owned(),
            (true, false) => self.message.clone(),
            (true, true) => format!("HTTP status {status}"),
        }
    }
}

fn verbatim(status: u16, said: &Said) -> Rejection {
    let (code, class) = match status {
        403 => ("access_taken_back", Class::Auth),
        _ => ("unknown_reply", Class::NeedsPerson),
    };
    Rejection {
        code,
        class,
        message: format!(
            "QuickBooks Online refused with a reply that Waypost does not know: {status} {} {} Decide \
             with somebody who knows these books, then choose Retry.",
            said.code,
            sentence(&said.words(status))
        ),
        remote_wide: false,
        subject: None,
        retry_after: None,
    }
}

fn seconds(text: &str) -> Option<Duration> {
    text.trim().parse().ok().map(Duration::from_secs)
}

fn sentence(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    let text = text.trim_end_matches('.');
    format!("{text}.")
}

#[cfg(test)]
mod tests {
    use super::super::wire::Reply;
    use super::*;

    fn said(status: u16, body: &str) -> Rejection {
        let reply: Reply = serde_json::from_str(body).unwrap();
        let fault = reply.fault.or(reply.token_fault);
        read(status, fault.as_ref(), None)
    }

    /// Refusals as they were recorded.
    #[test]
    fn recorded_refusals_have_their_class_and_keep_their_words() {
        let name = said(
            400,
            r#"{"Fault":{"Error":[{"Message":"Duplicate Name Exists Error","Detail":"The name supplied already exists. : Another customer, vendor or employee is already using this name. \nPlease use a different name.","code":"6240","element":""}],"type":"ValidationFault"},"time":"2015-08-07T05:35:56.791-07:00"}"#,
        );
        assert_eq!((name.code, name.class), ("name_taken", Class::NeedsPerson));
        assert!(name.message.contains("Another customer, vendor or employee is already using"));
        let token = said(
            401,
            r#"{"warnings":null,"fault":{"error":[{"message":"message=AuthenticationFailed; errorCode=003200; statusCode=401","detail":"Token expired: eyJhbGciOi","code":"3200","element":null}],"type":"AUTHENTICATION"},"batchItemResponse":[],"time":1730024394085}"#,
        );
        assert_eq!((token.code, token.class), ("sign_in_refused", Class::Auth));
        assert!(!token.message.contains("eyJ"), "{}", token.message);
        let closed = said(
            400,
            r#"{"Fault":{"Error":[{"Message":"Account Period Closed, Cannot Update Through Services API","Detail":"The account period has closed and the account books cannot be updated through the QBO Services API. Please use the QBO website to make these changes.","code":"6210"}],"type":"ValidationFault"}}"#,
        );
        assert_eq!((closed.code, closed.class), ("closed_period", Class::NeedsConfig));
    }

    #[test]
    fn an_unknown_code_is_shown_word_for_word() {
        let odd = said(
            400,
            r#"{"Fault":{"Error":[{"Message":"Odd","Detail":"The moon is full","code":"99999"}],"type":"ValidationFault"}}"#,
        );
        assert_eq!((odd.code, odd.class), ("unknown_reply", Class::NeedsPerson));
        assert!(odd.message.contains("99999") && odd.message.contains("The moon is full."));
    }

    #[test]
    fn the_transaction_that_has_the_number_is_named() {
        let words = "DocNumber=18696 is assigned to TxnType=Invoice with TxnId=6575. Find it.";
        assert_eq!(other_document(words), Some(("Invoice", "6575")));
        let entry = "DocNumber=7 is assigned to TxnType=Journal Entry with TxnId=12";
        assert_eq!(other_document(entry), Some(("Journal Entry", "12")));
        assert_eq!(other_document("You must specify a different number."), None);
    }
}
