//! Reading an accounting system's own fields into a class of account (R12).

mod business_central;

pub use business_central::classify_business_central;
