//! Business Central's own JSON, as far as it is used. Numbers go through [`Exact`], because money
//! never passes through a float.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub(super) use crate::connectors::exact::Exact;

/// A list and its continuation.
#[derive(Debug, Deserialize)]
pub(super) struct Page<T> {
    pub(super) value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    pub(super) next: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Company {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) display_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) display_name: String,
    #[serde(default)]
    pub(super) category: String,
    #[serde(default)]
    pub(super) sub_category: String,
    pub(super) blocked: bool,
    pub(super) account_type: String,
    pub(super) direct_posting: bool,
}

/// A customer or a vendor.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Party {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) display_name: String,
    #[serde(default)]
    pub(super) blocked: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewParty<'a> {
    pub(super) display_name: &'a str,
}

/// A sales or a purchase invoice, or a sales credit memo, as read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invoice {
    pub(super) id: String,
    pub(super) number: String,
    #[serde(alias = "externalDocumentNumber", alias = "vendorInvoiceNumber")]
    pub(super) our_number: String,
    #[serde(alias = "customerId", alias = "vendorId")]
    pub(super) party_id: String,
    #[serde(default, alias = "customerName", alias = "vendorName")]
    pub(super) party_name: String,
    #[serde(alias = "creditMemoDate")]
    pub(super) invoice_date: String,
    pub(super) total_tax_amount: Exact,
    pub(super) total_amount_including_tax: Exact,
    /// Shown for sales invoices only.
    #[serde(default)]
    pub(super) remaining_amount: Option<Exact>,
    pub(super) status: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewSalesInvoice<'a> {
    pub(super) external_document_number: &'a str,
    pub(super) invoice_date: String,
    pub(super) posting_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) due_date: Option<String>,
    pub(super) customer_id: &'a str,
    pub(super) currency_code: &'a str,
    pub(super) sales_invoice_lines: Vec<NewLine<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewPurchaseInvoice<'a> {
    pub(super) vendor_invoice_number: &'a str,
    pub(super) invoice_date: String,
    pub(super) posting_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) due_date: Option<String>,
    pub(super) vendor_id: &'a str,
    pub(super) currency_code: &'a str,
    pub(super) purchase_invoice_lines: Vec<NewLine<'a>>,
}

/// A credit memo over the posted invoice `invoice_id`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewSalesCreditMemo<'a> {
    pub(super) external_document_number: &'a str,
    pub(super) credit_memo_date: String,
    pub(super) posting_date: String,
    pub(super) customer_id: &'a str,
    pub(super) currency_code: &'a str,
    pub(super) invoice_id: &'a str,
    pub(super) sales_credit_memo_lines: Vec<NewLine<'a>>,
}

/// One line. `lineType` stands first: properties are validated in their order.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewLine<'a> {
    pub(super) line_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) account_id: Option<&'a str>,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quantity: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit_price: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit_cost: Option<Exact>,
}

/// A credit memo, as far as it takes something off an invoice.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreditMemo {
    pub(super) number: String,
    pub(super) total_amount_including_tax: Exact,
    pub(super) status: String,
}

/// When the company takes entries; `0001-01-01` where that end is open.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LedgerSetup {
    pub(super) allow_posting_from: String,
    pub(super) allow_posting_to: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LedgerEntry {
    pub(super) posting_date: String,
    #[serde(default)]
    pub(super) document_number: String,
    pub(super) account_id: String,
    pub(super) account_number: String,
    pub(super) debit_amount: Exact,
    pub(super) credit_amount: Exact,
}

#[derive(Debug, Serialize)]
pub(super) struct Batch {
    pub(super) requests: Vec<BatchRequest>,
}

#[derive(Debug, Serialize)]
pub(super) struct BatchRequest {
    pub(super) method: &'static str,
    pub(super) id: String,
    pub(super) url: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) headers: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<Box<RawValue>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct BatchReply {
    pub(super) responses: Vec<BatchResponse>,
}

#[derive(Debug, Deserialize)]
pub(super) struct BatchResponse {
    pub(super) id: String,
    pub(super) status: u16,
    pub(super) body: Option<Box<RawValue>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ErrorBody {
    pub(super) error: ErrorDetail,
}

#[derive(Debug, Deserialize)]
pub(super) struct ErrorDetail {
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) message: String,
}

/// An enum member as Business Central spells it, made plain: `In_x0020_Review` → `In Review`.
/// What is already plain stays so.
pub(super) fn plain(member: &str) -> String {
    let mut plain = String::with_capacity(member.len());
    let mut rest = member;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6);
        let decoded = (rest.as_bytes().get(at + 6) == Some(&b'_'))
            .then_some(code)
            .flatten()
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        plain.push_str(&rest[..at]);
        if let Some(letter) = decoded {
            plain.push(letter);
            rest = &rest[at + 7..];
        } else {
            plain.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enum_member_reads_as_its_caption() {
        for (wire, caption) in [
            ("_x0020_", " "),
            ("In_x0020_Review", "In Review"),
            ("Begin_x002D_Total", "Begin-Total"),
            ("Cost_x0020_of_x0020_Goods_x0020_Sold", "Cost of Goods Sold"),
            ("Cost of Goods Sold", "Cost of Goods Sold"),
            ("a_xyz", "a_xyz"),
            ("_x00é_", "_x00é_"),
        ] {
            assert_eq!(plain(wire), caption);
        }
    }
}
