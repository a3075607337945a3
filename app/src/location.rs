//! The address of this page: what it says, and going from one to another without loading the page.
//!
//! Not which screen answers an address: that is [`crate::routes`]. Invariant: the browser's history
//! and what is shown agree, also after Back and Forward.

use std::cell::OnceCell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent, UrlSearchParams};

use crate::guard::Guard;
use crate::signal::RwSignal;

/// An address below this site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Address {
    path: String,
    query: String,
}

/// What becomes of the address that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// Back leads to it; the new one is read from its top.
    Behind,
    /// Back leads to it; the page stays where it is.
    BehindInPlace,
    /// It is forgotten; the page stays where it is.
    Forgotten,
}

thread_local! {
    static HERE: OnceCell<RwSignal<Address>> = const { OnceCell::new() };
}

/// The address of this page. The root asks for it first, so it lives as long as the page.
fn here() -> RwSignal<Address> {
    HERE.with(|here| *here.get_or_init(|| RwSignal::new(Address::default())))
}

/// The path, as it stands in the address.
pub(crate) fn path() -> String {
    here().with(|here| here.path.clone())
}

/// The part of the path at a place, decoded; empty where the path is shorter.
pub(crate) fn segment(at: usize) -> String {
    let segment = here().with(|here| here.path.split('/').nth(at + 1).map(str::to_owned));
    let segment = segment.unwrap_or_default();
    js_sys::decode_uri_component(&segment).map_or(segment, String::from)
}

/// What the address says under a name.
pub(crate) fn query(name: &str) -> Option<String> {
    let query = here().with(|here| UrlSearchParams::new_with_str(&here.query));
    query.ok()?.get(name)
}

/// Goes to another address of this site.
pub(crate) fn go(address: &str, left: Left) {
    let Ok(history) = window().history() else { return };
    // The browser refuses only addresses of other sites.
    let _ = match left {
        Left::Behind | Left::BehindInPlace => {
            history.push_state_with_url(&JsValue::NULL, "", Some(address))
        }
        Left::Forgotten => history.replace_state_with_url(&JsValue::NULL, "", Some(address)),
    };
    arrive();
    if left == Left::Behind {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Says other things under these names, in place of this address; an empty text says nothing.
pub(crate) fn say(words: &[(&str, &str)]) {
    let (path, query) = here().with_untracked(|here| (here.path.clone(), here.query.clone()));
    let Ok(query) = UrlSearchParams::new_with_str(&query) else { return };
    for (name, value) in words {
        if value.is_empty() {
            query.delete(name);
        } else {
            query.set(name, value);
        }
    }
    go(&format!("{path}?{}", String::from(query.to_string())), Left::Forgotten);
}

/// Follows links and the browser's history; call once, at the root.
pub(crate) fn follow(guard: Guard) {
    arrive();
    window_event_listener(leptos::ev::popstate, |_| arrive());
    window_event_listener(leptos::ev::click, move |event: MouseEvent| {
        let Some(link) = link_of(&event).filter(|link| is_inside(link, &event)) else { return };
        event.prevent_default();
        let address = format!("{}{}", link.pathname(), link.search());
        let leaves = here().with_untracked(|here| here.path != link.pathname());
        if !(leaves && guard.holds(&address)) {
            go(&address, Left::Behind);
        }
    });
}

/// Reads the address that the browser shows.
fn arrive() {
    let location = window().location();
    let now = Address {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
    };
    if here().with_untracked(|here| *here != now) {
        here().set(now);
    }
}

fn link_of(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

/// Whether the click is for us: not one that opens another tab, and not a link that leads out.
fn is_inside(link: &HtmlAnchorElement, event: &MouseEvent) -> bool {
    let elsewhere = event.default_prevented()
        || event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key();
    let out =
        !link.target().is_empty() || link.has_attribute("download") || link.rel() == "external";
    !elsewhere && !out && Some(link.host()) == window().location().host().ok()
}
