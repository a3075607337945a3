//! Who writes into which company file, when, and through which door.

use jiff::{Timestamp, civil::Date};

use crate::quickbooks_online::{
    records::{change::Operation, company::Company, entity::Entity, record::Record},
    refusal::{Answer, company_ended, system_failure},
};

/// The way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// A program. Closed books are closed to it, and it must name the state that it saw.
    Api,
    /// A person at the screen, who may write into closed books and sees the present state.
    Screen,
}

/// A pen over a copy of a company file.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    pub(crate) company: &'a mut Company,
    pub(crate) now: Timestamp,
    pub(crate) door: Door,
    /// The caller accepts a document number that is taken.
    pub(crate) duplicate_number_allowed: bool,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(company: &'a mut Company, now: Timestamp, door: Door) -> Self {
        Self { company, now, door, duplicate_number_allowed: false }
    }

    /// The company's day.
    pub(super) fn today(&self) -> Date {
        self.company.local(self.now).date()
    }

    /// # Errors
    /// 6190 when the company's subscription has ended.
    pub(super) fn check_subscription(&self) -> Answer<()> {
        if self.company.settings.subscription_ended { Err(company_ended()) } else { Ok(()) }
    }

    /// Puts a new or changed record in its place and notes what happened.
    pub(super) fn keep(&mut self, mut record: Record, operation: Operation) {
        record.updated = self.now;
        if operation != Operation::Create {
            record.sync_token += 1;
        }
        self.company.note(record.entity, record.id, operation, self.now);
        self.company.records.put(record);
    }

    /// A record that a link or a reference has led to.
    ///
    /// # Errors
    /// 10000 when it is gone, which would be a fault of the sandbox itself.
    pub(super) fn known(&self, entity: Entity, id: u64) -> Answer<Record> {
        let found = self.company.record(entity, id).cloned();
        found.ok_or_else(|| system_failure(&format!("{} {id} is gone.", entity.name())))
    }
}
