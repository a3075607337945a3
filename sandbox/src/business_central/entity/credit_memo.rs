//! Credit memos on the wire, as far as they take something off an invoice: sales ones are written and
//! posted, purchase ones are read.

use super::super::{
    company::Company,
    credit_memo::CreditMemo,
    enums::INVOICE_STATUS,
    field::Field,
    schema::{EntityType, Kind, absent, many, one, read, unmodelled, write},
};

pub(crate) const SALES_CREDIT_MEMO: EntityType = EntityType {
    name: "salesCreditMemo",
    set: "salesCreditMemos",
    properties: &[
        read("id", Kind::Guid),
        read("number", Kind::Text(20)),
        write("externalDocumentNumber", Kind::Text(35)),
        write("creditMemoDate", Kind::Date),
        write("postingDate", Kind::Date),
        unmodelled("dueDate", Kind::Date),
        write("customerId", Kind::Guid),
        write("customerNumber", Kind::Text(20)),
        read("customerName", Kind::Text(100)),
        write("currencyCode", Kind::Text(10)),
        read("totalAmountExcludingTax", Kind::Decimal),
        read("totalTaxAmount", Kind::Decimal),
        read("totalAmountIncludingTax", Kind::Decimal),
        read("status", Kind::Enum(&INVOICE_STATUS)),
        read("lastModifiedDateTime", Kind::Moment),
        write("invoiceId", Kind::Guid),
        write("invoiceNumber", Kind::Text(20)),
    ],
    navigations: &[
        many("salesCreditMemoLines", "salesCreditMemoLine"),
        one("customer", "customer"),
        absent("dimensionSetLines"),
        absent("pdfDocument"),
        absent("attachments"),
        absent("documentAttachments"),
    ],
    writable: true,
    actions: &["post", "postAndSend", "send", "cancel", "cancelAndSend"],
};

pub(crate) const PURCHASE_CREDIT_MEMO: EntityType = EntityType {
    name: "purchaseCreditMemo",
    set: "purchaseCreditMemos",
    properties: &[
        read("id", Kind::Guid),
        read("number", Kind::Text(20)),
        read("creditMemoDate", Kind::Date),
        read("postingDate", Kind::Date),
        read("vendorId", Kind::Guid),
        read("vendorNumber", Kind::Text(20)),
        read("vendorName", Kind::Text(100)),
        read("vendorCreditMemoNumber", Kind::Text(35)),
        read("currencyCode", Kind::Text(10)),
        read("totalAmountIncludingTax", Kind::Decimal),
        read("status", Kind::Enum(&INVOICE_STATUS)),
        read("lastModifiedDateTime", Kind::Moment),
        read("invoiceId", Kind::Guid),
        read("invoiceNumber", Kind::Text(20)),
    ],
    navigations: &[one("vendor", "vendor"), absent("purchaseCreditMemoLines")],
    writable: false,
    actions: &[],
};

/// The value of a property; nothing for one that these books leave empty.
pub(crate) fn field<'a>(
    company: &'a Company,
    memo: &'a CreditMemo,
    property: &str,
) -> Option<Field<'a>> {
    Some(match property {
        "id" => Field::Guid(memo.id),
        "number" => Field::text(&memo.number),
        "externalDocumentNumber" => Field::text(&memo.external_number),
        "creditMemoDate" | "postingDate" => Field::Date(Some(memo.date)),
        "customerId" | "vendorId" => Field::Guid(memo.party),
        "customerNumber" | "vendorNumber" => Field::text(&memo.party_number),
        "customerName" | "vendorName" => Field::text(&memo.party_name),
        "currencyCode" => Field::text(&company.currency),
        "totalAmountExcludingTax" => Field::Decimal(memo.total - memo.tax()),
        "totalTaxAmount" => Field::Decimal(memo.tax()),
        "totalAmountIncludingTax" => Field::Decimal(memo.total),
        "status" => Field::Member(memo.status.caption()),
        "lastModifiedDateTime" => Field::Moment(Some(memo.modified)),
        "invoiceId" => Field::Guid(memo.invoice),
        "invoiceNumber" => Field::text(&memo.invoice_number),
        _ => return None,
    })
}
