//! Any record, seen the same way: its type, its values, and where its navigations lead.

use uuid::Uuid;

use super::{
    account::Account,
    company::Company,
    credit_memo::CreditMemo,
    entity::{self, account::ACCOUNT, company::COMPANY, entry::GENERAL_LEDGER_ENTRY},
    entity::{
        credit_memo::{PURCHASE_CREDIT_MEMO, SALES_CREDIT_MEMO},
        invoice::{PURCHASE_INVOICE, SALES_INVOICE},
        ledger_setup::LEDGER_SETUP,
        line::{PURCHASE_LINE, SALES_CREDIT_LINE, SALES_LINE},
        party::{CUSTOMER, VENDOR},
    },
    entry::Entry,
    field::Field,
    invoice::Invoice,
    line::Line,
    party::Party,
    schema::{EntityType, Property},
    side::Side,
};

/// All entity types that these books hold.
pub(crate) const ENTITIES: [&EntityType; 13] = [
    &COMPANY,
    &ACCOUNT,
    &CUSTOMER,
    &VENDOR,
    &SALES_INVOICE,
    &SALES_LINE,
    &PURCHASE_INVOICE,
    &PURCHASE_LINE,
    &SALES_CREDIT_MEMO,
    &SALES_CREDIT_LINE,
    &PURCHASE_CREDIT_MEMO,
    &GENERAL_LEDGER_ENTRY,
    &LEDGER_SETUP,
];

/// A record with what it takes to read it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Record<'a> {
    Company(&'a Company),
    Account(&'a Account),
    Party(&'a Company, &'a Party),
    Invoice(&'a Company, &'a Invoice),
    Line(&'a Company, &'a Invoice, &'a Line),
    CreditMemo(&'a Company, &'a CreditMemo),
    CreditLine(&'a Company, &'a CreditMemo, &'a Line),
    Entry(&'a Company, &'a Entry),
    Setup(&'a Company),
}

impl<'a> Record<'a> {
    pub(crate) fn entity(self) -> &'static EntityType {
        match self {
            Self::Company(_) => &COMPANY,
            Self::Account(_) => &ACCOUNT,
            Self::Party(_, party) => of_side(party.side, &CUSTOMER, &VENDOR),
            Self::Invoice(_, invoice) => of_side(invoice.side, &SALES_INVOICE, &PURCHASE_INVOICE),
            Self::Line(_, invoice, _) => of_side(invoice.side, &SALES_LINE, &PURCHASE_LINE),
            Self::CreditMemo(_, memo) => {
                of_side(memo.side, &SALES_CREDIT_MEMO, &PURCHASE_CREDIT_MEMO)
            }
            Self::CreditLine(..) => &SALES_CREDIT_LINE,
            Self::Entry(..) => &GENERAL_LEDGER_ENTRY,
            Self::Setup(_) => &LEDGER_SETUP,
        }
    }

    pub(crate) fn id(self) -> Uuid {
        match self {
            Self::Company(company) => company.id,
            Self::Account(account) => account.id,
            Self::Party(_, party) => party.id,
            Self::Invoice(_, invoice) => invoice.id,
            Self::Line(_, _, line) | Self::CreditLine(_, _, line) => line.id,
            Self::CreditMemo(_, memo) => memo.id,
            Self::Entry(_, entry) => entry.id,
            Self::Setup(company) => company.setup_id(),
        }
    }

    /// The version behind the etag; companies have none on the wire.
    pub(crate) fn version(self) -> Option<u64> {
        match self {
            Self::Company(_) => None,
            Self::Account(account) => Some(account.version),
            Self::Party(_, party) => Some(party.version),
            Self::Invoice(_, invoice) => Some(invoice.version),
            Self::Line(_, _, line) | Self::CreditLine(_, _, line) => Some(line.version),
            Self::CreditMemo(_, memo) => Some(memo.version),
            Self::Entry(..) => Some(1),
            Self::Setup(company) => Some(company.version),
        }
    }

    pub(crate) fn field(self, property: &Property) -> Field<'a> {
        let name = property.name;
        let value = match self {
            Self::Company(company) => entity::company::field(company, name),
            Self::Account(account) => entity::account::field(account, name),
            Self::Party(company, party) => entity::party::field(company, party, name),
            Self::Invoice(company, invoice) => entity::invoice::field(company, invoice, name),
            Self::Line(company, invoice, line) => {
                entity::line::field(company, invoice.id, line, name)
            }
            Self::CreditMemo(company, memo) => entity::credit_memo::field(company, memo, name),
            Self::CreditLine(company, memo, line) => {
                entity::line::field(company, memo.id, line, name)
            }
            Self::Entry(company, entry) => entity::entry::field(company, entry, name),
            Self::Setup(company) => entity::ledger_setup::field(company, name),
        };
        value.unwrap_or_else(|| Field::empty(property.kind))
    }

    /// The records at the other end of a navigation; at most one when it leads to one.
    pub(crate) fn follow(self, navigation: &str) -> Vec<Record<'a>> {
        match (self, navigation) {
            (Self::Company(company), set) => collection(company, set),
            (Self::Invoice(company, invoice), "customer" | "vendor") => company
                .parties(invoice.side)
                .by_id(invoice.party)
                .map(|party| Self::Party(company, party))
                .into_iter()
                .collect(),
            (Self::Invoice(company, invoice), _) => lines(company, invoice).collect(),
            (Self::Line(company, _, line) | Self::CreditLine(company, _, line), "account") => {
                account(company, line.account.unwrap_or_default())
            }
            (Self::Line(company, invoice, _), _) => vec![Self::Invoice(company, invoice)],
            (Self::Entry(company, entry), _) => account(company, entry.account),
            (Self::CreditLine(company, memo, _), _) => vec![Self::CreditMemo(company, memo)],
            (Self::CreditMemo(company, memo), "salesCreditMemoLines") => {
                credit_lines(company, memo).collect()
            }
            (Self::CreditMemo(company, memo), _) => company
                .parties(memo.side)
                .by_id(memo.party)
                .map(|party| Self::Party(company, party))
                .into_iter()
                .collect(),
            (Self::Account(_) | Self::Party(..) | Self::Setup(_), _) => Vec::new(),
        }
    }
}

fn of_side(
    side: Side,
    sales: &'static EntityType,
    purchase: &'static EntityType,
) -> &'static EntityType {
    match side {
        Side::Sales => sales,
        Side::Purchase => purchase,
    }
}

