//! A company: its settings and its books. A copy is cheap and shares nothing that can change.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    account::Account, credit_memo::CreditMemo, entry::Entry, invoice::Invoice, party::Party,
    side::Side, table::Table,
};
use crate::{
    ids::{company_id, record_id},
    seed::{CompanySeed, PartySeed, PostingRange, Tax},
};

/// The next number of each series.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NumberSeries {
    pub(crate) draft_sales: u64,
    pub(crate) posted_sales: u64,
    pub(crate) draft_purchase: u64,
    pub(crate) posted_purchase: u64,
    pub(crate) credit_memo: u64,
    pub(crate) payment: u64,
    pub(crate) customer: u64,
    pub(crate) vendor: u64,
}

/// A company with its books.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Company {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) display_name: String,
    pub(crate) currency: String,
    pub(crate) posting_range: PostingRange,
    pub(crate) tax: Option<Tax>,
    pub(crate) bank_account: String,
    pub(crate) customer_posting_groups: BTreeMap<String, String>,
    pub(crate) vendor_posting_groups: BTreeMap<String, String>,
    pub(crate) manual_numbers: bool,
    pub(crate) numbers: NumberSeries,
    pub(crate) created: Timestamp,
    /// Counts up with every changed record; the source of etags.
    pub(crate) version: u64,
    pub(crate) accounts: Table<Account>,
    pub(crate) customers: Table<Party>,
    pub(crate) vendors: Table<Party>,
    pub(crate) sales_invoices: Table<Invoice>,
    pub(crate) purchase_invoices: Table<Invoice>,
    #[serde(default)]
    pub(crate) credit_memos: Table<CreditMemo>,
    pub(crate) entries: Table<Entry>,
}

impl Company {
    pub(crate) fn new(seed: &CompanySeed, now: Timestamp) -> Self {
        let mut company = Self {
            id: company_id(&seed.name),
            name: seed.name.clone(),
            display_name: seed.display_name.clone(),
            currency: seed.currency.clone(),
            posting_range: seed.posting_range,
            tax: seed.tax.clone(),
            bank_account: seed.bank_account.clone(),
            customer_posting_groups: seed.customer_posting_groups.clone(),
            vendor_posting_groups: seed.vendor_posting_groups.clone(),
            manual_numbers: seed.manual_numbers,
            numbers: NumberSeries::first(),
            created: now,
            version: 1,
            accounts: Table::default(),
            customers: Table::default(),
            vendors: Table::default(),
            sales_invoices: Table::default(),
            purchase_invoices: Table::default(),
            credit_memos: Table::default(),
            entries: Table::default(),
        };
        for account in &seed.accounts {
            let version = company.next_version();
            company.accounts.put(Account {
                id: record_id(&seed.name, "account", &account.number),
                number: account.number.clone(),
                display_name: account.display_name.clone(),
                category: account.category,
                sub_category: account.sub_category.clone(),
                account_type: account.account_type,
                blocked: account.blocked,
                direct_posting: account.direct_posting,
                net_change: Decimal::ZERO,
                version,
                modified: now,
            });
        }
        for (side, parties) in [(Side::Sales, &seed.customers), (Side::Purchase, &seed.vendors)] {
            for party in parties {
                company.add_seeded(side, party, now);
            }
        }
        company
    }

    fn add_seeded(&mut self, side: Side, seed: &PartySeed, now: Timestamp) {
        let group = seed.posting_group.clone().or_else(|| self.default_group(side));
        let party = Party {
            id: record_id(&self.name, side.party_entity(), &seed.number),
            side,
            number: seed.number.clone(),
            display_name: seed.display_name.clone(),
            person: false,
            texts: BTreeMap::new(),
            credit_limit: Decimal::ZERO,
            tax_liable: seed.tax_liable,
            blocked: seed.blocked,
            posting_group: group.unwrap_or_default(),
            version: self.next_version(),
            modified: now,
        };
        self.parties_mut(side).put(party);
    }

    /// The posting group of a party that names none.
    pub(crate) fn default_group(&self, side: Side) -> Option<String> {
        self.groups(side).keys().next().cloned()
    }

    pub(crate) fn groups(&self, side: Side) -> &BTreeMap<String, String> {
        match side {
            Side::Sales => &self.customer_posting_groups,
            Side::Purchase => &self.vendor_posting_groups,
        }
    }

    pub(crate) fn parties(&self, side: Side) -> &Table<Party> {
        match side {
            Side::Sales => &self.customers,
            Side::Purchase => &self.vendors,
        }
    }

    pub(crate) fn parties_mut(&mut self, side: Side) -> &mut Table<Party> {
        match side {
            Side::Sales => &mut self.customers,
            Side::Purchase => &mut self.vendors,
        }
    }

    pub(crate) fn invoices(&self, side: Side) -> &Table<Invoice> {
        match side {
            Side::Sales => &self.sales_invoices,
            Side::Purchase => &self.purchase_invoices,
        }
    }

    pub(crate) fn invoices_mut(&mut self, side: Side) -> &mut Table<Invoice> {
        match side {
            Side::Sales => &mut self.sales_invoices,
            Side::Purchase => &mut self.purchase_invoices,
        }
    }

    /// The id of its general ledger setup.
    pub(crate) fn setup_id(&self) -> Uuid {
        record_id(&self.name, "setup", "")
    }

    /// The number of an account, or nothing when it was deleted.
    pub(crate) fn account_number(&self, id: Uuid) -> &str {
        self.accounts.by_id(id).map_or("", |account| &account.number)
    }

    /// A version that no record of this company has had.
    pub(crate) fn next_version(&mut self) -> u64 {
        self.version += 1;
        self.version
    }
}

impl NumberSeries {
    fn first() -> Self {
        Self {
            draft_sales: 102_201,
            posted_sales: 103_201,
            draft_purchase: 107_201,
            posted_purchase: 108_201,
            credit_memo: 104_001,
            payment: 1,
            customer: 10,
            vendor: 10,
        }
    }

    /// Takes the next number of a series.
    pub(crate) fn take(prefix: &str, next: &mut u64) -> String {
        let number = format!("{prefix}{next}");
        *next += 1;
        number
    }
}
