//! Thirty days as bars: what was posted, and above it what came to wait for a person.
//!
//! A picture for those who see it; whoever shows it says the same in words or in a table.

use leptos::prelude::*;
use waypost_core::api::Day;

use crate::words::count;

/// Width of a day and height of the tallest one, in units of the drawing.
const DAY: usize = 10;
const TALLEST: u64 = 40;

/// The bars, named for those who do not see them.
pub(crate) fn bars(days: &[Day]) -> AnyView {
    let most = days.iter().map(|day| day.posted + day.held).max().unwrap_or(0).max(1);
    let height = |number: u64| number.saturating_mul(TALLEST).div_ceil(most);
    let (mut posted, mut held) = (String::new(), String::new());
    for (at, day) in days.iter().enumerate() {
        let (x, below) = (at * DAY + 1, height(day.posted));
        posted.push_str(&bar(x, 0, below));
        held.push_str(&bar(x, below, height(day.held).min(TALLEST.saturating_sub(below))));
    }
    let box_ = format!("0 0 {} {TALLEST}", days.len() * DAY);
    view! {
        <svg class="bars" role="img" aria-label=summary(days) viewBox=box_ preserveAspectRatio="none">
            <path class="bars-posted" d=posted></path>
            <path class="bars-held" d=held></path>
        </svg>
    }
    .into_any()
}

/// `30 days: 128 documents posted, 2 held.`
pub(crate) fn summary(days: &[Day]) -> String {
    let sum = |of: fn(&Day) -> u64| days.iter().map(of).sum::<u64>();
    format!(
        "{}: {} posted, {} held",
        count(days.len(), "day", "days"),
        sum(|day| day.posted),
        sum(|day| day.held)
    )
}

fn bar(x: usize, from: u64, height: u64) -> String {
    if height == 0 {
        return String::new();
    }
    let top = TALLEST.saturating_sub(from + height);
    format!("M{x} {top}h{}v{height}h-{}z", DAY - 2, DAY - 2)
}
