//! Decisions about payments in words: what happened, who can mend it, what comes next.
//!
//! Words only. Invariant: every reason has a sentence that names the document or the setting.

use super::case::Case;
use super::judged::Judged;
use super::{deposit, export, import};
use crate::capability::{Flow, Support, support};
use crate::wire::{Amount, Decided, Decision, Kind, Origin, PaymentReason as R};

/// The decision as it is handed out.
pub(super) fn decision(case: &Case, judged: Judged) -> Decision {
    let payment = case.payment;
    Decision {
        payment: payment.id.clone().or_else(|| payment.remote_id.clone()),
        document: case.allocation.document.clone(),
        decision: judged.decided,
        reason: judged.reason,
        message: message(case, judged),
        completes: judged.completes,
        fee: payment.fee.filter(|_| judged.completes),
        was: judged.drift.map(|(was, _)| was),
        is: judged.drift.map(|(_, is)| is),
    }
}

fn message(case: &Case, judged: Judged) -> String {
    let mut message = match (judged.reason, judged.drift) {
        (None, _) if judged.decided == Decided::Export => exported(case),
        (None, _) => imported(case),
        (Some(reason), Some((was, is))) => drifted(case, reason, was, is),
        (Some(reason), None) => because(case, reason),
    };
    if let Some(fee) = case.payment.fee.filter(|_| judged.completes) {
        let fee = fee.grouped();
        message.push_str(&format!(" Record the factor's fee of {fee} with the deposit."));
    }
    message
}

fn exported(case: &Case) -> String {
    let account = deposit::account(case.settings, case.system()).unwrap_or_default();
    format!("Posts to {}, deposited to {account}.", case.books())
}

fn imported(case: &Case) -> String {
    let (title, books) = (case.title(), case.books());
    let effect = match case.document.map(|document| (document.kind, document.origin)) {
        Some((Kind::Bill, Origin::Trip)) => format!("closes {title} and completes its trip"),
        Some((Kind::Bill, _)) => format!("closes {title} and completes the trips on it"),
        _ => format!("completes what {title} bills"),
    };
    let near = if case.payment.date_approximate {
        format!(" Its date is approximate: {books} shows only that the {} is paid.", case.noun())
    } else {
        String::new()
    };
    format!("Paid in full in {books}: {effect}.{near}")
}

fn because(case: &Case, reason: R) -> String {
    let (title, books, noun) = (case.title(), case.books(), case.noun());
    let amount = case.amount().grouped();
    match reason {
        R::AlreadyCompleted => already_completed(case),
        R::Echo => {
            format!("This is a payment that stands in {books} already; it is not applied again.")
        }
        R::SummaryInvoice => format!(
            "{title} is a summary invoice; its payments are not synchronised, record them on both sides."
        ),
        R::BeforeGoLive => {
            let go_live = case.settings.go_live.map(|day| day.to_string()).unwrap_or_default();
            format!(
                "{title} is older than go-live on {go_live}; it belongs to the books as they were."
            )
        }
        R::SystemDoesNotExportPayments => not_supported(case),
        R::ExportOff => format!(
            "Export of customer payments is off; switch it on in the mapping, or record the payment in {books}."
        ),
        R::NoDepositAccount => {
            "No usable deposit account is chosen; choose a clearing account such as Undeposited \
                                Funds in the mapping."
                .to_owned()
        }
        R::CurrencyMismatch => currencies(case),
        R::Overpaid => overpaid(case),
        R::Partial => partial(case),
        R::PaidByParts => {
            format!("{title} is paid in full by parts; record it in {books} by hand.")
        }
        R::InvoiceNotExported if case.document.is_none() => {
            format!("No {noun} {title} is known here; the payment waits until the TMS sends it.")
        }
        R::InvoiceNotExported => {
            format!("{title} is not in {books} yet; the payment waits until it is posted.")
        }
        R::InvoiceInFlight => {
            format!("{title} is on its way to {books}; the payment waits for the answer.")
        }
        R::NotOurs => format!("{title} is not {} that was sent from here; left alone.", a(noun)),
        R::CarrierSettlement => not_imported(title, "a carrier settlement"),
        R::DriverSettlement => not_imported(title, "a driver settlement"),
        R::CompanyFuel => not_imported(title, "the fuel card company's bill"),
        R::CompanyTolls => not_imported(title, "the toll company's bill"),
        R::CreditedNotPaid => {
            format!(
                "{title} was credited in {books}, not paid; it stays open here until someone closes it."
            )
        }
        R::SettledWithCredit => {
            let credited =
                case.document.map(|document| document.credited.grouped()).unwrap_or_default();
            format!(
                "{title} was settled in {books} with a credit of {credited}; decide whether it counts as paid."
            )
        }
        R::Voided => {
            format!("The payment of {amount} was voided in {books} before it counted here.")
        }
        R::Deleted => {
            format!("The payment of {amount} was deleted in {books} before it counted here.")
        }
        R::TakenBackHere => {
            format!("The payment of {amount} was taken back here before it was sent.")
        }
        R::Edited | R::FurtherPayment => format!("{books} shows {amount} on {title}."),
    }
}

