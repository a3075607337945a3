//! The company's general ledger setup on the wire: from when until when it takes entries.

use super::super::{
    company::Company,
    field::Field,
    schema::{EntityType, Kind, read},
};

pub(crate) const LEDGER_SETUP: EntityType = EntityType {
    name: "generalLedgerSetup",
    set: "generalLedgerSetup",
    properties: &[
        read("id", Kind::Guid),
        read("allowPostingFrom", Kind::Date),
        read("allowPostingTo", Kind::Date),
        read("additionalReportingCurrency", Kind::Text(10)),
        read("localCurrencyCode", Kind::Text(10)),
        read("localCurrencySymbol", Kind::Text(10)),
        read("lastModifiedDateTime", Kind::Moment),
    ],
    navigations: &[],
    writable: false,
    actions: &[],
};

/// The value of a property; nothing for one that these books leave empty.
pub(crate) fn field<'a>(company: &'a Company, property: &str) -> Option<Field<'a>> {
    Some(match property {
        "id" => Field::Guid(company.setup_id()),
        "allowPostingFrom" => Field::Date(company.posting_range.from),
        "allowPostingTo" => Field::Date(company.posting_range.to),
        "localCurrencyCode" => Field::text(&company.currency),
        "lastModifiedDateTime" => Field::Moment(Some(company.created)),
        _ => return None,
    })
}
