//! Customers and vendors on the wire.

use rust_decimal::Decimal;

use super::super::{
    company::Company,
    enums::{CONTACT_TYPE, CUSTOMER_BLOCKED, InvoiceStatus, VENDOR_BLOCKED},
    field::Field,
    party::Party,
    schema::{EntityType, Kind, absent, read, unmodelled, write},
};

pub(crate) const CUSTOMER: EntityType = EntityType {
    name: "customer",
    set: "customers",
    properties: &[
        read("id", Kind::Guid),
        write("number", Kind::Text(20)),
        write("displayName", Kind::Text(100)),
        write("type", Kind::Enum(&CONTACT_TYPE)),
        write("addressLine1", Kind::Text(100)),
        write("addressLine2", Kind::Text(50)),
        write("city", Kind::Text(30)),
        write("state", Kind::Text(30)),
        write("country", Kind::Text(10)),
        write("postalCode", Kind::Text(20)),
        write("phoneNumber", Kind::Text(30)),
        write("email", Kind::Text(80)),
        write("website", Kind::Text(80)),
        unmodelled("salespersonCode", Kind::Text(20)),
        read("balanceDue", Kind::Decimal),
        write("creditLimit", Kind::Decimal),
        write("taxLiable", Kind::Boolean),
        unmodelled("taxAreaId", Kind::Guid),
        read("taxAreaDisplayName", Kind::Text(0)),
        write("taxRegistrationNumber", Kind::Text(20)),
        unmodelled("currencyId", Kind::Guid),
        write("currencyCode", Kind::Text(10)),
        unmodelled("paymentTermsId", Kind::Guid),
        unmodelled("shipmentMethodId", Kind::Guid),
        unmodelled("paymentMethodId", Kind::Guid),
        write("blocked", Kind::Enum(&CUSTOMER_BLOCKED)),
        read("lastModifiedDateTime", Kind::Moment),
    ],
    navigations: &[
        absent("currency"),
        absent("paymentTerm"),
        absent("shipmentMethod"),
        absent("paymentMethod"),
        absent("customerFinancialDetail"),
        absent("picture"),
        absent("defaultDimensions"),
        absent("agedAccountsReceivable"),
        absent("contactsInformation"),
        absent("documentAttachments"),
    ],
    writable: true,
    actions: &[],
};

pub(crate) const VENDOR: EntityType = EntityType {
    name: "vendor",
    set: "vendors",
    properties: &[
        read("id", Kind::Guid),
        write("number", Kind::Text(20)),
        write("displayName", Kind::Text(100)),
        write("addressLine1", Kind::Text(100)),
        write("addressLine2", Kind::Text(50)),
        write("city", Kind::Text(30)),
        write("state", Kind::Text(30)),
        write("country", Kind::Text(10)),
        write("postalCode", Kind::Text(20)),
        write("phoneNumber", Kind::Text(30)),
        write("email", Kind::Text(80)),
        write("website", Kind::Text(80)),
        write("taxRegistrationNumber", Kind::Text(20)),
        unmodelled("currencyId", Kind::Guid),
        write("currencyCode", Kind::Text(10)),
        write("irs1099Code", Kind::Text(10)),
        unmodelled("paymentTermsId", Kind::Guid),
        unmodelled("paymentMethodId", Kind::Guid),
        write("taxLiable", Kind::Boolean),
        write("blocked", Kind::Enum(&VENDOR_BLOCKED)),
        read("balance", Kind::Decimal),
        read("lastModifiedDateTime", Kind::Moment),
    ],
    navigations: &[
        absent("currency"),
        absent("paymentTerm"),
        absent("paymentMethod"),
        absent("picture"),
        absent("defaultDimensions"),
        absent("agedAccountsPayable"),
        absent("contactsInformation"),
        absent("documentAttachments"),
    ],
    writable: true,
    actions: &[],
};

/// The value of a property; nothing for one that these books leave empty.
pub(crate) fn field<'a>(
    company: &'a Company,
    party: &'a Party,
    property: &str,
) -> Option<Field<'a>> {
    Some(match property {
        "id" => Field::Guid(party.id),
        "number" => Field::text(&party.number),
        "displayName" => Field::text(&party.display_name),
        "type" => Field::Member(if party.person { "Person" } else { "Company" }),
        "balanceDue" | "balance" => Field::Decimal(balance(company, party)),
        "creditLimit" => Field::Decimal(party.credit_limit),
        "taxLiable" => Field::Boolean(party.tax_liable),
        "currencyCode" => Field::text(&company.currency),
        "blocked" => Field::Member(party.blocked.caption()),
        "lastModifiedDateTime" => Field::Moment(Some(party.modified)),
        text => Field::text(party.texts.get(text)?),
    })
}

/// What is open on posted invoices.
fn balance(company: &Company, party: &Party) -> Decimal {
    company
        .invoices(party.side)
        .iter()
        .filter(|invoice| invoice.party == party.id && invoice.status == InvoiceStatus::Open)
        .map(|invoice| invoice.remaining)
        .sum()
}
