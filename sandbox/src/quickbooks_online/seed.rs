//! What the sandbox of QuickBooks Online starts with: apps and people of Intuit's sign-in, and
//! company files. The sandbox's own format; unknown fields are refused.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::seed::Access;

/// Apps, people and company files.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuickBooksSeed {
    /// App registrations.
    pub apps: Vec<IntuitApp>,
    /// People who can sign in.
    pub users: Vec<IntuitUser>,
    /// Company files.
    pub companies: Vec<CompanyFile>,
}

/// An app registered with Intuit.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IntuitApp {
    /// Client id.
    pub client_id: String,
    /// Client secret. A seed is test data: never put a real one here.
    pub client_secret: String,
    /// Name shown on the consent page.
    pub display_name: String,
    /// Redirect addresses. A loopback address matches with any port.
    pub redirect_uris: Vec<String>,
}

/// A person with an Intuit account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IntuitUser {
    /// Sign-in name in the form of an e-mail address.
    pub user_name: String,
    /// Password. A seed is test data: never put a real one here.
    pub password: String,
    /// What the person may do, by realm id; a company that is not named is not offered.
    pub companies: BTreeMap<String, Access>,
}

/// A company file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompanyFile {
    /// Realm id: digits.
    pub realm_id: String,
    /// Name shown to people.
    pub company_name: String,
    /// Country, two letters.
    pub country: String,
    /// Home currency.
    pub currency: String,
    /// First day of the company.
    pub start_date: Date,
    /// Offset of times in replies, in minutes east of Greenwich.
    pub utc_offset_minutes: i32,
    /// Whether the caller's document numbers are used.
    pub custom_txn_numbers: bool,
    /// Whether a document number that is taken is refused.
    pub warn_duplicate_numbers: bool,
    /// Books are closed up to and with this day; absent: open.
    #[serde(default)]
    pub book_close_date: Option<Date>,
    /// The chart of accounts.
    pub accounts: Vec<AccountFile>,
    /// Existing customers.
    #[serde(default)]
    pub customers: Vec<NameFile>,
    /// Existing vendors; they share ids and names with customers.
    #[serde(default)]
    pub vendors: Vec<NameFile>,
    /// Existing service items.
    #[serde(default)]
    pub items: Vec<ItemFile>,
}

/// An account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountFile {
    /// Id, above 0.
    pub id: u64,
    /// Name without colon.
    pub name: String,
    /// Account number; absent: none.
    #[serde(default)]
    pub acct_num: Option<String>,
    /// As `Other Current Liability`.
    pub account_type: String,
    /// As `OtherCurrentLiabilities`; absent: the type's own.
    #[serde(default)]
    pub account_sub_type: Option<String>,
    /// Whether it may be used; absent: yes.
    #[serde(default = "yes")]
    pub active: bool,
}

/// A customer or vendor.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NameFile {
    /// Id, above 0.
    pub id: u64,
    /// Name without colon, unique among customers and vendors.
    pub display_name: String,
}

/// A service item.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemFile {
    /// Id, above 0.
    pub id: u64,
    /// Name without colon.
    pub name: String,
    /// Id of the income account that it is sold to.
    pub income_account: u64,
}

fn yes() -> bool {
    true
}
