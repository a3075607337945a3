//! A company file: its settings, lists, transactions and ledger. A copy is cheap and shares
//! nothing that can change.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Serialize};

use super::{
    change::{Change, Operation},
    entity::Entity,
    entry::Entry,
    record::Record,
    remembered::Remembered,
    table::Table,
};

/// What the company's people set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// Whether the caller's document number is used; else the company numbers.
    pub(crate) custom_txn_numbers: bool,
    /// Whether a number that is taken is refused.
    pub(crate) warn_duplicate_numbers: bool,
    /// Books are closed up to and with this day.
    pub(crate) book_close_date: Option<Date>,
    /// Whether a password guards the closed books.
    pub(crate) close_password: bool,
    pub(crate) multi_currency: bool,
    pub(crate) subscription_ended: bool,
    /// Counts the changes of these settings.
    pub(crate) version: u64,
    pub(crate) updated: Timestamp,
}

/// The next id of each list, and the next number of an invoice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NextIds {
    pub(crate) account: u64,
    /// Customers and vendors share their ids.
    pub(crate) name: u64,
    pub(crate) item: u64,
    pub(crate) transaction: u64,
    pub(crate) invoice_number: u64,
}

/// A company file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Company {
    pub(crate) realm: String,
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) currency: String,
    pub(crate) start_date: Date,
    /// Times in replies carry this offset.
    pub(crate) utc_offset_minutes: i32,
    pub(crate) created: Timestamp,
    pub(crate) settings: Settings,
    pub(crate) next: NextIds,
    pub(crate) records: Table<Record>,
    pub(crate) entries: Table<Entry>,
    pub(crate) changes: Table<Change>,
    pub(crate) remembered: Table<Remembered>,
}

impl Company {
    pub(crate) fn record(&self, entity: Entity, id: u64) -> Option<&Record> {
        self.records.get(&(entity, id))
    }

    /// All records of a kind, by id.
    pub(crate) fn all(&self, entity: Entity) -> impl DoubleEndedIterator<Item = &Record> {
        self.records.within((entity, 0)..=(entity, u64::MAX))
    }

    /// Whether there was such a record and it was deleted.
    pub(crate) fn was_deleted(&self, entity: Entity, id: u64) -> bool {
        let deleted = |it: &Change| it.operation == Operation::Delete;
        self.changes.iter().any(|it| it.entity == entity && it.id == id && deleted(it))
    }

    /// An id that no record of the kind has had.
    pub(crate) fn next_id(&mut self, entity: Entity) -> u64 {
        let next = match entity {
            Entity::Account => &mut self.next.account,
            Entity::Customer | Entity::Vendor => &mut self.next.name,
            Entity::Item => &mut self.next.item,
            _ => &mut self.next.transaction,
        };
        *next += 1;
        *next - 1
    }

    /// Notes that something happened to an object.
    pub(crate) fn note(&mut self, entity: Entity, id: u64, operation: Operation, at: Timestamp) {
        let number = self.changes.iter().next_back().map_or(1, |last| last.number + 1);
        self.changes.put(Change { number, entity, id, operation, at });
    }

    /// A moment on the company's clock.
    pub(crate) fn local(&self, moment: Timestamp) -> DateTime {
        moment.to_zoned(self.time_zone()).datetime()
    }

    /// As `2015-07-24T10:33:39-07:00`.
    pub(crate) fn shown_time(&self, moment: Timestamp) -> String {
        let moment = moment.to_zoned(self.time_zone());
        moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// As `2015-07-24T10:33:39.110-07:00`.
    pub(crate) fn shown_moment(&self, moment: Timestamp) -> String {
        let moment = moment.to_zoned(self.time_zone());
        moment.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
    }

    fn time_zone(&self) -> TimeZone {
        let offset = Offset::from_seconds(self.utc_offset_minutes * 60).unwrap_or(Offset::UTC);
        TimeZone::fixed(offset)
    }
}
