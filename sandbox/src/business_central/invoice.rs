//! A sales or purchase invoice: a draft, or posted. Posting keeps the id and changes the number.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    company::Company,
    enums::{INVOICE_STATUS, InvoiceStatus},
    field::Field,
    line::Line,
    schema::{EntityType, Kind, absent, many, one, read, unmodelled, write},
    table::Row,
};

/// Sales (customers, receivables) or purchase (vendors, payables).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Side {
    Sales,
    Purchase,
}

impl Side {
    pub(crate) fn party_entity(self) -> &'static str {
        match self {
            Self::Sales => "customer",
            Self::Purchase => "vendor",
        }
    }

    /// `Customer` or `Vendor`, as texts name it.
    pub(crate) fn party_word(self) -> &'static str {
        match self {
            Self::Sales => "Customer",
            Self::Purchase => "Vendor",
        }
    }

    /// `Sales` or `Purchase`, as texts name it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Sales => "Sales",
            Self::Purchase => "Purchase",
        }
    }

    /// The sign of the control account's entry: receivables are debited, payables credited.
    pub(crate) fn control_sign(self) -> Decimal {
        match self {
            Self::Sales => Decimal::ONE,
            Self::Purchase => Decimal::NEGATIVE_ONE,
        }
    }
}

/// An invoice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Invoice {
    pub(crate) id: Uuid,
    pub(crate) side: Side,
    pub(crate) number: String,
    /// `externalDocumentNumber` of a sale, `vendorInvoiceNumber` of a purchase.
    pub(crate) external_number: String,
    pub(crate) invoice_date: Date,
    pub(crate) posting_date: Date,
    pub(crate) due_date: Date,
    pub(crate) promised_pay_date: Option<Date>,
    pub(crate) party: Uuid,
    pub(crate) party_number: String,
    pub(crate) party_name: String,
    /// Addresses and other text that the books do not go by, by property name.
    pub(crate) texts: BTreeMap<String, String>,
    pub(crate) lines: Vec<Line>,
    pub(crate) status: InvoiceStatus,
    /// What is open; meaningful once posted.
    pub(crate) remaining: Decimal,
    /// The control account that posting used.
    pub(crate) control_account: Option<Uuid>,
    pub(crate) version: u64,
    pub(crate) modified: Timestamp,
}

impl Row for Invoice {
    type Key = String;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> String {
        self.number.clone()
    }
}

impl Invoice {
    pub(crate) fn is_draft(&self) -> bool {
        self.status == InvoiceStatus::Draft
    }

    pub(crate) fn net(&self) -> Decimal {
        self.lines.iter().map(Line::net).sum()
    }

    pub(crate) fn tax(&self) -> Decimal {
        self.lines.iter().map(Line::tax).sum()
    }

    pub(crate) fn total(&self) -> Decimal {
        self.net() + self.tax()
    }

    /// What is open: of a draft all, of a canceled invoice nothing.
    pub(crate) fn open_amount(&self) -> Decimal {
        if self.is_draft() { self.total() } else { self.remaining }
    }
}

