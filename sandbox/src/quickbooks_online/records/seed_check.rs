//! Whether a seed's company files fit together: types exist, ids are unique, nobody signs in to
//! nothing.

use super::account_types::AccountType;
use crate::quickbooks_online::seed::{CompanyFile, QuickBooksSeed};

impl QuickBooksSeed {
    /// Looks for the first thing that does not fit together.
    ///
    /// # Errors
    /// The sentence that names it.
    pub(crate) fn check(&self) -> Result<(), String> {
        for (realm, user) in
            self.users.iter().flat_map(|user| user.companies.keys().map(move |it| (it, user)))
        {
            if !self.companies.iter().any(|it| it.realm_id == *realm) {
                return Err(format!("{} has no company file {realm}.", user.user_name));
            }
        }
        self.companies.iter().try_for_each(CompanyFile::check)
    }
}

impl CompanyFile {
    fn check(&self) -> Result<(), String> {
        for account in &self.accounts {
            let kind = AccountType::named(&account.account_type);
            let fits = |kind: &AccountType| {
                account.account_sub_type.as_deref().is_none_or(|it| kind.has(it))
            };
            if !kind.is_some_and(fits) {
                return Err(format!("Account {} has no type of QuickBooks.", account.name));
            }
        }
        for needed in ["Accounts Receivable", "Accounts Payable"] {
            if !self.accounts.iter().any(|it| it.account_type == needed) {
                return Err(format!("{} has no account of type {needed}.", self.company_name));
            }
        }
        let parties = self.customers.iter().chain(&self.vendors).map(|it| it.id);
        let lists: [Vec<u64>; 3] = [
            self.accounts.iter().map(|it| it.id).collect(),
            parties.collect(),
            self.items.iter().map(|it| it.id).collect(),
        ];
        for mut ids in lists {
            ids.sort_unstable();
            if ids.contains(&0) || ids.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(format!("{} has an id twice, or the id 0.", self.company_name));
            }
        }
        Ok(())
    }
}
