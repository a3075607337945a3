//! Which rows of a long list are in the page. A short list is there whole; of a long one only what is
//! near the browser's window, with the room of the rest kept free above and below.
//!
//! Invariant: the room of a row is what it measured when it was last drawn, else what its kind needs.
//! Other rows begin anew with what their kind needs.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event};

use super::ident;

use crate::signal::RwSignal;
use crate::stored::Stored;

/// Rows drawn beyond each edge of the window.
const MARGIN: usize = 12;

/// The part of the rows that is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Part {
    /// First row drawn.
    pub(crate) from: usize,
    /// One past the last row drawn.
    pub(crate) to: usize,
    /// Pixels kept free above.
    pub(crate) above: f64,
    /// Pixels kept free below.
    pub(crate) below: f64,
}

/// The rows' heights and the part that is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    /// The id of the element that the rows are drawn in, one child each.
    id: Stored<String>,
    /// What is drawn.
    pub(crate) part: RwSignal<Part>,
    /// Up to this many rows a list is drawn whole.
    whole: Stored<usize>,
    heights: Stored<Vec<f64>>,
}

impl Window {
    /// A window that follows the page and whatever scrolls in it; up to `whole` rows are all drawn.
    pub(crate) fn new(whole: usize) -> Self {
        let window = Self {
            id: Stored::new(ident::fresh("rows")),
            part: RwSignal::new(Part::default()),
            whole: Stored::new(whole),
            heights: Stored::new(Vec::new()),
        };
        follow_scrolling(move || window.follow());
        window
    }

    /// The id of the element that the rows are drawn in.
    pub(crate) fn id(self) -> String {
        self.id.get_value()
    }

    /// Other rows are shown, which need so much room until they are drawn.
    pub(crate) fn show(self, heights: Vec<f64>) {
        self.heights.set_value(heights);
        self.follow();
    }

    /// Draws the part around a row, and brings it into the browser's window.
    pub(crate) fn reach(self, row: usize) {
        let part = self.part.get_untracked();
        if (part.from..part.to).contains(&row) {
            return;
        }
        let top: f64 = self.heights.with_value(|heights| heights.iter().take(row).sum());
        let shift = top + self.top() - view_height() / 2.0;
        window().scroll_by_with_x_and_y(0.0, shift);
        self.follow();
    }

    /// Draws every row, as paper needs it, or again only those near the window.
    pub(crate) fn draw_all(self, all: bool, whole: usize) {
        self.whole.set_value(if all { usize::MAX } else { whole });
        self.follow();
    }

    /// Notes the heights that rows really have.
    pub(crate) fn measure(self) {
        let Some(body) = self.body() else { return };
        let Some(part) = self.part.try_get_untracked() else { return };
        let drawn = body.children();
        let mut changed = false;
        self.heights.update_value(|heights| {
            for (known, at) in heights.iter_mut().take(part.to).skip(part.from).zip(0..) {
                let Some(row) = drawn.item(at) else { break };
                let height = row.get_bounding_client_rect().height();
                if (*known - height).abs() > 0.5 {
                    *known = height;
                    changed = true;
                }
            }
        });
        if changed {
            self.follow();
        }
    }

    fn body(self) -> Option<Element> {
        document().get_element_by_id(&self.id.try_get_value()?)
    }

    /// Where the first row stands, seen from the top of the browser's window.
    fn top(self) -> f64 {
        self.body().map_or(0.0, |body| body.get_bounding_client_rect().top())
    }

    fn follow(self) {
        let top = self.top();
        let Some(whole) = self.whole.try_get_value() else { return };
        let part = self.heights.try_with_value(|heights| part(heights, whole, -top, view_height()));
        if let Some(part) = part
            && self.part.try_get_untracked().is_some_and(|now| now != part)
        {
            self.part.set(part);
        }
    }
}

/// Calls `follow` whenever anything scrolls or the window changes, until the screen is left.
fn follow_scrolling(follow: impl Fn() + 'static) {
    let hear = Closure::<dyn Fn(Event)>::new(move |_| follow());
    let hear = StoredValue::new_local(hear);
    let each = move |listen: fn(&web_sys::Window, &str, &js_sys::Function)| {
        hear.with_value(|hear| {
            for name in ["scroll", "resize"] {
                listen(&window(), name, hear.as_ref().unchecked_ref());
            }
        });
    };
    // Scrolling does not bubble; on its way down it is heard from every element. The browser
    // refuses no listener.
    each(|window, name, hear| {
        let _ = window.add_event_listener_with_callback_and_bool(name, hear, true);
    });
    on_cleanup(move || {
        each(|window, name, hear| {
            let _ = window.remove_event_listener_with_callback_and_bool(name, hear, true);
        });
    });
}

/// The part of rows with these heights that a window `view` high shows, `scrolled` below their top.
fn part(heights: &[f64], whole: usize, scrolled: f64, view: f64) -> Part {
    if heights.len() <= whole {
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
pub(crate) fn pixels(room: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "no page is that long")]
    let whole = room.round() as i64;
    format!("{whole}px")
}

fn view_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_drawn_whole() {
        assert_eq!(
            part(&[40.0; 100], 160, 900.0, 600.0),
            Part { from: 0, to: 100, above: 0.0, below: 0.0 }
        );
    }

    #[test]
    fn of_a_long_list_only_what_is_near_the_window_is_drawn() {
        let part = part(&[40.0; 10_000], 160, 40_000.0, 800.0);
        assert_eq!((part.from, part.to), (988, 1033));
        assert!((part.above + 45.0 * 40.0 + part.below - 400_000.0).abs() < 0.01);
    }

    #[test]
    fn at_the_end_nothing_is_kept_free_below() {
        let part = part(&[40.0; 10_000], 160, 399_200.0, 800.0);
        assert_eq!(part.to, 10_000);
        assert!(part.below.abs() < 0.01);
    }
}
