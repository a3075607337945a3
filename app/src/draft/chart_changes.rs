//! What the books changed under the mapping (R15): each account with its lines, and what could stand
//! there instead. Nothing is replaced by itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::Slot;
use waypost_core::api::ChangeKind;
use waypost_core::wire::{AccountChange, Candidate};

use super::{Edit, Editor};
use crate::client::Trouble;
use crate::load::Load;
use crate::location;
use crate::session;
use crate::signal::RwSignal;
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
                Err(met) => trouble.try_set(Some(met)),
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
    let (held, refused) = editor.mapping().with(|mapping| {
        let held: Vec<_> = one
            .slots
            .iter()
            .filter(|touched| mapping.get(&touched.slot) == Some(&one.account))
            .collect();
        let refused = held.iter().filter(|touched| touched.is_refused());
        (held.len(), refused.map(|touched| touched.slot.clone()).collect::<Vec<Slot>>())
    });
    if held == 0 {
        return None;
    }
    let title = editor.accounts().title(&one.account);
    let offered = !refused.is_empty() && editor.may_edit && !one.replacements.is_empty();
    let instead = offered.then(|| {
        let rows = one.replacements.iter().map(|account| replacement(editor, account, &refused));
        view! { <ul class="choices">{rows.collect_view()}</ul> }
    });
    Some(
        view! {
            <li>
                <p>{one.message.clone()}</p>
                {instead}
                {button("Show its lines", move || location::say(&[("q", &title), ("show", ""), ("account", "")]))}
            </li>
        }
        .into_any(),
    )
}

/// An account that could stand there instead, in all its lines with one press, and what speaks for it.
fn replacement(editor: Editor, one: &Candidate, refused: &[Slot]) -> AnyView {
    let lines = count(refused.len(), "line", "lines");
    let words = format!("Use {} in {lines}", editor.accounts().title(&one.account));
    let why: Vec<&str> = one.evidence.iter().map(|why| why.message.as_str()).collect();
    let edits: Vec<Edit> =
        refused.iter().map(|slot| (slot.clone(), Some(one.account.clone()))).collect();
    view! {
        <li>
            {button(words, move || {
                editor.set_all(edits.clone());
            })}
            <span>{why.join(" ")}</span>
        </li>
    }
    .into_any()
}
