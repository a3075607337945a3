//! An account of the chart: read-only over the wire, changed through the control endpoint only.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    enums::{AccountCategory, AccountType},
    errors::{Answer, field_validation},
    table::Row,
};

/// An account with its net change, debit minus credit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) id: Uuid,
    pub(crate) number: String,
    pub(crate) display_name: String,
    pub(crate) category: AccountCategory,
    pub(crate) sub_category: String,
    pub(crate) account_type: AccountType,
    pub(crate) blocked: bool,
    pub(crate) direct_posting: bool,
    pub(crate) net_change: Decimal,
    pub(crate) version: u64,
    pub(crate) modified: Timestamp,
}

impl Row for Account {
    type Key = String;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> String {
        self.number.clone()
    }
}

impl Account {
    /// Refuses an account that a ledger entry cannot go to.
    ///
    /// # Errors
    /// `Application_FieldValidationException` naming the account and what stands against it.
    pub(crate) fn check_takes_entries(&self) -> Answer<()> {
        let number = &self.number;
        if self.account_type != AccountType::Posting {
            let kind = self.account_type.caption();
            return Err(field_validation(format!(
                "Account Type must be equal to 'Posting'  in G/L Account: No.={number}. \
                 Current value is '{kind}'."
            )));
        }
        if self.blocked {
            return Err(field_validation(format!(
                "Blocked must be equal to 'No'  in G/L Account: No.={number}. \
                 Current value is 'Yes'."
            )));
        }
        Ok(())
    }

    /// Refuses an account that a document line cannot use.
    ///
    /// # Errors
    /// As [`Account::check_takes_entries`], and for an account without direct posting.
    pub(crate) fn check_direct_posting(&self) -> Answer<()> {
        self.check_takes_entries()?;
        if self.direct_posting {
            return Ok(());
        }
        Err(field_validation(format!(
            "Direct Posting must be equal to 'Yes'  in G/L Account: No.={}. \
             Current value is 'No'.",
            self.number
        )))
    }
}