fn account(company: &Company, id: Uuid) -> Vec<Record<'_>> {
    company.accounts.by_id(id).map(Record::Account).into_iter().collect()
}

fn lines<'a>(company: &'a Company, invoice: &'a Invoice) -> impl Iterator<Item = Record<'a>> {
    invoice.lines.iter().map(move |line| Record::Line(company, invoice, line))
}

fn credit_lines<'a>(
    company: &'a Company,
    memo: &'a CreditMemo,
) -> impl Iterator<Item = Record<'a>> {
    memo.lines.iter().map(move |line| Record::CreditLine(company, memo, line))
}

/// All records of a set, in the order of their keys.
pub(crate) fn collection<'a>(company: &'a Company, set: &str) -> Vec<Record<'a>> {
    let invoices = |side| company.invoices(side).iter();
    let parties = |side| company.parties(side).iter().map(move |it| Record::Party(company, it));
    let memos = |side| {
        let of_side = company.credit_memos.iter().filter(move |memo| memo.side == side);
        of_side.map(|memo| Record::CreditMemo(company, memo)).collect()
    };
    match set {
        "accounts" => company.accounts.iter().map(Record::Account).collect(),
        "customers" => parties(Side::Sales).collect(),
        "vendors" => parties(Side::Purchase).collect(),
        "salesInvoices" => invoices(Side::Sales).map(|it| Record::Invoice(company, it)).collect(),
        "purchaseInvoices" => {
            invoices(Side::Purchase).map(|it| Record::Invoice(company, it)).collect()
        }
        "salesInvoiceLines" => invoices(Side::Sales).flat_map(|it| lines(company, it)).collect(),
        "purchaseInvoiceLines" => {
            invoices(Side::Purchase).flat_map(|it| lines(company, it)).collect()
        }
        "salesCreditMemos" => memos(Side::Sales),
        "salesCreditMemoLines" => {
            company.credit_memos.iter().flat_map(|memo| credit_lines(company, memo)).collect()
        }
        "purchaseCreditMemos" => memos(Side::Purchase),
        "generalLedgerSetup" => vec![Record::Setup(company)],
        "generalLedgerEntries" => {
            company.entries.iter().map(|entry| Record::Entry(company, entry)).collect()
        }
        _ => Vec::new(),
    }
}

/// One record of a set.
pub(crate) fn find<'a>(company: &'a Company, set: &str, id: Uuid) -> Option<Record<'a>> {
    let invoice = |side| company.invoices(side).by_id(id).map(|it| Record::Invoice(company, it));
    let party = |side| company.parties(side).by_id(id).map(|it| Record::Party(company, it));
    match set {
        "accounts" => company.accounts.by_id(id).map(Record::Account),
        "customers" => party(Side::Sales),
        "vendors" => party(Side::Purchase),
        "salesInvoices" => invoice(Side::Sales),
        "purchaseInvoices" => invoice(Side::Purchase),
        "generalLedgerEntries" => {
            company.entries.by_id(id).map(|entry| Record::Entry(company, entry))
        }
        lines => collection(company, lines).into_iter().find(|record| record.id() == id),
    }
}
