//! Ids that tie a label, a hint or an error to its control.

use std::cell::Cell;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of this page has.
pub(crate) fn fresh(what: &str) -> String {
    let number = LAST.get() + 1;
    LAST.set(number);
    format!("{what}-{number}")
}
