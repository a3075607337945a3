//! Stories of payments that one golden case cannot tell: factoring reports, reopening, history that is
//! handed on.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use serde_json::json;
use waypost_core::payment::factoring::{self, Row};
use waypost_core::payment::{Register, ReopeningRefused, reopen};
use waypost_core::wire::{
    self, Amount, Decision, FactoringColumns, Payment, PaymentSettings, Standing, State,
};

fn settings() -> PaymentSettings {
    let settings = json!({
        "system": "quickbooks_online",
        "mapping": {"customer_payments": {"export": true, "deposit_account": "a-14990"}},
    });
    wire::read(&settings.to_string()).unwrap()
}

fn invoice(id: &str, total: &str) -> Standing {
    let standing = json!({
        "id": id, "kind": "invoice", "origin": "load", "total": total, "state": "posted",
    });
    wire::read(&standing.to_string()).unwrap()
}

fn remote(document: &str, amount: &str, remote_id: &str) -> Payment {
    let payment = json!({
        "direction": "customer", "origin": "remote", "document": document, "amount": amount,
        "remote_id": remote_id,
    });
    wire::read(&payment.to_string()).unwrap()
}

fn columns() -> FactoringColumns {
    let columns = json!({
        "load": "Load #", "gross": "Gross", "fee": "Fee", "net": "Net", "date": "Paid",
        "reference": "Batch",
    });
    wire::read(&columns.to_string()).unwrap()
}

fn report(rows: &str) -> String {
    format!("Load #,Gross,Fee,Net,Paid,Batch\n{rows}")
}

fn read(rows: &str) -> Vec<Row> {
    factoring::read(report(rows).as_bytes(), &columns()).unwrap()
}

fn refused(text: &str) -> Vec<String> {
    let refusals = factoring::read(text.as_bytes(), &columns()).unwrap_err();
    refusals
        .iter()
        .map(|refusal| format!("{}: {refusal}", refusal.line.unwrap_or_default()))
        .collect()
}

fn words(decisions: &[Decision]) -> Vec<String> {
    let word = |decision: &Decision| match decision.reason {
        Some(reason) => format!("{} {reason}", decision.decision),
        None => decision.decision.to_string(),
    };
    decisions.iter().map(word).collect()
}

/// Forty loads, thirty-eight paid in full, two short.
#[test]
fn case_88_a_factoring_report_for_forty_loads() {
    let rows: Vec<String> = (1..=40)
        .map(|load| match load {
            7 | 23 => format!("L-{load},,,970.00,9/20/2026,B-1"),
            _ => format!("L-{load},\"1,000.00\",30.00,970.00,9/20/2026,B-1"),
        })
        .collect();
    let documents = (1..=40).map(|load| invoice(&format!("L-{load}"), "1000.00")).collect();
    let mut register = Register::new(settings(), documents);
    let mut decisions = Vec::new();
    for row in read(&rows.join("\n")) {
        decisions.extend(register.decide(&row.payment(Some("USD"))));
    }
    let said = words(&decisions);
    assert_eq!(said.iter().filter(|word| *word == "export").count(), 38);
    let short: Vec<&str> = decisions
        .iter()
        .filter(|decision| decision.reason.is_some())
        .map(|decision| decision.document.as_str())
        .collect();
    assert_eq!(short, ["L-7", "L-23"]);
    let fees: i64 = decisions.iter().filter_map(|decision| decision.fee).map(Amount::cents).sum();
    assert_eq!(fees, 38 * 3000);
}

#[test]
fn r37_the_same_file_twice_changes_nothing() {
    let rows = "L-1,1000.00,30.00,970.00,2026-09-20,B-1\nL-2,500.00,,,2026-09-20,B-1\n";
    let documents = vec![invoice("L-1", "1000.00"), invoice("L-2", "800.00")];
    let mut register = Register::new(settings(), documents);
    let mut upload = |rows: Vec<Row>| -> Vec<Decision> {
        rows.iter().flat_map(|row| register.decide(&row.payment(None))).collect()
    };
    let first = upload(read(rows));
    assert_eq!(words(&first), ["export", "skip partial"]);
    assert_eq!(upload(read(rows)), first);
    assert_eq!(register.documents()[1].payments.len(), 1);
}

#[test]
fn r37_a_row_is_known_by_all_that_it_says() {
    let ids = |rows: &str| -> Vec<String> { read(rows).iter().map(Row::id).collect() };
    let row = "L-1,1000.00,30.00,970.00,2026-09-20,B-1";
    assert_eq!(ids(row), ["factoring|L-1|2026-09-20|B-1|1000.00|30.00|1"]);
    assert_eq!(
        ids(&format!("{row}\n{row}")).last().unwrap(),
        "factoring|L-1|2026-09-20|B-1|1000.00|30.00|2"
    );
}

