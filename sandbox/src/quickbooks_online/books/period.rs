//! Closed books: nothing dated in them is written, changed or removed by a program.

use jiff::civil::Date;

use super::writer::{Door, Writer};
use crate::quickbooks_online::{
    records::{given, record::Record},
    refusal::{Answer, period_closed},
};

/// # Errors
/// 6210, or 6200 where no password guards the closed books.
pub(super) fn check(writer: &Writer<'_>, day: Date) -> Answer<()> {
    let settings = &writer.company.settings;
    let closed = settings.book_close_date.is_some_and(|last| day <= last);
    if closed && writer.door == Door::Api {
        return Err(period_closed(settings.close_password));
    }
    Ok(())
}

/// The same for a stored record; list objects have no day.
pub(super) fn check_record(writer: &Writer<'_>, record: &Record) -> Answer<()> {
    match given::date(&record.given, "TxnDate") {
        Some(day) => check(writer, day),
        None => Ok(()),
    }
}

/// Gives a transaction its day, today when it has none, and checks it.
///
/// # Errors
/// As [`check`].
pub(super) fn date(writer: &Writer<'_>, record: &mut Record) -> Answer<Date> {
    let day = given::date(&record.given, "TxnDate").unwrap_or_else(|| writer.today());
    record.given.insert("TxnDate".to_owned(), day.to_string().into());
    check(writer, day)?;
    Ok(day)
}
