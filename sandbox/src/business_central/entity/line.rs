//! Lines of sales and purchase invoices, and of sales credit memos, on the wire.

use uuid::Uuid;

use super::super::{
    company::Company,
    enums::LINE_TYPE,
    field::Field,
    line::Line,
    schema::{EntityType, Kind, Property, absent, one, read, unmodelled, write},
};

pub(crate) const SALES_LINE: EntityType = EntityType {
    name: "salesInvoiceLine",
    set: "salesInvoiceLines",
    properties: &[
        read("id", Kind::Guid),
        write("documentId", Kind::Guid),
        write("sequence", Kind::Integer),
        unmodelled("itemId", Kind::Guid),
        write("accountId", Kind::Guid),
        write("lineType", Kind::Enum(&LINE_TYPE)),
        write("lineObjectNumber", Kind::Text(20)),
        write("description", Kind::Text(100)),
        write("description2", Kind::Text(50)),
        unmodelled("unitOfMeasureId", Kind::Guid),
        unmodelled("unitOfMeasureCode", Kind::Text(10)),
        write("quantity", Kind::Decimal),
        write("unitPrice", Kind::Decimal),
        write("discountAmount", Kind::Decimal),
        write("discountPercent", Kind::Decimal),
        read("discountAppliedBeforeTax", Kind::Boolean),
        read("amountExcludingTax", Kind::Decimal),
        write("taxCode", Kind::Text(50)),
        read("taxPercent", Kind::Decimal),
        read("totalTaxAmount", Kind::Decimal),
        read("amountIncludingTax", Kind::Decimal),
        read("invoiceDiscountAllocation", Kind::Decimal),
        read("netAmount", Kind::Decimal),
        read("netTaxAmount", Kind::Decimal),
        read("netAmountIncludingTax", Kind::Decimal),
        write("shipmentDate", Kind::Date),
        unmodelled("itemVariantId", Kind::Guid),
        unmodelled("locationId", Kind::Guid),
    ],
    navigations: &[
        one("salesInvoice", "salesInvoice"),
        one("account", "account"),
        absent("item"),
        absent("unitOfMeasure"),
        absent("itemVariant"),
        absent("dimensionSetLines"),
        absent("location"),
    ],
    writable: true,
    actions: &[],
};

pub(crate) const SALES_CREDIT_LINE: EntityType = EntityType {
    name: "salesCreditMemoLine",
    set: "salesCreditMemoLines",
    properties: SALES_LINE.properties,
    navigations: &[
        one("salesCreditMemo", "salesCreditMemo"),
        one("account", "account"),
        absent("item"),
        absent("unitOfMeasure"),
        absent("itemVariant"),
        absent("dimensionSetLines"),
        absent("location"),
    ],
    // Written with their credit memo.
    writable: false,
    actions: &[],
};

const fn computed(name: &'static str) -> Property {
    unmodelled(name, Kind::Decimal)
}

pub(crate) const PURCHASE_LINE: EntityType = EntityType {
    name: "purchaseInvoiceLine",
    set: "purchaseInvoiceLines",
    properties: &[
        read("id", Kind::Guid),
        write("documentId", Kind::Guid),
        write("sequence", Kind::Integer),
        unmodelled("itemId", Kind::Guid),
        write("accountId", Kind::Guid),
        write("lineType", Kind::Enum(&LINE_TYPE)),
        write("lineObjectNumber", Kind::Text(20)),
        write("description", Kind::Text(100)),
        write("description2", Kind::Text(50)),
        unmodelled("unitOfMeasureId", Kind::Guid),
        unmodelled("unitOfMeasureCode", Kind::Text(10)),
        write("unitCost", Kind::Decimal),
        write("quantity", Kind::Decimal),
        write("discountAmount", Kind::Decimal),
        write("discountPercent", Kind::Decimal),
        read("discountAppliedBeforeTax", Kind::Boolean),
        computed("amountExcludingTax"),
        write("taxCode", Kind::Text(50)),
        read("taxPercent", Kind::Decimal),
        computed("totalTaxAmount"),
        computed("amountIncludingTax"),
        computed("invoiceDiscountAllocation"),
        computed("netAmount"),
        computed("netTaxAmount"),
        computed("netAmountIncludingTax"),
        write("expectedReceiptDate", Kind::Date),
        unmodelled("itemVariantId", Kind::Guid),
        unmodelled("locationId", Kind::Guid),
    ],
    navigations: &[
        one("purchaseInvoice", "purchaseInvoice"),
        one("account", "account"),
        absent("item"),
        absent("unitOfMeasure"),
        absent("itemVariant"),
        absent("dimensionSetLines"),
        absent("location"),
    ],
    writable: true,
    actions: &[],
};

/// The value of a property; nothing for one that these books leave empty.
pub(crate) fn field<'a>(
    company: &'a Company,
    document: Uuid,
    line: &'a Line,
    property: &str,
) -> Option<Field<'a>> {
    Some(match property {
        "id" => Field::Guid(line.id),
        "documentId" => Field::Guid(document),
        "sequence" => Field::Integer(line.sequence),
        "accountId" => Field::Guid(line.account.unwrap_or_default()),
        "lineType" => Field::Member(line.line_type.caption()),
        "lineObjectNumber" => {
            Field::text(line.account.map_or("", |account| company.account_number(account)))
        }
        "description" => Field::text(&line.description),
        "description2" => Field::text(&line.description2),
        "quantity" => Field::Decimal(line.quantity),
        "unitPrice" | "unitCost" => Field::Decimal(line.unit_amount),
        "discountAmount" => Field::Decimal(line.discount),
        "discountPercent" => Field::Decimal(line.discount_percent),
        "amountExcludingTax" | "netAmount" => Field::Decimal(line.net()),
        "taxCode" => Field::text(&line.tax_code),
        "taxPercent" => Field::Decimal(line.tax_percent),
        "totalTaxAmount" | "netTaxAmount" => Field::Decimal(line.tax()),
        "amountIncludingTax" | "netAmountIncludingTax" => Field::Decimal(line.net() + line.tax()),
        "shipmentDate" | "expectedReceiptDate" => Field::Date(line.date),
        _ => return None,
    })
}
