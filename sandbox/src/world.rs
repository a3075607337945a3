//! Everything that outlives a request: the clock, the companies' books and the sign-ins.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    business_central::company::Company,
    clock::{Clock, Time},
    entra::sign_ins::SignIns,
    intuit::grants::Grants,
    quickbooks_online::records::company::Company as CompanyFile,
    seed::Seed,
};

/// The state that `--state` keeps. Holds hashes of tokens, never a token.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) companies: Vec<Company>,
    pub(crate) sign_ins: SignIns,
    /// Company files of QuickBooks Online.
    #[serde(default)]
    pub(crate) company_files: Vec<CompanyFile>,
    #[serde(default)]
    pub(crate) intuit: Grants,
}

impl World {
    /// The state that a seed describes.
    pub(crate) fn new(seed: &Seed, time: &Arc<dyn Time>) -> Self {
        let clock = Clock::of(time);
        let now = clock.now();
        let companies = seed.companies.iter().map(|it| Company::new(it, now)).collect();
        let files = &seed.quickbooks.companies;
        let company_files = files.iter().map(|it| CompanyFile::seeded(it, now)).collect();
        Self {
            clock,
            companies,
            sign_ins: SignIns::default(),
            company_files,
            intuit: Grants::default(),
        }
    }

    /// A company by name, shown name or id.
    pub(crate) fn company(&mut self, named: &str) -> Option<&mut Company> {
        self.companies.iter_mut().find(|company| {
            company.name == named
                || company.display_name == named
                || company.id.to_string() == named
        })
    }
}
