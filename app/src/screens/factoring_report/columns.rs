//! Which column of the report is what: as it was remembered, else as the headings read, and always for
//! the person to say.

use leptos::prelude::*;
use waypost_core::letters::small;
use waypost_core::wire::FactoringColumns;

use super::desk::Desk;
use crate::ui::button;
use crate::ui::field::Field;

/// The columns, by their names in the request.
const NAMES: [&str; 6] = ["load", "gross", "fee", "net", "date", "reference"];

/// One field for each, in the order of [`NAMES`].
pub(super) struct Columns([Field; 6]);

impl Columns {
    /// Nothing chosen yet.
    pub(super) fn new() -> Self {
        Self([
            Field::text("Load number", "Names the load, and so its invoice."),
            Field::text("Gross", "What the factor bought: the invoice's total."),
            Field::text("Fee", "What the factor kept."),
            Field::text("Net", "What the factor paid out."),
            Field::text("Date", "The day of the payment."),
            Field::text("Reference", "The factor's own number. May be left out."),
        ])
    }

    /// Every field.
    pub(super) fn all(&self) -> &[Field] {
        &self.0
    }

    /// The field of this name in the request.
    pub(super) fn called(&self, name: &str) -> Option<&Field> {
        NAMES.iter().zip(&self.0).find(|(known, _)| **known == name).map(|(_, field)| field)
    }

    /// Chooses the headings that have the column's name in them, to begin with.
    pub(super) fn guess(&self, headings: &[String]) {
        for (name, field) in NAMES.iter().zip(&self.0) {
            let found = headings.iter().find(|heading| small(heading).contains(*name));
            field.value.set(found.cloned().unwrap_or_default());
        }
    }

    /// Chooses the columns that a report was read with, as its headings spell them.
    pub(super) fn put(&self, columns: &FactoringColumns, headings: &[String]) {
        let FactoringColumns { load, gross, fee, net, date, reference, .. } = columns.clone();
        let named = [Some(load), gross, fee, net, Some(date), reference];
        for (name, field) in named.into_iter().zip(&self.0) {
            let name = name.unwrap_or_default();
            let spelt = headings.iter().find(|heading| small(heading) == small(&name));
            field.value.set(spelt.cloned().unwrap_or(name));
        }
    }

    /// What is chosen now.
    pub(super) fn chosen(&self) -> FactoringColumns {
        let [load, gross, fee, net, date, reference] =
            self.0.each_ref().map(|field| Some(field.trimmed()).filter(|name| !name.is_empty()));
        FactoringColumns {
            load: load.unwrap_or_default(),
            gross,
            fee,
            net,
            date: date.unwrap_or_default(),
            reference,
            extra: Default::default(),
        }
    }

    /// Whether those are chosen that no report goes without; notes an error at each that is not.
    fn is_complete(&self) -> [bool; 2] {
        let [load, _, _, _, date, _] = &self.0;
        [
            load.require("Choose the column of the load's number."),
            date.require("Choose the column of the day."),
        ]
    }
}

/// The form; nothing while the columns are known.
pub(super) fn columns(desk: Desk) -> AnyView {
    let form = move || {
        let headings = desk.came.with(|came| came.as_ref().map(|came| came.headings.clone()))?;
        desk.asking.get().then(|| form(desk, &headings))
    };
    form.into_any()
}

fn form(desk: Desk, headings: &[String]) -> AnyView {
    let fields = desk.columns.with_value(|columns| {
        columns.all().iter().map(|field| choice(field, headings)).collect_view()
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let complete = desk.columns.with_value(Columns::is_complete);
        if desk.summary.refuses(&complete) {
            return;
        }
        desk.ask(Some(desk.columns.with_value(Columns::chosen)), false);
    };
    view! {
        <form class="card card-body stack" novalidate aria-labelledby="columns" on:submit=submit>
            <h2 id="columns">"Which column is what"</h2>
            {move || desk.unknown.get().map(|words| view! { <p class="soft">{words}</p> })}
            {fields}
            <div>{button::send("Show what the rows come to", desk.busy)}</div>
        </form>
    }
    .into_any()
}

/// One of the headings, or none.
fn choice(field: &Field, headings: &[String]) -> AnyView {
    let Field { id, label, hint, value, error, .. } = field.clone();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{hint_id} {error_id}");
    let none = (String::new(), "No such column".to_owned());
    let named = headings.iter().map(|heading| (heading.clone(), heading.clone()));
    let options = std::iter::once(none).chain(named).map(|(key, words)| {
        let mine = key.clone();
        view! { <option value=key prop:selected=move || value.with(|value| *value == mine)>{words}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="field-hint" id=hint_id>{hint}</p>
            <select
                class="input"
                id=id
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                on:change=move |event| value.set(event_target_value(&event))
            >
                {options.collect_view()}
            </select>
            <p class="field-error" id=error_id>{move || error.get()}</p>
        </div>
    }
    .into_any()
}
