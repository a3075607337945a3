//! Companies on the wire.

use uuid::Uuid;

use super::super::{
    company::Company,
    field::Field,
    schema::{EntityType, Kind, many, read},
};

pub(crate) const COMPANY: EntityType = EntityType {
    name: "company",
    set: "companies",
    properties: &[
        read("id", Kind::Guid),
        read("systemVersion", Kind::Text(0)),
        read("timestamp", Kind::Long),
        read("name", Kind::Text(30)),
        read("displayName", Kind::Text(250)),
        read("businessProfileId", Kind::Text(250)),
        read("systemCreatedAt", Kind::Moment),
        read("systemCreatedBy", Kind::Guid),
        read("systemModifiedAt", Kind::Moment),
        read("systemModifiedBy", Kind::Guid),
    ],
    navigations: &[
        many("accounts", "account"),
        many("customers", "customer"),
        many("vendors", "vendor"),
        many("salesInvoices", "salesInvoice"),
        many("salesInvoiceLines", "salesInvoiceLine"),
        many("purchaseInvoices", "purchaseInvoice"),
        many("purchaseInvoiceLines", "purchaseInvoiceLine"),
        many("generalLedgerEntries", "generalLedgerEntry"),
    ],
    writable: false,
    actions: &[],
};

/// The value of a property; nothing for one that these books leave empty.
pub(crate) fn field<'a>(company: &'a Company, property: &str) -> Option<Field<'a>> {
    Some(match property {
        "id" => Field::Guid(company.id),
        "systemVersion" => Field::text("26.0.30643.32100"),
        "timestamp" => Field::Integer(1),
        "name" => Field::text(&company.name),
        "displayName" => Field::text(&company.display_name),
        "systemCreatedAt" | "systemModifiedAt" => Field::Moment(Some(company.created)),
        "systemCreatedBy" | "systemModifiedBy" => Field::Guid(Uuid::from_u128(1)),
        _ => return None,
    })
}
