//! Entity types as tables: what `$metadata`, `$filter`, `$select` and request bodies go by.
//!
//! Not the records themselves. Invariant: a property that is not in a table does not exist.

use super::enums::EnumType;

/// The type of a property.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Guid,
    /// Text with its greatest length; 0: no limit.
    Text(u16),
    Decimal,
    Integer,
    Long,
    Boolean,
    Date,
    Moment,
    Enum(&'static EnumType),
}

/// What a request body may do with a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    ReadOnly,
    Write,
    /// Exists in Business Central, has no meaning in these books: refused unless empty.
    NotModelled,
}

/// One property.
#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) usage: Use,
}

/// A way from one entity to others.
#[derive(Debug)]
pub(crate) struct Navigation {
    pub(crate) name: &'static str,
    /// The entity type at the other end, when these books hold it.
    pub(crate) target: Option<&'static str>,
    pub(crate) many: bool,
}

/// One entity type and its set.
#[derive(Debug)]
pub(crate) struct EntityType {
    pub(crate) name: &'static str,
    pub(crate) set: &'static str,
    pub(crate) properties: &'static [Property],
    pub(crate) navigations: &'static [Navigation],
    pub(crate) writable: bool,
    pub(crate) actions: &'static [&'static str],
}

impl EntityType {
    pub(crate) fn property(&self, name: &str) -> Option<&'static Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    pub(crate) fn navigation(&self, name: &str) -> Option<&'static Navigation> {
        self.navigations.iter().find(|navigation| navigation.name == name)
    }
}

pub(crate) const fn read(name: &'static str, kind: Kind) -> Property {
    Property { name, kind, usage: Use::ReadOnly }
}

pub(crate) const fn write(name: &'static str, kind: Kind) -> Property {
    Property { name, kind, usage: Use::Write }
}

pub(crate) const fn unmodelled(name: &'static str, kind: Kind) -> Property {
    Property { name, kind, usage: Use::NotModelled }
}

pub(crate) const fn one(name: &'static str, target: &'static str) -> Navigation {
    Navigation { name, target: Some(target), many: false }
}

pub(crate) const fn many(name: &'static str, target: &'static str) -> Navigation {
    Navigation { name, target: Some(target), many: true }
}

/// A navigation that exists in Business Central and is refused here by name.
pub(crate) const fn absent(name: &'static str) -> Navigation {
    Navigation { name, target: None, many: false }
}
