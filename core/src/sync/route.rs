//! Whose books a document belongs to (R25).
//!
//! Not the connection's own state (signed out, no mapping): that is a wait, not a route. Invariant: a
//! document goes to the connection of the subsidiary that it names, or nowhere.

use super::Held;

/// A document as it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival<'a> {
    /// The source's id.
    pub document: &'a str,
    /// What it was formed from.
    pub origin: &'a str,
    /// The origin under which the same source document came before, if that one goes to the books.
    pub earlier_origin: Option<&'a str>,
    /// The name of the subsidiary that it was routed to: invoiced as, tendered as, driver's own.
    pub subsidiary: &'a str,
    /// That subsidiary's connection.
    pub connection: Option<&'a str>,
}

/// The reason of documents whose subsidiary has no connection.
pub const NO_CONNECTION: &str = "no_connection";
/// The reason of documents that came under a second origin.
pub const DUPLICATE: &str = "duplicate_document";

/// The connection that posts the document.
///
/// # Errors
/// [`Held`] when the same source document goes to the books under another origin already, or when
/// the subsidiary has no connection.
pub fn route<'a>(arrival: &Arrival<'a>) -> Result<&'a str, Held> {
    if let Some(first) = arrival.earlier_origin {
        return Err(Held::person(
            DUPLICATE,
            format!(
                "{} was already handed in with the origin {first}, and that one goes to the books. \
                 This one, with the origin {}, would double it. Remove one of them at the source.",
                arrival.document, arrival.origin
            ),
        ));
    }
    arrival.connection.ok_or_else(|| {
        Held::config(
            NO_CONNECTION,
            format!(
                "There is no connection for {}. Connect it to its books; the document is then \
                 posted by itself.",
                arrival.subsidiary
            ),
        )
        .about(arrival.subsidiary)
    })
}
