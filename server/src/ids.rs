//! Where ids and secrets come from: random, and not guessable. Replaced in tests that need to know
//! them in advance.

use rand::RngExt;
use rand::distr::Alphanumeric;

/// Makes ids.
pub trait Ids: Send + Sync + 'static {
    /// A new id that says what it names: `doc_` and 22 letters and digits (131 bits) for `doc`.
    fn fresh(&self, prefix: &str) -> String;
}

/// Ids from the machine's generator of randomness.
#[derive(Clone, Copy, Debug)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn fresh(&self, prefix: &str) -> String {
        format!("{prefix}_{}", secret(22))
    }
}

/// `length` random letters and digits, fit for a token (5.95 bits each).
pub fn secret(length: usize) -> String {
    rand::rng().sample_iter(Alphanumeric).take(length).map(char::from).collect()
}
