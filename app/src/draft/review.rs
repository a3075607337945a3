//! Review before saving and submitting: what goes elsewhere, slot by slot, with lines, documents and
//! money. Beside the work and never over it; the address says whether it is open.
//!
//! Invariant: what was sent is only told of, for no mapping changes it (R44).

use leptos::html::H2;
use leptos::prelude::*;
use waypost_core::names;
use waypost_core::wire::{Move, Volume};

use super::Editor;
use super::moving::{count_of, title};
use crate::location;
use crate::reactive::effect;
use crate::signal::RwSignal;
use crate::ui::amount::amount;
use crate::ui::button::button;
use crate::ui::field::is_writing;
use crate::ui::loaded::notice;
use crate::words::count;

/// Rows shown at first, and added by each press.
const STEP: usize = 100;

/// Whether the address asks for it.
pub(crate) fn is_open() -> bool {
    location::query("review").is_some()
}

/// Opens or closes it.
pub(crate) fn open(open: bool) {
    location::say(&[("review", if open { "on" } else { "" })]);
}

/// The review; it takes the focus when it is drawn.
pub(crate) fn review(editor: Editor) -> AnyView {
    let heading = NodeRef::<H2>::new();
    effect(move || {
        if let Some(heading) = heading.get().filter(|_| !is_writing()) {
            // A heading that left the page takes no focus.
            let _ = heading.focus();
        }
    });
    view! {
        <div class="card-head">
            <h2 tabindex="-1" node_ref=heading>"What moves"</h2>
            <span class="push">{button("Close", || open(false))}</span>
        </div>
        <div class="card-body stack tight review-words">
            <p>{move || compared(editor)}</p>
            <p><strong>{move || editor.moving.with(|moving| moving.sentence(&editor.accounts()))}</strong>" Posted documents do not change."</p>
            {notice(editor.turnover, "documents of the last 30 days")}
            {move || editor.turnover.value().with(|turnover| turnover.as_ref().map(|turnover| view! {
                <p class="faint">{basis(turnover.documents, turnover.whole)}</p>
            }))}
        </div>
        {rows(editor)}
    }
    .into_any()
}

fn compared(editor: Editor) -> String {
    let edits = editor.changes.get();
    if edits > 0 {
        let edits = count(edits, "unsaved change", "unsaved changes");
        return format!("{edits}, compared with the saved draft.");
    }
    editor.saved.with(|saved| match &saved.active {
        Some(version) if version.mapping == saved.draft.mapping => {
            format!("Nothing is edited: version {} posts as it stands.", version.version)
        }
        Some(version) => format!("The saved draft, compared with version {}.", version.version),
        None => "The saved draft. Nothing was submitted before.".to_owned(),
    })
}

fn basis(documents: u64, whole: bool) -> String {
    let counted = count_of(documents, "document", "documents");
    let rest = if whole { "" } else { " There are more; they are not counted here." };
    format!("Counted over {counted}: all that wait, and those of the last 30 days.{rest}")
}

fn rows(editor: Editor) -> AnyView {
    let most = RwSignal::new(STEP);
    let total = move || editor.moving.with(|moving| moving.moves.len());
    view! {
        <ul class="preview-lines">
            {move || editor.moving.with(|moving| {
                moving.moves.iter().take(most.get()).map(|one| row(editor, one)).collect_view()
            })}
        </ul>
        {move || {
            let left = total().saturating_sub(most.get());
            (left > 0).then(|| view! {
                <div class="card-body cluster">
                    <span class="faint">{left} " more"</span>
                    {button("Show more", move || most.update(|most| *most += STEP))}
                </div>
            })
        }}
    }
    .into_any()
}

fn row(editor: Editor, one: &Move) -> AnyView {
    let label = names::label(&one.slot, editor.catalog().as_deref());
    let accounts = editor.accounts();
    let from = title(&accounts, one.from.as_deref());
    let to = title(&accounts, one.to.as_deref());
    let waiting = (one.waiting.documents > 0).then(|| amount(one.waiting.amount));
    let waits = (one.waiting.documents > 0)
        .then(|| view! { <p class="faint">{volume(&one.waiting)}", "{one.currency.clone()}</p> });
    let stays = (one.sent.documents > 0).then(|| {
        let words = format!("{} of the last 30 days stay in {from}.", volume(&one.sent));
        view! { <p class="faint">{words}</p> }
    });
    view! {
        <li class="preview-line">
            <p class="line-head"><strong>{label}</strong>{waiting}</p>
            {waits}
            <p>{from}</p>
            <p><span class="visually-hidden">"to "</span><span aria-hidden="true">"→ "</span>{to}</p>
            {stays}
        </li>
    }
    .into_any()
}

/// "214 lines on 180 documents".
fn volume(volume: &Volume) -> String {
    let documents = count_of(volume.documents, "document", "documents");
    if volume.lines == 0 {
        return documents;
    }
    format!("{} on {documents}", count_of(volume.lines, "line", "lines"))
}