pub(crate) const SALES_INVOICE: EntityType = EntityType {
    name: "salesInvoice",
    set: "salesInvoices",
    properties: &[
        read("id", Kind::Guid),
        read("number", Kind::Text(20)),
        write("externalDocumentNumber", Kind::Text(35)),
        write("invoiceDate", Kind::Date),
        write("postingDate", Kind::Date),
        write("dueDate", Kind::Date),
        write("promisedPayDate", Kind::Date),
        write("customerPurchaseOrderReference", Kind::Text(35)),
        write("customerId", Kind::Guid),
        write("customerNumber", Kind::Text(20)),
        read("customerName", Kind::Text(100)),
        read("billToName", Kind::Text(100)),
        unmodelled("billToCustomerId", Kind::Guid),
        unmodelled("billToCustomerNumber", Kind::Text(20)),
        write("shipToName", Kind::Text(100)),
        write("shipToContact", Kind::Text(100)),
        write("sellToAddressLine1", Kind::Text(100)),
        write("sellToAddressLine2", Kind::Text(50)),
        write("sellToCity", Kind::Text(30)),
        write("sellToCountry", Kind::Text(10)),
        write("sellToState", Kind::Text(30)),
        write("sellToPostCode", Kind::Text(20)),
        read("billToAddressLine1", Kind::Text(100)),
        read("billToAddressLine2", Kind::Text(50)),
        read("billToCity", Kind::Text(30)),
        read("billToCountry", Kind::Text(10)),
        read("billToState", Kind::Text(30)),
        read("billToPostCode", Kind::Text(20)),
        write("shipToAddressLine1", Kind::Text(100)),
        write("shipToAddressLine2", Kind::Text(50)),
        write("shipToCity", Kind::Text(30)),
        write("shipToCountry", Kind::Text(10)),
        write("shipToState", Kind::Text(30)),
        write("shipToPostCode", Kind::Text(20)),
        unmodelled("currencyId", Kind::Guid),
        unmodelled("shortcutDimension1Code", Kind::Text(20)),
        unmodelled("shortcutDimension2Code", Kind::Text(20)),
        write("currencyCode", Kind::Text(10)),
        read("orderId", Kind::Guid),
        read("orderNumber", Kind::Text(20)),
        unmodelled("paymentTermsId", Kind::Guid),
        unmodelled("shipmentMethodId", Kind::Guid),
        unmodelled("salesperson", Kind::Text(20)),
        unmodelled("disputeStatusId", Kind::Guid),
        unmodelled("disputeStatus", Kind::Text(10)),
        read("pricesIncludeTax", Kind::Boolean),
        read("remainingAmount", Kind::Decimal),
        unmodelled("discountAmount", Kind::Decimal),
        read("discountAppliedBeforeTax", Kind::Boolean),
        read("totalAmountExcludingTax", Kind::Decimal),
        read("totalTaxAmount", Kind::Decimal),
        read("totalAmountIncludingTax", Kind::Decimal),
        read("status", Kind::Enum(&INVOICE_STATUS)),
        read("lastModifiedDateTime", Kind::Moment),
        write("phoneNumber", Kind::Text(30)),
        write("email", Kind::Text(80)),
    ],
    navigations: &[
        many("salesInvoiceLines", "salesInvoiceLine"),
        one("customer", "customer"),
        absent("currency"),
        absent("dimensionValue"),
        absent("paymentTerm"),
        absent("shipmentMethod"),
        absent("dimensionSetLines"),
        absent("pdfDocument"),
        absent("attachments"),
        absent("documentAttachments"),
    ],
    writable: true,
    actions: &[
        "post",
        "postAndSend",
        "send",
        "cancel",
        "cancelAndSend",
        "makeCorrectiveCreditMemo",
    ],
};

