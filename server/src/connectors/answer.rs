//! What an accounting system answered, in no system's words.

use std::time::Duration;

use waypost_core::sync::failure::Failure;
use waypost_core::sync::period::OpenDays;
use waypost_core::wire::{Account, Amount, Entry, Kind};

use super::{Call, Class, RemotePayment, Reply};

/// What a reply means for one ask.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To [`super::Ask::Companies`].
    Companies(Vec<RemoteCompany>),
    /// To [`super::Ask::Accounts`]: one page.
    Accounts(Vec<Account>),
    /// To [`super::Ask::Parties`]: one page. One of them to [`super::Ask::CreateParty`].
    Parties(Vec<RemoteParty>),
    /// To [`super::Ask::Items`]: one page. One of them to `CreateItem`.
    Items(Vec<RemoteItem>),
    /// To [`super::Ask::LookUp`], `Alike`, `Several` and `FindCredit`; one of them to `Create`, `Update`,
    /// `Read`, `CreateCredit` and `ReadCredit`.
    Documents(Vec<RemoteDocument>),
    /// To [`super::Ask::Entries`] and `EntriesOf`: one page.
    Entries(Vec<RemoteEntry>),
    /// To [`super::Ask::Credits`].
    Credits(Vec<RemoteCredit>),
    /// To [`super::Ask::FindPayment`] and those that read payments; one of them to `Pay`.
    Payments(Vec<RemotePayment>),
    /// To [`super::Ask::CompanyRules`].
    CompanyRules(CompanyRules),
    /// It was done, or was done before.
    Done,
    /// It was not made, because the document of this id has its number already.
    Exists(String, Rejection),
    /// It was not done, and nothing of it was.
    Rejected(Rejection),
    /// It may have been done: look before doing anything again (R41).
    Unknown(Rejection),
}

/// A reply, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// One for each ask of the call, in their order.
    pub answers: Vec<Answer>,
    /// The call that reads on, where this reply is a page.
    pub next: Option<Call>,
    /// One for each ask, where the call is a batch that was read; else none.
    pub parts: Vec<Part>,
}

/// What belongs to one ask of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its own reply; none where the batch came back without it.
    pub reply: Option<Reply>,
    /// The call that reads on, where it is a page.
    pub next: Option<Call>,
}

/// The code of a part that a batch came back without: its request is under way no more.
pub const PART_MISSING: &str = "part_missing";

/// Why something was not done, or may not have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Stable name, such as `closed_period`.
    pub code: &'static str,
    /// Decides what happens next (R42).
    pub class: Class,
    /// What happened and the next step.
    pub message: String,
    /// The remote as a whole failed, not this request: the lane's circuit opens.
    pub remote_wide: bool,
    /// What has to be mended, where the remote names it: an account's number.
    pub subject: Option<String>,
    /// How long the remote asked to wait.
    pub retry_after: Option<Duration>,
}

impl Rejection {
    /// As far as it decides what happens next (R42).
    pub fn failure(&self) -> Failure {
        Failure { class: self.class, remote_wide: self.remote_wide, retry_after: self.retry_after }
    }
}

/// A company that the sign-in may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteCompany {
    /// The system's id.
    pub id: String,
    /// Its name there.
    pub name: String,
    /// What people call it.
    pub display_name: String,
}

/// A customer or vendor of the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteParty {
    /// The system's id.
    pub id: String,
    /// Its number there.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What it is blocked for, in the system's word; none when it is not.
    pub blocked: Option<String>,
}

impl RemoteParty {
    /// How people name it: `V001 Great Lakes Transport Inc`.
    pub fn title(&self) -> String {
        format!("{} {}", self.number, self.name).trim_start().to_owned()
    }
}

/// What the company's own settings decide about documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompanyRules {
    /// When the books take entries.
    pub open: OpenDays,
    /// Invoices keep the number that their sender gives them; else the books number them.
    pub keeps_numbers: bool,
}

impl Default for CompanyRules {
    fn default() -> CompanyRules {
        CompanyRules { open: OpenDays::default(), keeps_numbers: true }
    }
}

/// What is sold, and to which account that posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteItem {
    /// The system's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The account's id.
    pub account: String,
}

/// Where a document of the books stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoteState {
    /// Not posted.
    Draft,
    /// Posted, or released and about to be.
    Open,
    /// Posted and settled.
    Paid,
    /// Cancelled, voided, or the document that does so: never ours (R47).
    Void,
}

/// A document of the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteDocument {
    /// The system's id, the same before and after posting.
    pub id: String,
    /// Its number there; changes when it is posted.
    pub number: String,
    /// Invoice or bill.
    pub kind: Kind,
    /// The number that we gave it.
    pub our_number: String,
    /// The party's id.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// The document's date, `YYYY-MM-DD`.
    pub date: String,
    /// What the system says it comes to, tax included.
    pub total: Amount,
    /// The tax in it.
    pub tax: Amount,
    /// Where it stands.
    pub state: RemoteState,
    /// Grows with every change, where the system counts them.
    pub version: String,
    /// Account or item, and amount of each line, where the system shows them with the document.
    pub lines: Vec<(String, Amount)>,
    /// What is not settled yet.
    pub open: Amount,
    /// The receivable or payable account's id, where the system shows it with the document.
    pub control: Option<String>,
}

/// A posted credit memo of an invoice or bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteCredit {
    /// Its number there.
    pub number: String,
    /// What it takes off, tax included.
    pub total: Amount,
}

/// One ledger entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteEntry {
    /// The number of the document that it belongs to.
    pub document_number: String,
    /// The account's number.
    pub account_number: String,
    /// When it was posted to, `YYYY-MM-DD`.
    pub posting_date: String,
    /// Account id, debit and credit.
    pub entry: Entry,
}
