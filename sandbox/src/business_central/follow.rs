//! Where a path inside a company leads: a set or one record.

use super::{
    address::Segment,
    company::Company,
    errors::{Answer, bad_request, not_found, not_modelled, unknown_segment},
    record::{self, ENTITIES, Record},
    schema::EntityType,
};

/// Sets of Business Central that these books do not hold: refused by name.
const ABSENT: [&str; 36] = [
    "items",
    "journals",
    "journalLines",
    "customerPaymentJournals",
    "customerPayments",
    "vendorPaymentJournals",
    "vendorPayments",
    "applyVendorEntries",
    "salesOrders",
    "salesOrderLines",
    "salesQuotes",
    "salesQuoteLines",
    "purchaseOrders",
    "purchaseOrderLines",
    "purchaseCreditMemoLines",
    "bankAccounts",
    "dimensions",
    "dimensionValues",
    "dimensionSetLines",
    "defaultDimensions",
    "paymentTerms",
    "paymentMethods",
    "shipmentMethods",
    "currencies",
    "companyInformation",
    "attachments",
    "documentAttachments",
    "pdfDocument",
    "taxAreas",
    "taxGroups",
    "contacts",
    "employees",
    "locations",
    "unitsOfMeasure",
    "trialBalances",
    "subscriptions",
];

/// Where a path leads.
#[derive(Debug)]
pub(crate) enum Target<'a> {
    /// A set, below a record or in the company.
    Many(&'static EntityType, Option<Record<'a>>, Vec<Record<'a>>),
    One(Record<'a>),
}

/// Follows a path inside a company.
///
/// # Errors
/// A set, navigation or record that does not exist, or is not modelled.
pub(crate) fn follow<'a>(company: &'a Company, path: &[Segment]) -> Answer<Target<'a>> {
    let mut here: Option<Record<'a>> = None;
    for (position, segment) in path.iter().enumerate() {
        let (entity, many) = destination(here, &segment.name)?;
        let is_last = position + 1 == path.len();
        let whole_set = here.is_none();
        here = match segment.key {
            Some(id) if whole_set => record::find(company, entity.set, id),
            _ => {
                let rows = match here {
                    None => record::collection(company, entity.set),
                    Some(record) => record.follow(&segment.name),
                };
                if many && segment.key.is_none() {
                    return if is_last {
                        Ok(Target::Many(entity, here, rows))
                    } else {
                        Err(unknown_segment(&path[position + 1].name))
                    };
                }
                rows.into_iter().find(|row| segment.key.is_none_or(|id| row.id() == id))
            }
        };
        if here.is_none() {
            return Err(not_found(entity.name, segment.key.unwrap_or_default()));
        }
    }
    here.map(Target::One).ok_or_else(|| bad_request("Invalid Request Body"))
}

fn destination(from: Option<Record<'_>>, name: &str) -> Answer<(&'static EntityType, bool)> {
    let by_name = |wanted: &str| ENTITIES.into_iter().find(|entity| entity.name == wanted);
    match from {
        None => match ENTITIES[1..].iter().find(|entity| entity.set == name) {
            Some(entity) => Ok((entity, true)),
            None if ABSENT.contains(&name) => Err(not_modelled(&format!("'{name}'"))),
            None => Err(unknown_segment(name)),
        },
        Some(record) => {
            let navigation = record.entity().navigation(name);
            let navigation = navigation.ok_or_else(|| unknown_segment(name))?;
            let target = navigation
                .target
                .and_then(by_name)
                .ok_or_else(|| not_modelled(&format!("'{name}' of '{}'", record.entity().name)))?;
            Ok((target, navigation.many))
        }
    }
}
