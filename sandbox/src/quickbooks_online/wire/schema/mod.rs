//! The properties of each kind of object: how they are written, and whether a query may name them.
//!
//! Data. A property that QuickBooks Online has and the sandbox does not is listed as `Elsewhere`, so
//! that it is refused by name when it says something.

mod lines;
mod lists;
mod transactions;

use crate::quickbooks_online::records::entity::Entity;

/// How a property is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// At most so many characters.
    Text(usize),
    /// The same, without any of these characters.
    Name(usize, &'static [char]),
    Email,
    Money,
    Date,
    Flag,
    Choice(&'static [&'static str]),
    /// A reference to another object.
    Ref(Entity),
    /// A reference to something that the sandbox keeps no list of.
    Code,
    /// A reference to a currency.
    Currency,
    Object(&'static [Property]),
    List(&'static [Property]),
    /// The server's own: what a caller sends is passed over. Read as the type of `of`.
    Computed(&'static Kind),
    /// Refused by name unless it says nothing, or one of these.
    Elsewhere(&'static [&'static str]),
}

/// A property.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Whether a query may filter and sort by it.
    pub(crate) queryable: bool,
}

impl Property {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, queryable: false }
    }

    const fn text(name: &'static str, longest: usize) -> Self {
        Self::new(name, Kind::Text(longest))
    }

    const fn elsewhere(name: &'static str) -> Self {
        Self::new(name, Kind::Elsewhere(&[]))
    }

    const fn computed(name: &'static str, kind: &'static Kind) -> Self {
        Self::new(name, Kind::Computed(kind))
    }

    const fn queryable(mut self) -> Self {
        self.queryable = true;
        self
    }
}

/// What every object has.
const COMMON: [Property; 7] = [
    Property::computed("Id", &Kind::Money).queryable(),
    Property::computed("SyncToken", &Kind::Money),
    Property::computed("MetaData", &Kind::Object(&[])),
    Property::computed("domain", &Kind::Text(10)),
    Property::computed("sparse", &Kind::Flag),
    Property::computed("status", &Kind::Text(10)),
    Property::computed("time", &Kind::Text(40)),
];

const ADDRESS: [Property; 13] = [
    Property::computed("Id", &Kind::Text(20)),
    Property::text("Line1", 500),
    Property::text("Line2", 500),
    Property::text("Line3", 500),
    Property::text("Line4", 500),
    Property::text("Line5", 500),
    Property::text("City", 255),
    Property::text("CountrySubDivisionCode", 255),
    Property::text("PostalCode", 30),
    Property::text("Country", 255),
    Property::text("Lat", 30),
    Property::text("Long", 30),
    Property::text("Note", 30),
];

const EMAIL: [Property; 1] = [Property::new("Address", Kind::Email)];
const PHONE: [Property; 1] = [Property::text("FreeFormNumber", 30)];
const MEMO: [Property; 1] = [Property::text("value", 1000)];

/// Properties of a kind, its own first.
pub(crate) fn of(entity: Entity) -> impl Iterator<Item = &'static Property> + Clone {
    let own: &'static [Property] = match entity {
        Entity::Account => &lists::ACCOUNT,
        Entity::Customer => &lists::CUSTOMER,
        Entity::Vendor => &lists::VENDOR,
        Entity::Item => &lists::ITEM,
        Entity::Invoice => &transactions::INVOICE,
        Entity::Bill => &transactions::BILL,
        Entity::Payment => &transactions::PAYMENT,
        Entity::BillPayment => &transactions::BILL_PAYMENT,
        Entity::Deposit => &transactions::DEPOSIT,
        Entity::CompanyInfo | Entity::Preferences => &[],
    };
    own.iter().chain(COMMON.iter())
}

/// A property by its name in whatever case, as queries write it.
pub(crate) fn named(entity: Entity, name: &str) -> Option<&'static Property> {
    of(entity).find(|it| it.name.eq_ignore_ascii_case(name))
}
