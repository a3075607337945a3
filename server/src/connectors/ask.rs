//! What Waypost asks of an accounting system, in no system's words.

use serde::{Deserialize, Serialize};
use waypost_core::sync::party::Side;
use waypost_core::wire::{Amount, Date, Direction, Kind, Quantity};

use super::NewPayment;

/// One question or one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Which companies may this sign-in see?
    Companies,
    /// All accounts of the company.
    Accounts,
    /// May this sign-in read these at all? Nothing is done with the rows.
    MayRead(Readable),
    /// All parties of a side.
    Parties(Side),
    /// Make a party of this name.
    CreateParty(Side, String),
    /// The items that are sold, where the system posts revenue by item (R14).
    Items,
    /// Make a service item of this name, sold to the account of this id.
    CreateItem(String, String),
    /// Documents of this number and party, drafts and posted.
    LookUp(Sought),
    /// Documents that are alike in one thing, the newest first: a person looks for one by hand.
    Alike(Kind, Alike),
    /// Credit memos of this invoice or bill.
    Credits(Kind, String),
    /// What the company's own settings decide about documents.
    CompanyRules,
    /// Make this draft; the same try again is recognised where the system can (R40).
    Create(Draft, Once),
    /// Put this draft in the place of the posted document of this id, which nobody changed since it
    /// had this version (R45).
    Update(Draft, String, String, Once),
    /// One document.
    Read(Kind, String),
    /// Post this draft. Harmless to repeat.
    Post(Kind, String),
    /// Remove this draft. Harmless to repeat.
    Remove(Kind, String),
    /// Credit memos with the number and the customer of this one, drafts and posted.
    FindCredit(Draft),
    /// Make this draft of a credit memo over the posted invoice of this id (R45).
    CreateCredit(Draft, String),
    /// One credit memo.
    ReadCredit(String),
    /// Post this draft of a credit memo. Harmless to repeat.
    PostCredit(String),
    /// Remove this draft of a credit memo. Harmless to repeat.
    RemoveCredit(String),
    /// The ledger entries that carry this document number.
    Entries(String),
    /// The ledger entries that carry one of these document numbers.
    EntriesOf(Vec<String>),
    /// Documents of these ids; those that are not there are left out.
    Several(Kind, Vec<String>),
    /// Whether the books have this payment of ours.
    FindPayment(NewPayment),
    /// Record this payment; the same try again is recognised (R40).
    Pay(NewPayment, Once),
    /// Payments of this direction that were entered, changed or taken away since.
    ChangedPayments(Direction, String),
    /// Payments of this direction that were entered or changed since, however long ago.
    PaymentsSince(Direction, String),
    /// One payment.
    ReadPayment(Direction, String),
    /// Documents of this kind that changed since, where the system shows no payments.
    ChangedDocuments(Kind, String),
}

/// A document as the books are asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Invoice or bill.
    pub kind: Kind,
    /// The number that we sent, or would.
    pub number: String,
    /// The party's id in the books.
    pub party: String,
    /// The document's own date.
    pub date: Date,
    /// The day that its entries carry.
    pub posted: Date,
    /// What it comes to.
    pub total: Amount,
    /// The books keep our number; else it is found by party, date and total.
    pub by_number: bool,
}

/// Under which name the remote recognises one try sent again; it answers what it answered then.
/// Derived from the try's key, never drawn (R40).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Once {
    /// The request's.
    pub request: String,
    /// The part's in its batch.
    pub part: String,
    /// The document stood in the books before and is void there: its number may stand twice (R45).
    #[serde(default)]
    pub again: bool,
}

/// What documents are alike in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alike {
    /// The number that their sender gave them.
    Number(String),
    /// The party, by its id in the books.
    Party(String),
    /// The total.
    Total(Amount),
}

/// What an access test reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readable {
    /// The chart of accounts.
    Accounts,
    /// Customers.
    Customers,
    /// Vendors.
    Vendors,
    /// Sales invoices.
    Invoices,
    /// Purchase invoices.
    Bills,
    /// Ledger entries.
    Entries,
}

/// A document as it goes into the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Invoice or bill.
    pub kind: Kind,
    /// The number in the books, within the system's length (R27).
    pub number: String,
    /// The party's id in the books.
    pub party: String,
    /// The document's own date, and the posting date unless that is moved.
    pub date: Date,
    /// Posted on another day, with words that go into the memo (R26).
    #[serde(default)]
    pub moved: Option<Moved>,
    /// When it is due.
    pub due: Option<Date>,
    /// ISO 4217.
    pub currency: String,
    /// The receivable or payable account's id, where the system takes it (R14).
    #[serde(default)]
    pub control: Option<String>,
    /// What the lines come to.
    pub total: Amount,
    /// Lines that are not 0.00 (R4).
    pub lines: Vec<DraftLine>,
}

/// The day that a document is posted on when its own is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// That day.
    pub to: Date,
    /// Says the original date.
    pub memo: String,
}

impl Draft {
    /// The day that its ledger entries carry.
    pub fn posting_date(&self) -> Date {
        self.moved.as_ref().map_or(self.date, |moved| moved.to)
    }
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// The account's id.
    pub account: String,
    /// The books' item that is sold to that account, where revenue is posted by item (R14).
    #[serde(default)]
    pub item: Option<String>,
    /// The item, as people know it.
    pub description: String,
    /// As the source stated it.
    pub quantity: Option<Quantity>,
    /// As the source stated it.
    pub rate: Option<Quantity>,
    /// What the line is worth; authoritative (R20).
    pub amount: Amount,
}
