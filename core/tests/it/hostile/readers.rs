//! Bytes from a stranger, put into every public format: it is read and written back as it was, or it is
//! refused by name. Nothing panics. The fuzz targets of `tests/fuzz` run these same functions.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Debug;
use waypost_core::payment::{Register, factoring};
use waypost_core::wire::{
    self, Catalog, Chart, Document, FactoringColumns, Mapping, Payment, PaymentSettings, Settings,
    Standing, Unusable,
};
use waypost_core::{Rules, Slot};

/// A format's name and what reads it.
pub type Format = (&'static str, fn(&[u8]));

/// Every public format.
pub const FORMATS: &[Format] = &[
    ("chart", format::<Chart>),
    ("catalog", format::<Catalog>),
    ("mapping", format::<Mapping>),
    ("document", format::<Document>),
    ("settings", format::<Settings>),
    ("payment", format::<Payment>),
    ("payment_settings", format::<PaymentSettings>),
    ("standing", format::<Standing>),
    ("factoring_columns", format::<FactoringColumns>),
    ("factoring_report", factoring_report),
    ("slot", slot),
    ("preview", preview),
    ("decide", decide),
];

/// Runs the format of this name.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, read) = FORMATS.iter().find(|format| format.0 == name).expect("a format");
    read(bytes);
}

fn format<T: DeserializeOwned + Serialize + PartialEq + Debug>(bytes: &[u8]) {
    match wire::read_slice::<T>(bytes) {
        Ok(value) => assert_eq!(wire::read::<T>(&wire::write(&value)).as_ref(), Ok(&value)),
        Err(refusal) => named(&refusal),
    }
}

fn named(refusal: &Unusable) {
    let codes = ["malformed_json", "missing_field", "unusable_value"];
    assert!(codes.contains(&refusal.code) && !refusal.message.is_empty(), "{refusal:?}");
}

fn factoring_report(bytes: &[u8]) {
    if let Err(refusal) = factoring::headings(bytes) {
        named(&refusal);
    }
    let columns = r#"{"load":"Load","gross":"Gross","fee":"Fee","net":"Net","date":"Date","reference":"Ref"}"#;
    let columns: FactoringColumns = wire::read(columns).expect("columns");
    match factoring::read(bytes, &columns) {
        Ok(rows) => assert!(rows.iter().all(|row| !row.id().is_empty())),
        Err(refusals) => {
            assert!(!refusals.is_empty());
            refusals.iter().for_each(named);
        }
    }
}

fn slot(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(slot) = text.parse::<Slot>() {
        assert_eq!(slot.to_string(), text);
    }
}

/// One part of an object of parts, read as its own format.
fn part<T: DeserializeOwned>(parts: &Value, name: &str) -> Option<T> {
    wire::read(&parts[name].to_string()).ok()
}

/// `{"mapping", "chart", "catalog", "documents"}`: everything that can be asked of the rules.
fn preview(bytes: &[u8]) {
    let Ok(parts) = serde_json::from_slice::<Value>(bytes) else { return };
    let (Some(mapping), Some(chart)) = (part(&parts, "mapping"), part(&parts, "chart")) else {
        return;
    };
    let catalog: Option<Catalog> = part(&parts, "catalog");
    let rules = Rules::new(&mapping, &chart, catalog.as_ref());
    assert!(rules.validate().iter().all(|finding| !finding.message.is_empty()));
    assert_eq!((rules.sections().len(), rules.defaults().len()), (8, 6));
    for document in part::<Vec<Document>>(&parts, "documents").unwrap_or_default() {
        match rules.preview(&document) {
            Ok(preview) => {
                let sum =
                    |cents: fn(&wire::Entry) -> i64| preview.entries.iter().map(cents).sum::<i64>();
                assert_eq!(sum(|entry| entry.debit.cents()), sum(|entry| entry.credit.cents()));
            }
            Err(refusal) => named(&refusal),
        }
    }
}

/// `{"settings", "documents", "payments"}`: every payment gets decisions, each in words.
fn decide(bytes: &[u8]) {
    let Ok(parts) = serde_json::from_slice::<Value>(bytes) else { return };
    let (Some(settings), Some(documents)) = (part(&parts, "settings"), part(&parts, "documents"))
    else {
        return;
    };
    let mut register = Register::new(settings, documents);
    for payment in part::<Vec<Payment>>(&parts, "payments").unwrap_or_default() {
        for decision in register.decide(&payment) {
            assert!(!decision.message.is_empty(), "{decision:?}");
        }
    }
}
