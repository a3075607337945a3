//! Where a report comes from: a file, or pasted text.

use leptos::prelude::*;
use waypost_core::payment::factoring;

use super::desk::{Came, Desk};
use crate::ui::field::Field;
use crate::ui::file;

/// The two ways in.
pub(super) fn sources(desk: Desk) -> AnyView {
    let take = move |name: String, text: String| take(desk, name, text);
    view! {
        <div class="card card-body stack">
            {file::choose_of(".csv,text/csv", "File", "The factor's report as CSV, headings in the first row. The same report again changes nothing.", take)}
            {paste(desk)}
        </div>
    }
    .into_any()
}

/// Reads the headings here; the rows are the server's to read.
fn take(desk: Desk, from: String, csv: String) {
    let report = desk.report.get_value();
    if desk.busy.get_untracked() {
        report.error.set(Some("The report before is still on its way; try again.".to_owned()));
        return;
    }
    match factoring::headings(csv.as_bytes()) {
        Ok(headings) => {
            desk.lay(Some(Came { from, csv, headings }));
            desk.ask(None, false);
        }
        Err(unusable) => {
            desk.lay(None);
            let line = unusable.line.map(|line| format!(" (line {line})")).unwrap_or_default();
            report.error.set(Some(format!("{from} {}{line}.", unusable.message)));
            desk.summary.refuses(&[false]);
        }
    }
}

fn paste(desk: Desk) -> AnyView {
    let Field { id, label, hint, value, error, .. } = desk.report.get_value();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{hint_id} {error_id}");
    let pasted = move |event| {
        let text = event_target_value(&event);
        if !text.trim().is_empty() {
            take(desk, "What you pasted".to_owned(), text.clone());
            value.set(text);
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="field-hint" id=hint_id>{hint}</p>
            <textarea
                class="input"
                id=id
                spellcheck="false"
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=move || value.get()
                on:change=pasted
            ></textarea>
            <p class="field-error" id=error_id>{move || error.get()}</p>
        </div>
    }
    .into_any()
}
