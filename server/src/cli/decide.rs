//! `waypost decide`: what becomes of payments.
//!
//! Payments are judged in the order given, and what earlier ones did is history for the later ones:
//! parts add up, and what the books show after a document was completed is drift. Exit code 2 means
//! that a payment is held or has drifted, so that a person has something to do; skipped, waiting and
//! echoed payments ask nobody.

use super::input::{self, Member};
use super::stop::Stop;
use super::{ALL_WELL, Format, OBJECTIONS};
use serde::Deserialize;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use waypost_core::payment::Register;
use waypost_core::wire::{self, Amount, Decided, Decision, Payment, PaymentSettings, Standing};

/// Arguments of `waypost decide`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// System, mapping and go-live date; with a chart, its deposit account is judged too
    #[arg(long, value_name = "FILE")]
    settings: PathBuf,
    /// Documents as they stand: one, a list, JSON lines, or an object with `documents`
    #[arg(long, value_name = "FILE")]
    documents: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Payments: files of one, a list, JSON lines, or an object with `payments`; `-` is standard input
    #[arg(required = true, value_name = "PAYMENT")]
    payments: Vec<PathBuf>,
}

/// An object with documents; what else it holds is passed over.
#[derive(Deserialize)]
pub(super) struct Documents {
    documents: Vec<Standing>,
}

/// An object with payments; what else it holds is passed over.
#[derive(Deserialize)]
pub(super) struct Payments {
    payments: Vec<Payment>,
}

impl From<Documents> for Vec<Standing> {
    fn from(held: Documents) -> Vec<Standing> {
        held.documents
    }
}

impl From<Payments> for Vec<Payment> {
    fn from(held: Payments) -> Vec<Payment> {
        held.payments
    }
}

impl Member for Standing {
    const FIELD: &'static str = "documents";
    type Held = Documents;
}

impl Member for Payment {
    const FIELD: &'static str = "payments";
    type Held = Payments;
}

/// Prints one decision per allocation, in input order; stops at the first payment that cannot be read.
pub(super) fn run(args: &Args, stdin: &mut dyn Read, out: &mut dyn Write) -> Result<u8, Stop> {
    let settings: PaymentSettings = input::load(&args.settings)?;
    let mut documents: Vec<Standing> = Vec::new();
    input::each_member(&args.documents, stdin, |document| {
        documents.push(document);
        Ok(())
    })?;
    let mut register = Register::new(settings, documents);
    let mut code = ALL_WELL;
    for path in &args.payments {
        input::each_member(path, stdin, |payment: Payment| {
            let decisions = register.decide(&payment);
            for (allocation, decision) in payment.allocations.iter().zip(&decisions) {
                if matches!(decision.decision, Decided::Hold | Decided::Drift) {
                    code = OBJECTIONS;
                }
                match args.format {
                    Format::Json => writeln!(out, "{}", wire::write(decision)),
                    Format::Table => row(out, allocation.amount, decision),
                }
                .map_err(Stop::from_output)?;
            }
            Ok(())
        })?;
    }
    Ok(code)
}

/// One line for people. Widths are fixed, so that a stream is answered as it comes.
fn row(out: &mut dyn Write, amount: Amount, decision: &Decision) -> io::Result<()> {
    let payment = decision.payment.as_deref().unwrap_or("no id");
    let reason = decision.reason.map_or("", |reason| reason.as_str());
    let amount = amount.grouped();
    let Decision { document, decision, message, .. } = decision;
    let decision = decision.as_str();
    writeln!(
        out,
        "  {payment:<12}  {document:<14}  {amount:>14}  {decision:<6}  {reason:<20}  {message}"
    )
}
