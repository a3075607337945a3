//! Where rows come from: a file, pasted text, another subsidiary.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::Subsidiary;
use waypost_core::exchange::{Said, read};

use super::desk::{Came, Desk};
use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::ui::loaded::notice;
use crate::ui::{banner, file, ident};

/// The three ways in.
pub(super) fn sources(desk: Desk) -> AnyView {
    let take = move |name: String, text: String| match read(&text) {
        Ok(rows) => desk.lay(Some(Came { from: name, rows })),
        Err(unusable) => {
            desk.lay(None);
            let line = unusable.line.map(|line| format!(" (line {line})")).unwrap_or_default();
            desk.refused.set(Some(format!("{name} {}{line}.", unusable.message)));
        }
    };
    let id = ident::fresh("paste");
    let paste = move |event| {
        let text = event_target_value(&event);
        if !text.trim().is_empty() {
            take("What you pasted".to_owned(), text);
        }
    };
    view! {
        <div class="card card-body stack">
            {file::choose_of(".csv,.tsv,.txt,.json", "File", "An export of Waypost, CSV or JSON; or a table of line items and accounts.", take)}
            <div class="field">
                <label for=id.clone()>"Rows of a spreadsheet"</label>
                <p class="field-hint">"Two columns: the line item, and the account by number or name."</p>
                <textarea class="input" id=id spellcheck="false" on:change=paste></textarea>
            </div>
            {copy(desk)}
            <div role="alert">{move || desk.refused.get().map(|words| view! { <p class="field-error">{words}</p> })}</div>
            {banner::trouble_of(desk.trouble)}
        </div>
    }
    .into_any()
}

/// Another subsidiary's draft, matched by account number, then by name.
fn copy(desk: Desk) -> AnyView {
    let client = session::client();
    let others = Load::new(move || async move { client.subsidiaries().await });
    let own = desk.id.get_value();
    let options = move || {
        let page = others.value().get();
        let rows = page.iter().flat_map(|page| &page.items);
        let rows = rows.filter(|one| one.id != own && one.connection.is_some());
        rows.map(|one| view! { <option value=one.id.clone()>{one.name.clone()}</option> })
            .collect_view()
    };
    let chosen = move |event| {
        let id: String = event_target_value(&event);
        let name = others.value().with_untracked(|page| {
            let rows = page.iter().flat_map(|page| &page.items);
            rows.into_iter().find(|one: &&Subsidiary| one.id == id).map(|one| one.name.clone())
        });
        let Some(name) = name else { return };
        spawn_local(async move {
            match rows_of(&id).await {
                Ok(rows) => desk.lay(Some(Came { from: name, rows })),
                Err(met) => desk.trouble.try_set(Some(met)),
            }
        });
    };
    let id = ident::fresh("copy");
    view! {
        <div class="field">
            <label for=id.clone()>"Another subsidiary"</label>
            <p class="field-hint">"Its accounts are found here by number, then by name."</p>
            <select class="input" id=id on:change=chosen>
                <option value="">"Choose a subsidiary"</option>
                {options}
            </select>
            {notice(others, "subsidiaries")}
        </div>
    }
    .into_any()
}

async fn rows_of(id: &str) -> Result<Vec<Said>, Trouble> {
    let client = session::client();
    let Some(state) = client.mapping(id).await? else { return Ok(Vec::new()) };
    let chart = client.chart(id).await?;
    Ok(Said::of(&state.draft.mapping, Some(&chart)))
}
