//! The query language: a statement is read, checked against the properties, and answered.

mod filter;
mod lexer;
mod parser;
mod run;

pub(super) use run::run;
