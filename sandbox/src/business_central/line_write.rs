//! Adding, changing and deleting lines of a draft. The account is checked as the line is written.

use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::{
    account::Account,
    body::Body,
    company::Company,
    entity::line::{PURCHASE_LINE, SALES_LINE},
    enums::LineType,
    errors::{Answer, Refusal, dialog, not_modelled, table_relation},
    invoice::Invoice,
    line::{Line, cents, five_decimals},
    side::Side,
};
use crate::ids::record_id;

/// Line numbers of lines that name none.
const STEP: i64 = 10_000;
/// The largest amount of a line. Keeps every product within what a decimal holds exactly.
const LARGEST: Decimal = Decimal::from_parts(999_999_999, 0, 0, false, 0);

/// Adds a line to a draft and gives its id.
///
/// # Errors
/// What the wire page lists for lines: an account that does not exist, is a heading, blocked or
/// without direct posting; a line number that is taken.
pub(crate) fn add(company: &mut Company, invoice: &mut Invoice, value: &Value) -> Answer<Uuid> {
    let entity = match invoice.side {
        Side::Sales => &SALES_LINE,
        Side::Purchase => &PURCHASE_LINE,
    };
    let body = Body::from_value(entity, value)?;
    if body.guid("documentId").is_some_and(|id| id != invoice.id) {
        return Err(dialog("The value for \"documentId\" cannot be modified."));
    }
    let sequence = match body.integer("sequence") {
        Some(sequence) if invoice.lines.iter().any(|line| line.sequence == sequence) => {
            return Err(super::errors::same_key(
                &format!("{} Line", invoice.side.word()),
                &sequence.to_string(),
            ));
        }
        Some(sequence) => sequence,
        None => invoice.lines.iter().map(|line| line.sequence).max().unwrap_or(0) + STEP,
    };
    let account = find_account(company, invoice.side, &body)?;
    let version = company.next_version();
    let key = format!("{}/{sequence}/{version}", invoice.id);
    let mut line = Line {
        id: record_id(&company.name, "line", &key),
        sequence,
        line_type: if account.is_some() { LineType::Account } else { LineType::Comment },
        description: account.as_ref().map(|it| it.display_name.clone()).unwrap_or_default(),
        account: account.map(|account| account.id),
        description2: String::new(),
        quantity: Decimal::ZERO,
        unit_amount: Decimal::ZERO,
        discount: Decimal::ZERO,
        discount_percent: Decimal::ZERO,
        tax_code: String::new(),
        tax_percent: Decimal::ZERO,
        date: None,
        version,
    };
    take(company, invoice, &mut line, &body)?;
    let id = line.id;
    invoice.lines.push(line);
    invoice.lines.sort_by_key(|line| line.sequence);
    Ok(id)
}

/// Changes a line of a draft.
///
/// # Errors
/// As [`add`], and a changed line number, document or account number.
pub(crate) fn change(
    company: &mut Company,
    invoice: &mut Invoice,
    position: usize,
    body: &Body,
) -> Answer<()> {
    let mut line = invoice.lines[position].clone();
    if body.guid("documentId").is_some_and(|id| id != invoice.id) {
        return Err(dialog("The value for \"documentId\" cannot be modified."));
    }
    if body.integer("sequence").is_some_and(|sequence| sequence != line.sequence) {
        return Err(dialog(
            "The value for \"sequence\" cannot be modified. Delete and insert the line again.",
        ));
    }
    let number = line.account.map_or("", |account| company.account_number(account));
    if body.text("lineObjectNumber").is_some_and(|it| it != number) {
        return Err(dialog("The value for \"lineObjectNumber\" cannot be modified."));
    }
    if let Some(account) = body.guid("accountId").filter(|id| Some(*id) != line.account) {
        let account = by_id(company, account)?;
        account.check_direct_posting()?;
        line.account = Some(account.id);
        line.line_type = LineType::Account;
    }
    if body.member("lineType").is_some_and(|kind| kind != line.line_type.caption()) {
        return Err(not_modelled("a changed 'lineType'; delete and insert the line again"));
    }
    take(company, invoice, &mut line, body)?;
    line.version = company.next_version();
    invoice.lines[position] = line;
    Ok(())
}

