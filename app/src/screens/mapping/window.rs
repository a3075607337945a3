//! Which rows are in the page. A short grid is there whole; of a long one only what is near the
//! window, with the room of the rest kept free above and below.
//!
//! Invariant: the room of a row is what it measured when it was last drawn, else what its kind needs.

use std::collections::HashMap;

use leptos::html::Div;
use leptos::prelude::*;

use super::rows::Key;

/// Up to this many rows the grid is drawn whole.
const WHOLE: usize = 160;
/// Rows drawn beyond each edge of the window.
const MARGIN: usize = 12;

/// The part of the rows that is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Part {
    /// First row drawn.
    pub(super) from: usize,
    /// One past the last row drawn.
    pub(super) to: usize,
    /// Pixels kept free above.
    pub(super) above: f64,
    /// Pixels kept free below.
    pub(super) below: f64,
}

/// The rows' heights and the part that is drawn.
#[derive(Clone, Copy)]
pub(super) struct Window {
    /// Where the rows are drawn.
    pub(super) body: NodeRef<Div>,
    /// What is drawn.
    pub(super) part: RwSignal<Part>,
    heights: StoredValue<Vec<f64>>,
    measured: StoredValue<HashMap<Key, f64>>,
}

impl Window {
    /// A window that follows the page's scrolling.
    pub(super) fn new() -> Self {
        let window = Self {
            body: NodeRef::new(),
            part: RwSignal::new(Part::default()),
            heights: StoredValue::new(Vec::new()),
            measured: StoredValue::new(HashMap::new()),
        };
        let scrolled = window_event_listener(leptos::ev::scroll, move |_| window.follow());
        let resized = window_event_listener(leptos::ev::resize, move |_| window.follow());
        on_cleanup(move || {
            scrolled.remove();
            resized.remove();
        });
        window
    }

    /// Other rows are shown; `columns` says how many accounts a row has.
    pub(super) fn show(self, keys: &[Key], columns: impl Fn(&Key) -> usize) {
        let heights = self.measured.with_value(|measured| {
            keys.iter()
                .map(|key| measured.get(key).copied().unwrap_or_else(|| estimate(columns(key))))
                .collect()
        });
        self.heights.set_value(heights);
        self.follow();
    }

    /// Draws the part around a row, and brings it into the browser's window.
    pub(super) fn reach(self, row: usize) {
        let part = self.part.get_untracked();
        if (part.from..part.to).contains(&row) {
            return;
        }
        let top: f64 = self.heights.with_value(|heights| heights.iter().take(row).sum());
        let shift = top + self.top() - view_height() / 2.0;
        window().scroll_by_with_x_and_y(0.0, shift);
        self.follow();
    }

    /// Notes the heights that rows really have.
    pub(super) fn measure(self, keys: &[Key]) {
        let Some(body) = self.body.get_untracked() else { return };
        let part = self.part.get_untracked();
        let drawn = body.children();
        let mut changed = false;
        for (at, key) in keys.iter().enumerate().take(part.to).skip(part.from) {
            let place = u32::try_from(at - part.from).unwrap_or(u32::MAX);
            let Some(height) = drawn.item(place).map(|row| row.get_bounding_client_rect().height())
            else {
                break;
            };
            self.heights.update_value(|heights| {
                if let Some(known) = heights.get_mut(at)
                    && (*known - height).abs() > 0.5
                {
                    *known = height;
                    changed = true;
                }
            });
            self.measured.update_value(|measured| {
                measured.insert(key.clone(), height);
            });
        }
        if changed {
            self.follow();
        }
    }

    /// Where the first row stands, seen from the top of the browser's window.
    fn top(self) -> f64 {
        self.body.get_untracked().map_or(0.0, |body| body.get_bounding_client_rect().top())
    }

    fn follow(self) {
        let top = self.top();
        let Some(part) = self.heights.try_with_value(|heights| part(heights, -top, view_height()))
        else {
            return;
        };
        if self.part.try_get_untracked().is_some_and(|now| now != part) {
            self.part.set(part);
        }
    }
}

/// The part of rows with these heights that a window `view` high shows, `scrolled` below their top.
fn part(heights: &[f64], scrolled: f64, view: f64) -> Part {
    if heights.len() <= WHOLE {
        return Part { from: 0, to: heights.len(), above: 0.0, below: 0.0 };
    }
    let (mut top, mut first, mut last) = (0.0, None, heights.len());
    for (at, height) in heights.iter().enumerate() {
        if first.is_none() && top + height > scrolled {
            first = Some(at);
        }
        if top > scrolled + view {
            last = at;
            break;
        }
        top += height;
    }
    let from = first.unwrap_or(heights.len()).saturating_sub(MARGIN);
    let to = (last + MARGIN).min(heights.len());
    Part { from, to, above: heights.iter().take(from).sum(), below: heights.iter().skip(to).sum() }
}

/// So much room, in whole pixels, as a style says it.
pub(super) fn pixels(room: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "no page is that long")]
    let whole = room.round() as i64;
    format!("{whole}px")
}

fn view_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0)
}

/// What a row needs before it was drawn: a head, one account, two.
fn estimate(columns: usize) -> f64 {
    match columns {
        0 => 37.0,
        1 => 41.0,
        _ => 65.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_grid_is_drawn_whole() {
        assert_eq!(
            part(&[40.0; 100], 900.0, 600.0),
            Part { from: 0, to: 100, above: 0.0, below: 0.0 }
        );
    }

    #[test]
    fn of_a_long_grid_only_what_is_near_the_window_is_drawn() {
        let part = part(&[40.0; 10_000], 40_000.0, 800.0);
        assert_eq!((part.from, part.to), (988, 1033));
        assert!((part.above + 45.0 * 40.0 + part.below - 400_000.0).abs() < 0.01);
    }

    #[test]
    fn at_the_end_nothing_is_kept_free_below() {
        let part = part(&[40.0; 10_000], 399_200.0, 800.0);
        assert_eq!(part.to, 10_000);
        assert!(part.below.abs() < 0.01);
    }
}
