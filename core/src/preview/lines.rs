//! Every line with its account and path, and what there is to say about it.

use super::{about_document, about_line, note, unresolved};
use crate::capability;
use crate::ids;
use crate::names;
use crate::resolve::{Chain, Compiled, Met, Resolution, Way};
use crate::slot::Slot;
use crate::wire::{
    Amount, Category, Code, Document, Finding, Kind, Level, Line, Part, PartyKind, PreviewLine,
    Rates, Severity, Side,
};
use litemap::LiteMap;

/// A line with the way to its account.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) amount: Amount,
    /// `None` where the category does not belong on the document (R8).
    chain: Option<Chain>,
    pub(super) way: Way,
}

pub(super) fn lines(
    rules: &Compiled,
    document: &Document,
    amounts: &[Amount],
    findings: &mut Vec<Finding>,
) -> Vec<Placed> {
    for line in ids::repeated(&document.lines).into_iter().filter_map(|at| document.lines.get(at)) {
        findings.push(about_line(
            Code::DuplicateLineId,
            &line.id,
            format!("Two lines have the id {}; give each line its own at the source.", line.id),
        ));
    }
    let mut reached: LiteMap<Slot, bool> = LiteMap::new();
    let mut lines = Vec::with_capacity(document.lines.len());
    for (line, amount) in document.lines.iter().zip(amounts) {
        let placed = place(rules, document, line, *amount, findings);
        if !placed.way.is_quiet()
            && let Some(chain) = placed.chain
            && let Some(slot) = rules.resolve(chain, chain.item(line.item.as_deref())).reached()
        {
            *reached.entry(slot.clone()).or_insert(false) |= !amount.is_zero();
        }
        lines.push(placed);
    }
    for (slot, counts) in &reached {
        slot_findings(rules, document, slot, *counts, findings);
    }
    lines
}

fn place(
    rules: &Compiled,
    document: &Document,
    line: &Line,
    amount: Amount,
    findings: &mut Vec<Finding>,
) -> Placed {
    let chain = Chain::of(line.category, document.kind, line.part);
    let Some(chain) = chain else {
        if !amount.is_zero() {
            findings.push(about_line(
                Code::CategoryNotAllowed,
                &line.id,
                misplaced(document.kind, line),
            ));
            findings.push(about_line(
                Code::LineUnresolved,
                &line.id,
                format!(
                    "Line {} has no account, because nothing on this document can be posted as {}.",
                    line.id,
                    names::line_of(line.category)
                ),
            ));
        }
        return Placed { amount, chain, way: Way::NOWHERE };
    };
    let item = chain.item(line.item.as_deref());
    let met = rules.meet(chain, item);
    if let Some(item) = item {
        item_findings(rules, document, (chain, item), &met, line, findings);
    }
    if met.way.account.is_none() && !amount.is_zero() {
        findings.push(unresolved::finding(rules, chain, item, &line.id));
    }
    Placed { amount, chain: Some(chain), way: met.way }
}

/// The line with every step of its way.
pub(super) fn shown(
    rules: &Compiled,
    document: &Document,
    line: &Line,
    placed: &Placed,
) -> PreviewLine {
    let (id, amount, note) = (line.id.clone(), placed.amount, note::note(line, placed.amount));
    let Some(chain) = placed.chain else {
        let side = outside(line.category, document.kind, line.part);
        let (level, path) = (Level::Unresolved, Vec::new());
        return PreviewLine { id, amount, side, account: None, level, path, note };
    };
    let Resolution { side, account, level, path } =
        rules.spell_out(chain, chain.item(line.item.as_deref()), placed.way);
    PreviewLine { id, amount, side, account, level, path, note }
}

/// The side of a line that does not belong on its document: where it would have stood.
fn outside(category: Category, kind: Kind, part: Option<Part>) -> Side {
    let other = match kind {
        Kind::Invoice => Kind::Bill,
        Kind::Bill => Kind::Invoice,
    };
    match Chain::of(category, other, part) {
        Some(chain) => chain.side(),
        None if kind == Kind::Invoice => Side::Revenue,
        None => Side::Expense,
    }
}

fn misplaced(kind: Kind, line: &Line) -> String {
    let what = names::line_of(line.category);
    if line.category == Category::Tax {
        return format!(
            "Line {} is tax, which is no longer a category; send it as what it is charged for.",
            line.id
        );
    }
    match kind {
        Kind::Invoice => format!(
            "Line {} is {what}, which belongs on a bill; move it to one at the source.",
            line.id
        ),
        Kind::Bill => format!(
            "Line {} is {what}, which belongs on an invoice; move it to one at the source.",
            line.id
        ),
    }
}

fn item_findings(
    rules: &Compiled,
    document: &Document,
    (chain, item): (Chain, &str),
    met: &Met,
    line: &Line,
    findings: &mut Vec<Finding>,
) {
    let name = || names::item(chain.category(), item, rules.catalog.as_deref());
    if !met.current {
        findings.push(about_line(Code::UnknownItem, &line.id, format!(
            "{} is no longer in the catalogue; line {} still goes to the account shown. Check that it is right.",
            name(),
            line.id
        )));
    }
    let unusual = match (met.rates, document.party.kind) {
        (Some(Rates::Driver), PartyKind::Carrier) => Some("a driver's rate on a carrier's bill"),
        (Some(Rates::Carrier), PartyKind::Driver | PartyKind::OwnerOperator) => {
            Some("a carrier's rate on a driver's bill")
        }
        _ => None,
    };
    if let Some(what) = unusual {
        findings.push(about_line(
            Code::UnusualRate,
            &line.id,
            format!("{} on line {} is {what}; check the party and the rate.", name(), line.id),
        ));
    }
}

/// What there is to say about a slot that lines reached. A line of 0.00 raises no error (R4).
fn slot_findings(
    rules: &Compiled,
    document: &Document,
    slot: &Slot,
    counts: bool,
    findings: &mut Vec<Finding>,
) {
    let Some(holder) = rules.holders.get(slot) else { return };
    let relevant = |finding: &&Finding| counts || finding.severity == Severity::Warning;
    findings.extend(holder.findings.iter().filter(relevant).cloned());
    if counts {
        findings.extend(foreign_currency(rules, document, slot));
    }
}

/// The account in the slot takes another currency than the document's, and the system refuses that.
pub(super) fn foreign_currency(
    rules: &Compiled,
    document: &Document,
    slot: &Slot,
) -> Option<Finding> {
    let holder = rules.holders.get(slot)?;
    let account = rules.account(holder.at?)?;
    let currency = account.currency.as_deref()?;
    if currency == document.currency || !capability::refuses_foreign_accounts(rules.system) {
        return None;
    }
    let code = Code::AccountCurrency;
    let message = format!(
        "{} takes {currency} only, and the document is in {}; choose an account in {} for {}.",
        account.title(),
        document.currency,
        document.currency,
        names::label(slot, rules.catalog.as_deref())
    );
    let mut finding = about_document(code, message);
    finding.slot = Some(slot.clone());
    finding.account = Some(account.id.clone());
    Some(finding)
}
