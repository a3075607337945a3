//! Whether two findings say the same of the same place.

use crate::wire::Finding;

/// The same code about the same slot and account; what the message names besides may differ.
pub(crate) fn is_same(one: &Finding, other: &Finding) -> bool {
    (one.code, &one.slot, &one.account) == (other.code, &other.slot, &other.account)
}