fn drifted(case: &Case, reason: R, was: Amount, is: Amount) -> String {
    let (title, books) = (case.title(), case.books());
    let (was, is) = (was.grouped(), is.grouped());
    let what = match reason {
        R::TakenBackHere => {
            let id =
                case.payment.remote_id.as_deref().map(|id| format!(" as {id}")).unwrap_or_default();
            return format!(
                "The payment of {is} on {title} was taken back here and still stands in {books}{id}; to take it \
                 back there too, open the payment in {books}, void it, and note the reason."
            );
        }
        R::Voided => "was voided",
        R::Deleted => "was deleted",
        R::FurtherPayment => "has a further payment",
        _ => "was changed",
    };
    format!(
        "{title}: paid {was} → {is}. The payment {what} in {books} after it counted here; nothing changes here. \
         Mend it in {books}, or reopen {title} with a reason."
    )
}

fn already_completed(case: &Case) -> String {
    let title = case.title();
    if case.document.is_some_and(|document| !document.is_completed()) {
        return format!(
            "This payment was applied before {title} was reopened, and has not changed since."
        );
    }
    let confirmed = case.payment.is_remote()
        || case.document.is_some_and(|document| {
            document.completing().any(|applied| applied.imported)
                && document.completed_amount() == case.amount()
        });
    if confirmed {
        return format!("{title} is paid already: confirmed in the books.");
    }
    format!(
        "{title} is paid already by another payment; take this one back, or allocate it elsewhere."
    )
}

fn not_supported(case: &Case) -> String {
    match support(case.system(), Flow::export(case.payment.direction)) {
        Support::No(reason) => format!("Not sent: {reason}."),
        Support::Yes | Support::While(_) => String::new(),
    }
}

fn currencies(case: &Case) -> String {
    let theirs = case.payment.currency.as_deref().unwrap_or_default();
    let ours = case.document.and_then(|document| document.currency.as_deref()).unwrap_or_default();
    format!(
        "The payment is in {theirs}, {} in {ours}; nothing is converted, record it in {} by hand.",
        case.title(),
        case.books()
    )
}

fn overpaid(case: &Case) -> String {
    let title = case.title();
    let total = case.document.map(|document| document.total.grouped()).unwrap_or_default();
    if let Some(free) = Amount::from_cents(case.payment.unallocated_cents())
        .filter(|_| !case.payment.is_remote() && case.payment.unallocated_cents() > 0)
    {
        let paid = case.payment.amount.grouped();
        return format!(
            "Of the payment of {paid}, {} is not allocated; allocate it, or record it in {} by hand.",
            free.grouped(),
            case.books()
        );
    }
    let received = received(case);
    format!(
        "Overpaid (received {received} of {total}); decide what becomes of the rest of {title}."
    )
}

fn partial(case: &Case) -> String {
    let total = case.document.map(|document| document.total.grouped()).unwrap_or_default();
    let received = received(case);
    if case.payment.is_remote() {
        return format!(
            "Partly paid in {} ({received} of {total}); nothing closes until the rest is paid.",
            case.books()
        );
    }
    format!(
        "Partial (received {received} of {total}); only full payments are sent to {}.",
        case.books()
    )
}

/// What has come in with this payment: here, or in the books.
fn received(case: &Case) -> String {
    let cents = case.document.map(|document| {
        if case.payment.is_remote() {
            let owed = i128::from(document.total.cents()) - i128::from(document.credited.cents());
            owed - import::open_cents(case, document)
        } else {
            export::received_cents(case, document)
        }
    });
    cents.and_then(Amount::from_wide_cents).unwrap_or(case.amount()).grouped()
}

fn not_imported(title: &str, what: &str) -> String {
    format!("{title} is {what}; its payments are not imported, close it by hand.")
}

fn a(noun: &str) -> String {
    format!("{} {noun}", if noun == "invoice" { "an" } else { "a" })
}
