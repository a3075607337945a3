//! QuickBooks Online's own JSON, as far as it is used. Fields stand in the order in which Intuit's
//! pages show them.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::payment::Payment;
pub(super) use crate::connectors::exact::Exact;

/// A reference to another object.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Ref {
    #[serde(default)]
    pub(super) value: String,
    #[serde(default)]
    pub(super) name: String,
}

/// A reference as it is sent.
#[derive(Debug, Serialize)]
pub(super) struct To<'a> {
    pub(super) value: &'a str,
}

/// Any reply: one object under its name, a list, the parts of a batch, or a refusal.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Reply {
    #[serde(rename = "bId", default)]
    pub(super) part: String,
    pub(super) fault: Option<Fault>,
    /// The shape of refusals about the token.
    #[serde(rename = "fault")]
    pub(super) token_fault: Option<Fault>,
    pub(super) query_response: Option<HashMap<String, Box<RawValue>>>,
    #[serde(default)]
    pub(super) batch_item_response: Vec<Box<RawValue>>,
    pub(super) invoice: Option<Transaction>,
    pub(super) bill: Option<Transaction>,
    pub(super) customer: Option<Party>,
    pub(super) vendor: Option<Party>,
    pub(super) item: Option<Item>,
    pub(super) payment: Option<Payment>,
    pub(super) bill_payment: Option<Payment>,
    #[serde(rename = "CDCResponse", default)]
    pub(super) changed: Vec<Changed>,
    pub(super) company_info: Option<CompanyInfo>,
    pub(super) preferences: Option<Preferences>,
}

/// One group of change data capture.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Changed {
    #[serde(default)]
    pub(super) query_response: Vec<HashMap<String, Box<RawValue>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Fault {
    #[serde(alias = "Error", default)]
    pub(super) error: Vec<FaultError>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FaultError {
    #[serde(alias = "Message", default)]
    pub(super) message: Option<String>,
    #[serde(alias = "Detail", default)]
    pub(super) detail: Option<String>,
    #[serde(default)]
    pub(super) code: Option<String>,
    #[serde(default)]
    pub(super) element: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CompanyInfo {
    pub(super) company_name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Preferences {
    pub(super) accounting_info_prefs: AccountingPrefs,
    pub(super) sales_forms_prefs: SalesPrefs,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct AccountingPrefs {
    /// The books are closed up to and with this day.
    pub(super) book_close_date: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct SalesPrefs {
    pub(super) custom_txn_numbers: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Account {
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: String,
    /// `Parent:Child`.
    #[serde(default)]
    pub(super) fully_qualified_name: String,
    pub(super) acct_num: Option<String>,
    #[serde(default)]
    pub(super) account_type: String,
    #[serde(default)]
    pub(super) account_sub_type: String,
    #[serde(default = "yes")]
    pub(super) active: bool,
    pub(super) parent_ref: Option<Ref>,
    pub(super) currency_ref: Option<Ref>,
}

/// A customer or a vendor.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Party {
    pub(super) id: String,
    #[serde(default)]
    pub(super) display_name: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NewParty<'a> {
    pub(super) display_name: &'a str,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Item {
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: String,
    pub(super) income_account_ref: Option<Ref>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NewItem<'a> {
    pub(super) name: &'a str,
    #[serde(rename = "Type")]
    pub(super) kind: &'static str,
    pub(super) income_account_ref: To<'a>,
}

/// An invoice or a bill, as read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Transaction {
    pub(super) id: String,
    #[serde(deserialize_with = "text")]
    pub(super) sync_token: String,
    #[serde(default)]
    pub(super) doc_number: Option<String>,
    #[serde(alias = "CustomerRef", alias = "VendorRef", default)]
    pub(super) party: Ref,
    #[serde(default)]
    pub(super) txn_date: String,
    #[serde(rename = "APAccountRef")]
    pub(super) ap_account_ref: Option<Ref>,
    pub(super) total_amt: Exact,
    pub(super) balance: Option<Exact>,
    pub(super) private_note: Option<String>,
    pub(super) txn_tax_detail: Option<Tax>,
    #[serde(default)]
    pub(super) line: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tax {
    pub(super) total_tax: Option<Exact>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Line {
    pub(super) amount: Option<Exact>,
    pub(super) sales_item_line_detail: Option<SalesDetail>,
    pub(super) account_based_expense_line_detail: Option<ExpenseDetail>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SalesDetail {
    #[serde(default)]
    pub(super) item_ref: Ref,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ExpenseDetail {
    #[serde(default)]
    pub(super) account_ref: Ref,
}

/// An invoice or a bill, as sent. With id and token it changes one, and what it does not name stays.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NewTransaction<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sync_token: Option<&'a str>,
    #[serde(rename = "sparse", skip_serializing_if = "std::ops::Not::not")]
    pub(super) sparse: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) customer_ref: Option<To<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) vendor_ref: Option<To<'a>>,
    #[serde(rename = "APAccountRef", skip_serializing_if = "Option::is_none")]
    pub(super) ap_account_ref: Option<To<'a>>,
    pub(super) doc_number: &'a str,
    pub(super) txn_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) due_date: Option<String>,
    pub(super) private_note: String,
    pub(super) currency_ref: To<'a>,
    pub(super) line: Vec<NewLine<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NewLine<'a> {
    pub(super) detail_type: &'static str,
    pub(super) amount: Exact,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sales_item_line_detail: Option<NewSalesDetail<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) account_based_expense_line_detail: Option<NewExpenseDetail<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NewSalesDetail<'a> {
    pub(super) item_ref: To<'a>,
    pub(super) qty: Exact,
    pub(super) unit_price: Exact,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NewExpenseDetail<'a> {
    pub(super) account_ref: To<'a>,
}

/// A transaction that is named, to be removed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named<'a> {
    pub(super) id: &'a str,
    pub(super) sync_token: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Batch<'a> {
    pub(super) batch_item_request: Vec<BatchItem<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct BatchItem<'a> {
    #[serde(rename = "bId")]
    pub(super) part: String,
    #[serde(rename = "operation", skip_serializing_if = "Option::is_none")]
    pub(super) operation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) query: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) invoice: Option<NewTransaction<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bill: Option<NewTransaction<'a>>,
}

fn yes() -> bool {
    true
}

/// A text, or a number that stands for it: ids and tokens come as either.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(raw.get().trim_matches('"').to_owned())
}
