//! Every answer that is not what was asked for: `application/problem+json` (RFC 9457) with a stable
//! code, words that name the thing and the next step, and a page in `docs/errors`.
//!
//! Invariant: nothing that the server knows and the caller may not know stands in one. Failures of
//! the server itself are logged here, once, and answered without their cause.

mod common;
mod pages;
mod refusal;

pub(crate) use common::*;
pub(crate) use pages::{page, title};
pub(crate) use refusal::Refusal;

/// What a handler answers.
pub(crate) type Answer<T> = Result<T, Refusal>;
