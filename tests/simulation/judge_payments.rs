//! The judgement of payments: what was paid stands in the sandbox's books once and is known here once,
//! whichever side it was entered on, and what was sent is never taken for another when the books show it.

use serde_json::Value;
use waypost_core::api::{PaymentRow, State};
use waypost_core::wire::PaymentOrigin;

use super::judge::Verdict;
use super::payments::{Due, Payer};
use super::system::Held;
use super::world::World;
use crate::desk::FLEET;

/// A payment of the books.
struct Settled {
    id: String,
    /// It was sent from here: its memo says so.
    ours: bool,
    /// Ids of the invoices or bills that it is applied to.
    pays: Vec<String>,
}

impl World {
    pub(super) async fn judge_payments(
        &self,
        ledger: &Value,
        held: &[Held],
        verdict: &mut Verdict,
    ) {
        if self.dues.is_empty() {
            return;
        }
        let settled = settled(ledger);
        let rows = self.desk.payments().await;
        for due in &self.dues {
            let number = self.paid_number(due);
            match due.by {
                Payer::Source => {
                    judge_sent(&number, held, &settled, verdict);
                    judge_row_of_sent((&self.payment_id(due), &number), &rows, verdict);
                }
                Payer::Books => judge_entered(&number, due, &rows, verdict),
            }
        }
        for one in settled.iter().filter(|one| one.ours) {
            let id = format!("{FLEET}/{}", one.id);
            let of_books = |row: &&PaymentRow| {
                row.origin == PaymentOrigin::Remote && row.remote_id.as_deref() == Some(&*id)
            };
            for row in rows.iter().filter(of_books) {
                verdict.echoed.push(format!("{}: {:?} {:?}", row.named, row.decision, row.reason));
            }
        }
        // Nobody changed a payment afterwards.
        for drift in self.desk.drifts().await {
            verdict.echoed.push(format!("{}: {}", drift.number, drift.message));
        }
    }
}

/// The payments of the books.
fn settled(ledger: &Value) -> Vec<Settled> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = ledger["transactions"].as_array().expect("transactions");
    let is_payment = |one: &&Value| one["kind"] == "Payment" || one["kind"] == "BillPayment";
    all.iter()
        .filter(is_payment)
        .map(|one| Settled {
            id: text(&one["id"]),
            ours: text(&one["privateNote"]).starts_with("Waypost: "),
            pays: one["links"]
                .as_array()
                .expect("links")
                .iter()
                .filter(|link| link["kind"] == "Invoice" || link["kind"] == "Bill")
                .map(|link| text(&link["id"]))
                .collect(),
        })
        .collect()
}

/// What the source handed in stands in the books once, on its invoice.
fn judge_sent(number: &str, held: &[Held], settled: &[Settled], verdict: &mut Verdict) {
    let invoice = held.iter().find(|one| one.number == number).map(|one| one.id.as_str());
    let pays = |one: &&Settled| one.pays.iter().any(|id| Some(id.as_str()) == invoice);
    match settled.iter().filter(pays).count() {
        0 => verdict.lost.push(format!("{number}: its payment is not in the books")),
        1 => {}
        many => verdict.duplicate.push(format!("{number}: paid {many} times in the books")),
    }
}

/// And here it is known to stand there, once.
fn judge_row_of_sent((id, number): (&str, &str), rows: &[PaymentRow], verdict: &mut Verdict) {
    let is_it = |row: &&PaymentRow| row.payment == id && row.named == number;
    let ours: Vec<&PaymentRow> = rows.iter().filter(is_it).collect();
    let known = |row: &&&PaymentRow| {
        row.state == Some(State::Posted)
            && row.decision.as_deref() == Some("export")
            && row.reason.is_none()
            && row.exported
            && row.completed
    };
    if ours.len() != 1 || ours.iter().filter(known).count() != 1 {
        verdict.stuck.push(format!("{number}: its payment is {ours:?}"));
    }
}

/// What was entered in the books is known here once, and its document is closed.
fn judge_entered(number: &str, due: &Due, rows: &[PaymentRow], verdict: &mut Verdict) {
    let Some(id) = &due.entered else {
        return verdict.lost.push(format!("{number}: nobody could pay it in the books"));
    };
    let id = format!("{FLEET}/{id}");
    let ours: Vec<&PaymentRow> =
        rows.iter().filter(|row| row.remote_id.as_deref() == Some(&*id)).collect();
    match ours.as_slice() {
        [] => verdict.lost.push(format!("{number}: its payment {id} never came from the books")),
        [one] if one.completed => {}
        [one] => verdict.stuck.push(format!("{number}: {:?} {:?}", one.decision, one.reason)),
        several => verdict.duplicate.push(format!("{number}: {id} came {} times", several.len())),
    }
}