fn find_account(company: &Company, side: Side, body: &Body) -> Answer<Option<Account>> {
    let number = body.text("lineObjectNumber").filter(|number| !number.is_empty());
    let account = match (body.member("lineType"), body.guid("accountId"), number) {
        (Some("Account") | None, Some(id), number) => {
            let account = by_id(company, id)?;
            if number.is_some_and(|number| number != account.number) {
                return Err(dialog("The value for \"lineObjectNumber\" cannot be modified."));
            }
            account
        }
        (Some("Account"), None, Some(number)) => {
            let table = format!("{} Line", side.word());
            let found = company.accounts.by_key(&number.to_owned());
            found.ok_or_else(|| table_relation("No.", &table, number, "G/L Account"))?
        }
        (Some("Comment") | None, None, None) => return Ok(None),
        (Some("Account"), None, None) => return Err(dialog("Account does not exist.")),
        (None | Some("Comment"), _, _) => {
            return Err(not_modelled("an account number on a line without 'lineType' Account"));
        }
        (Some(other), _, _) => {
            return Err(not_modelled(&format!("lines of type '{other}' (sent as 'lineType')")));
        }
    };
    account.check_direct_posting()?;
    Ok(Some(account.clone()))
}

fn by_id(company: &Company, id: Uuid) -> Answer<&Account> {
    company.accounts.by_id(id).ok_or_else(|| dialog("Account does not exist."))
}

/// Takes over what is no link: texts, quantity, amounts, date and tax.
fn take(company: &Company, invoice: &Invoice, line: &mut Line, body: &Body) -> Answer<()> {
    if let Some(text) = body.text("description") {
        text.clone_into(&mut line.description);
    }
    if let Some(text) = body.text("description2") {
        text.clone_into(&mut line.description2);
    }
    if let Some(quantity) = body.decimal("quantity") {
        line.quantity = five_decimals(quantity);
    }
    if let Some(amount) = body.decimal("unitPrice").or_else(|| body.decimal("unitCost")) {
        line.unit_amount = five_decimals(amount);
    }
    if let Some(date) = body.date("shipmentDate").or_else(|| body.date("expectedReceiptDate")) {
        line.date = date;
    }
    if line.account.is_none() && !(line.quantity.is_zero() && line.unit_amount.is_zero()) {
        return Err(dialog("A comment line cannot have a quantity or an amount."));
    }
    let gross = line.quantity.checked_mul(line.unit_amount).map(|gross| gross.abs());
    if gross.is_none_or(|gross| gross > LARGEST) {
        return Err(overflow());
    }
    take_discount(line, body)?;
    take_tax(company, invoice, line, body)
}

/// Text assumed.
fn overflow() -> Refusal {
    let text = format!("Overflow under conversion of a value; the largest amount is {LARGEST}.");
    Refusal::new(400, "Application_EvaluateException", text)
}

fn take_discount(line: &mut Line, body: &Body) -> Answer<()> {
    let gross = line.gross();
    if let Some(amount) = body.decimal("discountAmount") {
        if amount.abs() > LARGEST {
            return Err(overflow());
        }
        line.discount = cents(amount);
        let share = (line.discount * Decimal::ONE_HUNDRED).checked_div(gross);
        line.discount_percent = five_decimals(share.unwrap_or_default());
    } else {
        if let Some(percent) = body.decimal("discountPercent") {
            if percent.is_sign_negative() || percent > Decimal::ONE_HUNDRED {
                return Err(dialog("The value of \"discountPercent\" must be between 0 and 100."));
            }
            line.discount_percent = five_decimals(percent);
        }
        line.discount = cents(gross * line.discount_percent / Decimal::ONE_HUNDRED);
    }
    Ok(())
}

fn take_tax(company: &Company, invoice: &Invoice, line: &mut Line, body: &Body) -> Answer<()> {
    let party = company.parties(invoice.side).by_id(invoice.party);
    let liable = party.is_some_and(|party| party.tax_liable);
    let tax = company.tax.as_ref().filter(|tax| tax.everybody || liable);
    match body.text("taxCode") {
        Some(code @ ("" | "TAXABLE" | "NONTAXABLE")) => code.clone_into(&mut line.tax_code),
        Some(other) => {
            let table = format!("{} Line", invoice.side.word());
            return Err(table_relation("Tax Group Code", &table, other, "Tax Group"));
        }
        None if line.tax_code.is_empty() && tax.is_some() && line.account.is_some() => {
            "TAXABLE".clone_into(&mut line.tax_code);
        }
        None => {}
    }
    let taxed = line.tax_code == "TAXABLE";
    line.tax_percent = tax.filter(|_| taxed).map_or(Decimal::ZERO, |tax| tax.percent);
    Ok(())
}
