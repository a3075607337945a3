//! The key under which a remote, and we, know one try (R40).
//!
//! Invariant: derived, never random; a definite outcome ends the try, an unknown one keeps it, so
//! that the same request again carries the same key.

/// Which try of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Try<'a> {
    /// The connection that sends it.
    pub connection: &'a str,
    /// Our id of the document, party or payment.
    pub subject: &'a str,
    /// Which life of it; a new one begins only when the former is void in the books (R45).
    pub generation: u64,
    /// Which try of that life.
    pub attempt: u64,
}

/// What is known of a try's outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was accepted, or nothing of it was.
    Definite,
    /// It may have arrived.
    Unknown,
}

impl Try<'_> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}/{}/{}", self.connection, self.subject, self.generation, self.attempt)
    }
}

/// The attempt that follows `attempt` once its outcome stands.
#[must_use]
pub fn next_attempt(attempt: u64, outcome: Outcome) -> u64 {
    match outcome {
        Outcome::Definite => attempt.saturating_add(1),
        Outcome::Unknown => attempt,
    }
}
