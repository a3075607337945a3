//! `requestid`: a repeated write gives the reply of the first call and does nothing again.
//!
//! The page leaves open how long a reply is kept and whether a refusal is kept too. Here both are
//! kept for the time that the sandbox's figures say, also when the object was deleted meanwhile.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::call::Call;
use crate::quickbooks_online::{
    records::{company::Company, remembered::Remembered},
    refusal::{Answer, bad_request_id},
};

const LONGEST: usize = 50;
/// In a batch, where each item's `bId` stands behind it.
const LONGEST_IN_BATCH: usize = 36;
pub(super) const LONGEST_ITEM: usize = 10;
/// Old replies are looked for each time that there are so many more.
const SWEPT: usize = 5000;

/// The id of a write, checked.
///
/// # Errors
/// 2130 for one that is too long.
pub(super) fn of(call: &Call, is_batch: bool) -> Answer<Option<&str>> {
    let longest = if is_batch { LONGEST_IN_BATCH } else { LONGEST };
    match call.option("requestid") {
        Some(id) if id.chars().count() > longest => {
            Err(bad_request_id(&format!("At most {longest} characters.")))
        }
        other => Ok(other),
    }
}

/// Answers from what is remembered under `request`, or does the work and remembers its answer.
///
/// # Errors
/// The refusal of the work, or of the call that it repeats.
pub(super) fn once(
    company: &mut Company,
    call: &Call,
    request: Option<String>,
    work: impl FnOnce(&mut Company) -> Answer<Value>,
) -> Answer<Value> {
    let Some(request) = request else { return work(company) };
    let live = |it: &&Remembered| call.now < ends(it.at, call.request_life_seconds);
    if let Some(known) = company.remembered.get(&request).filter(live) {
        return known.outcome.clone();
    }
    let outcome = work(company);
    company.remembered.put(Remembered { request, at: call.now, outcome: outcome.clone() });
    if company.remembered.len().is_multiple_of(SWEPT) {
        let kept: Vec<Remembered> = company.remembered.iter().filter(live).cloned().collect();
        company.remembered = kept.into();
    }
    outcome
}

fn ends(at: Timestamp, life_seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(life_seconds)).unwrap_or(at)
}