#[test]
fn r37_the_columns_are_chosen_among_the_headings() {
    let headings = |text: &str| factoring::headings(text.as_bytes());
    let exported = "\u{feff}Load #, Gross ,,\"Paid, on\"\r\nL-1,5.00,,2026-09-20\r\n";
    assert_eq!(headings(exported).unwrap(), ["Load #", "Gross", "Paid, on"]);
    assert_eq!(headings("Load").unwrap(), ["Load"]);
    for blank in ["", ",,\n1,2,3"] {
        let refusal = headings(blank).unwrap_err();
        assert!(refusal.message.contains("has no headings"), "{blank:?}: {refusal}");
    }
}

/// The gross counts only where the report says what became of the rest.
#[test]
fn case_89_what_a_row_counts_as_paid() {
    for (figures, expect) in [
        ("1000.00,30.00,970.00", ("1000.00", Some("30.00"))),
        ("1000.00,(30.00),970.00", ("1000.00", Some("30.00"))),
        ("1000.00,1000.00,0.00", ("1000.00", Some("1000.00"))),
        ("1000.00,30.00,", ("1000.00", Some("30.00"))),
        ("1000.00,,970.00", ("970.00", None)),
        (",30.00,970.00", ("970.00", None)),
        (",,970.00", ("970.00", None)),
        ("1000.00,,", ("1000.00", None)),
    ] {
        let rows = read(&format!("L-1,{figures},2026-09-20,"));
        let fee = rows[0].fee.map(|fee| fee.to_string());
        let counted = (rows[0].amount.to_string(), fee);
        assert_eq!((counted.0.as_str(), counted.1.as_deref()), expect, "{figures}");
        assert_eq!(rows[0].reference, None);
    }
}

#[test]
fn r37_everything_wrong_in_a_report_is_said_by_line_and_column() {
    let rows = ",1.00,,,2026-09-20,\n\
                L-2,1.00,,,,\n\
                L-3,\"1,00\",,,2026-09-20,\n\
                ,,,,,\n\
                L-5,-1.00,,,2026-09-20,\n\
                L-6,10.00,10.01,,2026-09-20,\n\
                L-7,10.00,1.00,9.01,2026-09-20,\n\
                L-8,,1.00,,2026-09-20,\n\
                L-9,1.00,,,20.9.2026,\n";
    assert_eq!(
        refused(&report(rows)),
        [
            "2: Load #: is empty; give the load's number",
            "3: Paid: is empty; give the day",
            "4: Gross: \"1,00\" is not an amount; write it as 3,000.00",
            "6: Gross: is below zero; a chargeback is not a payment, take the row out and record it by hand",
            "7: Gross: of 10.00 is less than the fee of 10.01; correct one of them",
            "8: Gross: of 10.00 less the fee of 1.00 is not the net of 9.01; correct one of them",
            "9: Gross: is empty, and net too; give one of them",
            "10: Paid: \"20.9.2026\" is not a day; write it as 2026-09-20 or 9/20/2026",
        ]
    );
}

#[test]
fn r37_a_report_without_headings_is_refused_by_its_first_line() {
    let refusal = factoring::headings(b",,\nL-1,1.00,2026-09-20\n").unwrap_err();
    assert_eq!(refusal.line, Some(1));
    assert!(refusal.to_string().contains("has no headings"), "{refusal}");
}

