//! Whether a seed fits together: what it names exists, and numbers are unique.

use std::collections::BTreeSet;

use crate::seed::{CompanySeed, Seed};

impl Seed {
    /// Looks for the first thing that does not fit.
    ///
    /// # Errors
    /// The sentence that names it.
    pub fn check(&self) -> Result<(), String> {
        let names = unique("company", self.companies.iter().map(|it| it.name.as_str()))?;
        let users = self.users.iter().flat_map(|user| user.companies.keys());
        for name in self.apps.iter().flat_map(|app| app.companies.keys()).chain(users) {
            if !names.contains(name.as_str()) {
                return Err(format!("There is no company '{name}' to give a permission for."));
            }
        }
        self.companies.iter().try_for_each(check_company)?;
        self.quickbooks.check()
    }
}

fn check_company(company: &CompanySeed) -> Result<(), String> {
    let accounts = unique("account", company.accounts.iter().map(|it| it.number.as_str()))?;
    unique("customer", company.customers.iter().map(|it| it.number.as_str()))?;
    unique("vendor", company.vendors.iter().map(|it| it.number.as_str()))?;
    let groups = company.customer_posting_groups.values();
    let groups = groups.chain(company.vendor_posting_groups.values());
    let tax = company.tax.iter().map(|tax| &tax.account);
    for number in groups.chain(tax).chain([&company.bank_account]) {
        if !accounts.contains(number.as_str()) {
            return Err(format!("{} has no account {number}.", company.name));
        }
    }
    Ok(())
}

fn unique<'a>(
    kind: &str,
    numbers: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, String> {
    let mut seen = BTreeSet::new();
    for number in numbers {
        if !seen.insert(number) {
            return Err(format!("There are two of {kind} {number}."));
        }
    }
    Ok(seen)
}
