//! What the books changed under the mapping (R15): each account with its lines, and what could stand
//! there instead. Nothing is replaced by itself.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::ChangeKind;
use waypost_core::wire::AccountChange;
use waypost_core::{Slot, suggest_for};

use super::{Edit, Editor};
use crate::client::Trouble;
use crate::load::Load;
use crate::location;
use crate::session;
use crate::ui::banner;
use crate::ui::button::button;
use crate::ui::loaded::notice;
use crate::words::count;

/// The banner; nothing while nothing changed, or all of it is mended.
pub(crate) fn chart_changes(editor: Editor) -> AnyView {
    let client = session::client();
    let changes: Load<Vec<AccountChange>> =
        Load::new(move || async move { client.chart_changes(&editor.subsidiary()).await })
            .live(&[ChangeKind::Connection]);
    let trouble = RwSignal::new(None::<Trouble>);
    let seen = move || {
        spawn_local(async move {
            match client.see_chart_changes(&editor.subsidiary()).await {
                Ok(()) => changes.refresh(),
                Err(met) => drop(trouble.try_set(Some(met))),
            }
        });
    };
    let rows = move || {
        let all = changes.value().get();
        let rows = all.iter().flat_map(|all| all.iter());
        rows.filter_map(|one| row(editor, one)).collect::<Vec<_>>()
    };
    view! {
        {banner::trouble_of(trouble)}
        {notice_of(changes)}
        {move || {
            let rows = rows();
            (!rows.is_empty()).then(|| banner::banner(
                "warn",
                format!("The chart of accounts changed under {}", count(rows.len(), "mapped account", "mapped accounts")),
                view! {
                    <ul class="conflicts">{rows}</ul>
                    {editor.may_edit.then(|| button("I have seen this", seen))}
                },
            ))
        }}
    }
    .into_any()
}

/// That it cannot be had is said; that it is read is not worth a line.
fn notice_of(changes: Load<Vec<AccountChange>>) -> impl IntoView {
    move || changes.reading().trouble().get().map(|_| notice(changes, "changes of the chart"))
}

/// One account, while the mapping on the screen still holds it.
fn row(editor: Editor, one: &AccountChange) -> Option<AnyView> {
    let held: Vec<Slot> = editor.mapping().with(|mapping| {
        let slots = one.slots.iter().map(|touched| &touched.slot);
        slots.filter(|slot| mapping.get(slot) == Some(&one.account)).cloned().collect()
    });
    let first = held.first()?.clone();
    let refused = one.slots.iter().any(|touched| !touched.findings.is_empty());
    let title = editor.accounts().title(&one.account);
    let instead = (refused && editor.may_edit).then(|| replacements(editor, &first, &held));
    Some(
        view! {
            <li>
                <p>{one.message.clone()}</p>
                <div class="cluster">
                    {button("Show its lines", move || location::say(&[("q", &title), ("show", ""), ("account", "")]))}
                    {instead}
                </div>
            </li>
        }
        .into_any(),
    )
}

/// Accounts that could stand there instead, each with one press for all lines.
fn replacements(editor: Editor, slot: &Slot, held: &[Slot]) -> Vec<AnyView> {
    let (accounts, Some(catalog)) = (editor.accounts(), editor.catalog()) else {
        return Vec::new();
    };
    let candidates =
        editor.mapping().with(|mapping| suggest_for(slot, &catalog, accounts.chart(), mapping));
    let by_account: BTreeMap<String, String> = candidates
        .into_iter()
        .map(|one| (one.account.clone(), accounts.title(&one.account)))
        .collect();
    let lines = count(held.len(), "line", "lines");
    let buttons = by_account.into_iter().map(|(id, title)| {
        let edits: Vec<Edit> = held.iter().map(|slot| (slot.clone(), Some(id.clone()))).collect();
        button(format!("Use {title} in {lines}"), move || {
            editor.set_all(edits.clone());
        })
    });
    buttons.collect()
}
