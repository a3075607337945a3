//! Taking in what the source sends: its catalogue, its documents. The same again changes nothing;
//! a change follows R45 and R6. Not HTTP (an operator's command takes in the same way) and not SQL.

pub mod catalog;
pub mod document;
