//! Choosing a file and reading it as text.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::ident;

/// A file input for JSON with its label; `chosen` receives the file's name and text.
pub(crate) fn choose(
    label: &'static str,
    hint: &'static str,
    chosen: impl Fn(String, String) + Clone + 'static,
) -> AnyView {
    choose_of(".json,.jsonl,.ndjson,application/json", label, hint, chosen)
}

/// The same for files of these kinds.
pub(crate) fn choose_of(
    accept: &'static str,
    label: &'static str,
    hint: &'static str,
    chosen: impl Fn(String, String) + Clone + 'static,
) -> AnyView {
    let id = ident::fresh("file");
    let hint_id = format!("{id}-hint");
    let on_change = move |event: leptos::ev::Event| {
        let Some(input) =
            event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again after it was mended.
        input.set_value("");
        let chosen = chosen.clone();
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            chosen(file.name(), text.unwrap_or_default());
        });
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="field-hint" id=hint_id.clone()>{hint}</p>
            <input class="input" id=id type="file" accept=accept aria-describedby=hint_id on:change=on_change/>
        </div>
    }
    .into_any()
}
