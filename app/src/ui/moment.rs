//! A point in time as people read it, in this browser's time zone.

use js_sys::{Date, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// "Sep 16, 2026, 9:42 AM" for an RFC 3339 time; the text itself where it is none.
pub(crate) fn in_words(rfc3339: &str) -> String {
    let date = Date::new(&JsValue::from_str(rfc3339));
    if date.get_time().is_nan() {
        return rfc3339.to_owned();
    }
    let today = Date::new_0().to_date_string() == date.to_date_string();
    let options = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&options, &"timeStyle".into(), &"short".into());
    if !today {
        let _ = Reflect::set(&options, &"dateStyle".into(), &"medium".into());
    }
    String::from(date.to_locale_string("en-US", &options))
}

/// The same as an element that machines can read.
pub(crate) fn moment(rfc3339: &str) -> impl IntoView + use<> {
    view! { <time datetime=rfc3339.to_owned()>{in_words(rfc3339)}</time> }
}
