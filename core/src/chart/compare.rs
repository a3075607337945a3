//! One account in two readings of a chart.

use crate::wire::{Account, Change, Changed};

/// Everything that differs, in the order of [`Change`]; empty for an account that neither has.
pub(super) fn compare(was: Option<&Account>, is: Option<&Account>) -> Vec<Changed> {
    let bare = |change| Changed { change, from: None, to: None };
    let (was, is) = match (was, is) {
        (Some(was), Some(is)) => (was, is),
        (Some(_), None) => return vec![bare(Change::Deleted)],
        (None, Some(_)) => return vec![bare(Change::Restored)],
        (None, None) => return Vec::new(),
    };
    let switched = |was: bool, is: bool, lost, gained| match (was, is) {
        (true, false) => Some(bare(lost)),
        (false, true) => Some(bare(gained)),
        _ => None,
    };
    let differs = |change, from: Option<&str>, to: Option<&str>| {
        let changed =
            || Changed { change, from: from.map(str::to_owned), to: to.map(str::to_owned) };
        (from != to).then(changed)
    };
    [
        switched(was.active, is.active, Change::Blocked, Change::Unblocked),
        switched(was.posting, is.posting, Change::PostingLost, Change::PostingGained),
        switched(
            was.direct_posting,
            is.direct_posting,
            Change::DirectPostingLost,
            Change::DirectPostingGained,
        ),
        differs(Change::Retyped, Some(was.class.as_str()), Some(is.class.as_str())),
        switched(was.clearing, is.clearing, Change::ClearingLost, Change::ClearingGained),
        differs(Change::Currency, was.currency.as_deref(), is.currency.as_deref()),
        differs(Change::Renumbered, was.number.as_deref(), is.number.as_deref()),
        differs(Change::Renamed, Some(&was.name), Some(&is.name)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
