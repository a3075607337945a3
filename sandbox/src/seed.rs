//! The seed: a directory, its users and an app, and companies with their charts, in the terms of
//! Business Central. The sandbox's own format; unknown fields are refused.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::business_central::enums::{AccountCategory, AccountType, PartyBlocked};
pub use crate::quickbooks_online::seed::{
    AccountFile, CompanyFile, IntuitApp, IntuitUser, ItemFile, NameFile, QuickBooksSeed,
};

/// Everything a sandbox starts with. See `seeds/keystone.json` for the shape.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Seed {
    /// Directory (tenant) id of the sign-in service.
    pub tenant_id: Uuid,
    /// Domain name that may stand for the tenant id in addresses.
    pub tenant_domain: String,
    /// The only environment that exists, for example `production`.
    pub environment: String,
    /// App registrations.
    pub apps: Vec<App>,
    /// People who can sign in.
    pub users: Vec<User>,
    /// Companies with their books.
    pub companies: Vec<CompanySeed>,
    /// Intuit's sign-in and the company files of QuickBooks Online; absent: none.
    #[serde(default)]
    pub quickbooks: QuickBooksSeed,
}

/// An app registration.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct App {
    /// Application (client) id.
    pub client_id: Uuid,
    /// Client secret. A seed is test data: never put a real one here.
    pub client_secret: String,
    /// Name shown on the consent page.
    pub display_name: String,
    /// Redirect addresses. A loopback address matches with any port.
    pub redirect_uris: Vec<String>,
    /// Whether a sign-in without PKCE is refused.
    #[serde(default = "yes")]
    pub require_pkce: bool,
    /// Whether the app is enabled inside Business Central, for client credentials.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// What the app may do by itself, by company name.
    #[serde(default)]
    pub companies: BTreeMap<String, Access>,
}

/// A person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct User {
    /// Sign-in name in the form of an e-mail address.
    pub user_name: String,
    /// Password. A seed is test data: never put a real one here.
    pub password: String,
    /// What the person may do, by company name; a company that is not named is refused.
    pub companies: BTreeMap<String, Access>,
}

/// A permission on a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// May read.
    Read,
    /// May read, write and post.
    Write,
}

/// A company.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompanySeed {
    /// Name, the company's key.
    pub name: String,
    /// Name shown to people.
    pub display_name: String,
    /// Local currency.
    pub currency: String,
    /// First and last allowed posting date; absent: any.
    #[serde(default)]
    pub posting_range: PostingRange,
    /// Sales and purchase tax; absent: off.
    #[serde(default)]
    pub tax: Option<Tax>,
    /// The account that payments set through the control endpoint use.
    pub bank_account: String,
    /// Posting groups of customers: name to receivables account.
    pub customer_posting_groups: BTreeMap<String, String>,
    /// Posting groups of vendors: name to payables account.
    pub vendor_posting_groups: BTreeMap<String, String>,
    /// Whether numbers of new customers and vendors may be chosen by the caller.
    #[serde(default)]
    pub manual_numbers: bool,
    /// The chart of accounts.
    pub accounts: Vec<AccountSeed>,
    /// Existing customers.
    #[serde(default)]
    pub customers: Vec<PartySeed>,
    /// Existing vendors.
    #[serde(default)]
    pub vendors: Vec<PartySeed>,
}

/// Allowed posting dates, both ends included.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostingRange {
    /// First allowed day.
    pub from: Option<Date>,
    /// Last allowed day.
    pub to: Option<Date>,
}

/// Tax on document lines.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tax {
    /// Percent of the line's amount.
    #[serde(with = "rust_decimal::serde::str")]
    pub percent: Decimal,
    /// Account that the tax is posted to.
    pub account: String,
    /// True: every party is taxed. False: only parties with `taxLiable`.
    #[serde(default)]
    pub everybody: bool,
}

/// An account of the chart.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountSeed {
    /// Number, at most 20 characters.
    pub number: String,
    /// Name.
    pub display_name: String,
    /// Category; absent: blank.
    #[serde(default)]
    pub category: AccountCategory,
    /// Subcategory; absent: blank.
    #[serde(default)]
    pub sub_category: String,
    /// Posting, Heading, Total, Begin-Total or End-Total.
    #[serde(default)]
    pub account_type: AccountType,
    /// Whether posting is refused.
    #[serde(default)]
    pub blocked: bool,
    /// Whether document lines may use it; absent: yes.
    #[serde(default = "yes")]
    pub direct_posting: bool,
}

/// A customer or vendor.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartySeed {
    /// Number, at most 20 characters.
    pub number: String,
    /// Name; several parties may share one.
    pub display_name: String,
    /// Posting group; absent: the first one. `""`: none, so that documents are refused.
    #[serde(default)]
    pub posting_group: Option<String>,
    /// Whether tax is added when the company has tax set up.
    #[serde(default)]
    pub tax_liable: bool,
    /// What is blocked.
    #[serde(default)]
    pub blocked: PartyBlocked,
}

fn yes() -> bool {
    true
}

impl Seed {
    /// The built-in company Keystone Freight and its sister Keystone Brokerage.
    ///
    /// # Errors
    /// What does not fit the format; the shipped file fits, a test says so.
    pub fn keystone() -> Result<Self, serde_json::Error> {
        Self::from_json(include_str!("../seeds/keystone.json"))
    }

    /// Reads a seed.
    ///
    /// # Errors
    /// The line and field that does not fit the format.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}