#[test]
fn r37_columns_are_found_by_their_headings() {
    let shuffled = "\u{feff}batch, NET ,fee,gross,paid,load #,memo\nB-1,970.00,30.00,1000.00,2026-09-20,L-1,x\n";
    let rows = factoring::read(shuffled.as_bytes(), &columns()).unwrap();
    assert_eq!(rows[0].id(), "factoring|L-1|2026-09-20|B-1|1000.00|30.00|1");
    assert_eq!(
        refused("Load,Gross,Fee,Net,Paid,Batch\n"),
        ["1: Load #: is not a heading of this report; choose the report's columns again"]
    );
    assert_eq!(
        refused("Load #,Load #,Gross,Fee,Net,Paid,Batch\n"),
        ["1: Load #: stands twice in the headings; rename one"]
    );
    let bare: FactoringColumns = wire::read(r#"{"load":"Load #","date":"Paid"}"#).unwrap();
    let refusal = factoring::read(b"Load #,Paid\n", &bare).unwrap_err().remove(0);
    assert!(refusal.to_string().starts_with("gross: is not chosen, and net neither"), "{refusal}");
}

/// R54: hostile files get a clear refusal.
#[test]
fn r54_what_is_no_report_is_refused() {
    let refusal = factoring::read(b"Load #,Paid\n\xff\xfe,1\n", &columns()).unwrap_err();
    assert!(!refusal.is_empty());
    let bytes =
        [report("L-1,1.00,,,2026-09-20,").as_bytes(), b"\nL-\xff,1.00,,,2026-09-20,"].concat();
    let refusal = factoring::read(&bytes, &columns()).unwrap_err().remove(0);
    assert_eq!((refusal.line, refusal.message.starts_with("is not CSV in UTF-8")), (Some(3), true));
    let endless = format!("L-1,1.00,,,2026-09-20,{}", "x".repeat(61));
    assert!(refused(&report(&endless))[0].contains("is longer than 60 bytes"));
    let longest = format!("L-1,1.00,,,2026-09-20,{}", "x".repeat(60));
    assert_eq!(read(&longest).len(), 1);
    assert_eq!(refused(&report(&",1.00,,,2026-09-20,\n".repeat(101))).len(), 100);
    let row = "L-1,1.00,,,2026-09-20,\n";
    assert_eq!(read(&row.repeat(50_000)).len(), 50_000);
    let refusals = refused(&report(&row.repeat(50_001)));
    assert_eq!(refusals, ["0: has more than 50000 rows; split the report"]);
}

/// Edge case 98: reopening is an operator's action with a reason.
#[test]
fn case_98_reopening_needs_permission_a_completed_load_and_a_reason() {
    let open = invoice("L-1", "1000.00");
    let completed = Standing { state: Some(State::Completed), ..open.clone() };
    assert_eq!(reopen(&completed, false, "refund"), Err(ReopeningRefused::NotPermitted));
    assert_eq!(reopen(&open, true, "refund"), Err(ReopeningRefused::NotCompleted));
    assert_eq!(reopen(&completed, true, " \n"), Err(ReopeningRefused::NoReason));
    let reopened = reopen(&completed, true, " refund agreed with the customer ").unwrap();
    assert_eq!(reopened.reason, "refund agreed with the customer");
    assert_eq!(reopened.document.state, Some(State::Posted));
    let waiting = Standing { state: Some(State::Waiting), ..open };
    assert_eq!(reopen(&waiting, true, "refund"), Err(ReopeningRefused::NotCompleted));
}

/// The payment was deleted in the books and recorded anew; the old one does not close the load again.
#[test]
fn r35_a_reopened_load_closes_with_a_payment_that_was_not_applied_before() {
    let mut register = Register::new(settings(), vec![invoice("L-1", "1000.00")]);
    assert_eq!(words(&register.decide(&remote("L-1", "1000.00", "Q-1"))), ["import"]);
    let reopened = reopen(&register.documents()[0], true, "paid by the wrong customer").unwrap();
    let mut register = Register::new(settings(), vec![reopened.document]);
    let again = register.decide(&remote("L-1", "1000.00", "Q-1"));
    assert_eq!(words(&again), ["skip already_completed"]);
    let mut deleted = remote("L-1", "1000.00", "Q-1");
    deleted.state = wire::PaymentState::Deleted;
    assert_eq!(words(&register.decide(&deleted)), ["skip deleted"]);
    assert_eq!(words(&register.decide(&remote("L-1", "1000.00", "Q-2"))), ["import"]);
}

/// What one run left behind is what the next begins with.
#[test]
fn r33_history_that_is_written_and_read_decides_the_same() {
    let mut register = Register::new(settings(), vec![invoice("L-1", "1000.00")]);
    register.decide(&remote("L-1", "400.00", "Q-1"));
    let kept: Vec<Standing> = wire::read(&wire::write(&register.documents().to_vec())).unwrap();
    let mut next = Register::new(settings(), kept);
    assert_eq!(words(&next.decide(&remote("L-1", "400.00", "Q-1"))), ["skip partial"]);
    assert_eq!(words(&next.decide(&remote("L-1", "600.00", "Q-2"))), ["import"]);
}

#[test]
fn a_payment_keeps_unknown_fields_and_is_written_in_its_long_form() {
    let short = r#"{"direction":"customer","origin":"manual","document":"L-1","amount":"5.00","lockbox":7}"#;
    let payment: Payment = wire::read(short).unwrap();
    let written = wire::write(&payment);
    assert!(written.contains(r#""allocations":[{"document":"L-1","amount":"5.00"}]"#), "{written}");
    assert!(written.contains(r#""lockbox":7"#), "{written}");
    assert_eq!(wire::read::<Payment>(&written).unwrap(), payment);
}

/// Edge case 77: what was paid is recorded whatever the period, for nothing is written to the books.
#[test]
fn case_77_a_payment_of_a_period_that_is_closed_since_is_imported_all_the_same() {
    for day in ["2019-12-31", "2026-09-20"] {
        let mut register = Register::new(settings(), vec![invoice("L-1", "1000.00")]);
        let mut payment = remote("L-1", "1000.00", "Q-1");
        payment.date = Some(day.parse().unwrap());
        assert_eq!(words(&register.decide(&payment)), ["import"], "{day}");
    }
}