pub(crate) const PURCHASE_INVOICE: EntityType = EntityType {
    name: "purchaseInvoice",
    set: "purchaseInvoices",
    properties: &[
        read("id", Kind::Guid),
        read("number", Kind::Text(20)),
        write("postingDate", Kind::Date),
        write("invoiceDate", Kind::Date),
        write("dueDate", Kind::Date),
        write("vendorInvoiceNumber", Kind::Text(35)),
        write("vendorId", Kind::Guid),
        write("vendorNumber", Kind::Text(20)),
        read("vendorName", Kind::Text(100)),
        read("payToName", Kind::Text(100)),
        write("payToContact", Kind::Text(100)),
        unmodelled("payToVendorId", Kind::Guid),
        unmodelled("payToVendorNumber", Kind::Text(20)),
        write("shipToName", Kind::Text(100)),
        write("shipToContact", Kind::Text(100)),
        write("buyFromAddressLine1", Kind::Text(100)),
        write("buyFromAddressLine2", Kind::Text(50)),
        write("buyFromCity", Kind::Text(30)),
        write("buyFromCountry", Kind::Text(10)),
        write("buyFromState", Kind::Text(30)),
        write("buyFromPostCode", Kind::Text(20)),
        write("shipToAddressLine1", Kind::Text(100)),
        write("shipToAddressLine2", Kind::Text(50)),
        write("shipToCity", Kind::Text(30)),
        write("shipToCountry", Kind::Text(10)),
        write("shipToState", Kind::Text(30)),
        write("shipToPostCode", Kind::Text(20)),
        read("payToAddressLine1", Kind::Text(100)),
        read("payToAddressLine2", Kind::Text(50)),
        read("payToCity", Kind::Text(30)),
        read("payToCountry", Kind::Text(10)),
        read("payToState", Kind::Text(30)),
        read("payToPostCode", Kind::Text(20)),
        unmodelled("shortcutDimension1Code", Kind::Text(20)),
        unmodelled("shortcutDimension2Code", Kind::Text(20)),
        unmodelled("currencyId", Kind::Guid),
        write("currencyCode", Kind::Text(10)),
        read("orderId", Kind::Guid),
        read("orderNumber", Kind::Text(20)),
        unmodelled("purchaser", Kind::Text(20)),
        unmodelled("pricesIncludeTax", Kind::Boolean),
        unmodelled("discountAmount", Kind::Decimal),
        read("discountAppliedBeforeTax", Kind::Boolean),
        read("totalAmountExcludingTax", Kind::Decimal),
        read("totalTaxAmount", Kind::Decimal),
        read("totalAmountIncludingTax", Kind::Decimal),
        read("status", Kind::Enum(&INVOICE_STATUS)),
        read("lastModifiedDateTime", Kind::Moment),
    ],
    navigations: &[
        many("purchaseInvoiceLines", "purchaseInvoiceLine"),
        one("vendor", "vendor"),
        absent("dimensionValue"),
        absent("currency"),
        absent("dimensionSetLines"),
        absent("pdfDocument"),
        absent("attachments"),
        absent("documentAttachments"),
    ],
    writable: true,
    actions: &["post"],
};

/// The value of a property; nothing for one that these books leave empty.
pub(crate) fn field<'a>(
    company: &'a Company,
    invoice: &'a Invoice,
    property: &str,
) -> Option<Field<'a>> {
    Some(match property {
        "id" => Field::Guid(invoice.id),
        "number" => Field::text(&invoice.number),
        "externalDocumentNumber" | "vendorInvoiceNumber" => Field::text(&invoice.external_number),
        "invoiceDate" => Field::Date(Some(invoice.invoice_date)),
        "postingDate" => Field::Date(Some(invoice.posting_date)),
        "dueDate" => Field::Date(Some(invoice.due_date)),
        "promisedPayDate" => Field::Date(invoice.promised_pay_date),
        "customerId" | "vendorId" | "billToCustomerId" | "payToVendorId" => {
            Field::Guid(invoice.party)
        }
        "customerNumber" | "vendorNumber" | "billToCustomerNumber" | "payToVendorNumber" => {
            Field::text(&invoice.party_number)
        }
        "customerName" | "vendorName" | "billToName" | "payToName" => {
            Field::text(&invoice.party_name)
        }
        "currencyCode" => Field::text(&company.currency),
        "remainingAmount" => Field::Decimal(invoice.open_amount()),
        "totalAmountExcludingTax" => Field::Decimal(invoice.net()),
        "totalTaxAmount" => Field::Decimal(invoice.tax()),
        "totalAmountIncludingTax" => Field::Decimal(invoice.total()),
        "status" => Field::Member(invoice.status.caption()),
        "lastModifiedDateTime" => Field::Moment(Some(invoice.modified)),
        text => Field::text(invoice.texts.get(text)?),
    })
}
