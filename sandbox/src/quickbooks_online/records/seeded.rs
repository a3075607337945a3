//! A company file as its seed describes it.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    account_types::AccountType,
    company::{Company, NextIds, Settings},
    entity::Entity,
    given::Given,
    record::Record,
    table::Table,
};
use crate::quickbooks_online::seed::{AccountFile, CompanyFile};

/// Transactions are numbered from here, so that their ids are not those of list objects.
const FIRST_TRANSACTION: u64 = 101;
/// The first number that the company gives an invoice itself.
const FIRST_INVOICE_NUMBER: u64 = 1001;

impl Company {
    /// The company file of a seed, which has been checked.
    pub(crate) fn seeded(file: &CompanyFile, now: Timestamp) -> Self {
        let mut company = Self {
            realm: file.realm_id.clone(),
            name: file.company_name.clone(),
            country: file.country.clone(),
            currency: file.currency.clone(),
            start_date: file.start_date,
            utc_offset_minutes: file.utc_offset_minutes,
            created: now,
            settings: Settings {
                custom_txn_numbers: file.custom_txn_numbers,
                warn_duplicate_numbers: file.warn_duplicate_numbers,
                book_close_date: file.book_close_date,
                close_password: true,
                multi_currency: false,
                subscription_ended: false,
                version: 0,
                updated: now,
            },
            next: NextIds {
                account: 1,
                name: 1,
                item: 1,
                transaction: FIRST_TRANSACTION,
                invoice_number: FIRST_INVOICE_NUMBER,
            },
            records: Table::default(),
            entries: Table::default(),
            changes: Table::default(),
            remembered: Table::default(),
        };
        for account in &file.accounts {
            company.add(Entity::Account, account.id, account_given(account), now);
        }
        for (entity, names) in
            [(Entity::Customer, &file.customers), (Entity::Vendor, &file.vendors)]
        {
            for name in names {
                let given = json!({"DisplayName": name.display_name, "Active": true});
                company.add(entity, name.id, given, now);
            }
        }
        for item in &file.items {
            let account = json!({"value": item.income_account.to_string()});
            let given = json!({"Name": item.name, "Type": "Service", "Active": true,
                               "IncomeAccountRef": account});
            company.add(Entity::Item, item.id, given, now);
        }
        company
    }

    fn add(&mut self, entity: Entity, id: u64, given: Value, now: Timestamp) {
        let given = match given {
            Value::Object(given) => given,
            _ => Given::new(),
        };
        let next = match entity {
            Entity::Account => &mut self.next.account,
            Entity::Item => &mut self.next.item,
            _ => &mut self.next.name,
        };
        *next = (*next).max(id + 1);
        self.records.put(Record { id, ..Record::new(entity, given, now) });
    }
}

fn account_given(account: &AccountFile) -> Value {
    let default = AccountType::named(&account.account_type).map(AccountType::default_sub_type);
    let sub_type = account.account_sub_type.as_deref().or(default);
    let mut given = json!({"Name": account.name, "AccountType": account.account_type,
                           "AccountSubType": sub_type, "Active": account.active});
    if let Some(number) = &account.acct_num {
        given["AcctNum"] = json!(number);
    }
    given
}
