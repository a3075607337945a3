//! One document: where it stands and why, its lines with their paths, its number in the books, what was
//! written off it, its payments, and every try.

mod act;
mod attempts;
mod candidates;
mod difference;
mod facts;
mod figures;
mod party;
mod payments;
mod write_off;

use leptos::prelude::*;
use waypost_core::api::{ChangeKind, DocumentDetail, DocumentRow, State};

use crate::load::Load;
use crate::location;
use crate::memo::memo;
use crate::screens::subsidiary;
use crate::session;
use crate::ui::banner;
use crate::ui::loaded::notice;
use crate::ui::screen::{Width, screen};
use crate::words;

/// The screen.
pub(crate) fn document() -> impl IntoView {
    let client = session::client();
    let id = memo(|| location::segment(1));
    let load = Load::new(move || {
        let id = id.get();
        async move { client.document(&id).await }
    })
    .live(&[ChangeKind::Documents]);
    let subsidiary_id = memo(move || {
        load.value().with(|detail| {
            detail.as_ref().map(|detail| detail.row.subsidiary.clone()).unwrap_or_default()
        })
    });
    let here = subsidiary::of(subsidiary_id);
    let title = memo(move || {
        load.value().with(|detail| {
            detail.as_ref().map_or_else(
                || "Document".to_owned(),
                |detail| format!("{} {}", words::kind(detail.row.kind), detail.row.number),
            )
        })
    });
    let here_now = memo(move || load.value().with(Option::is_some));
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            title,
            here.called(),
            (),
            (),
            view! {
                {notice(load, "document")}
                {move || here_now.get().then(|| body(load))}
            },
        )}
    }
}

/// The parts change one by one, so that a poll closes nothing that is being read.
fn body(load: Load<DocumentDetail>) -> AnyView {
    let detail = memo(move || load.value().get());
    let row = memo(move || detail.with(|detail| detail.as_ref().map(|detail| detail.row.clone())));
    let attempts = memo(move || {
        detail.with(|detail| {
            detail.as_ref().map(|detail| detail.attempts.clone()).unwrap_or_default()
        })
    });
    let posting = memo(move || detail.with(|detail| detail.as_deref().map(figures::Posting::of)));
    let id = row.with_untracked(|row| row.as_ref().map(|row| row.id.clone()));
    view! {
        <div class="beside">
            <div class="stack">
                {move || row.get().map(|row| reason(load, &row))}
                {move || detail.get().and_then(|detail| party::party(load, &detail))}
                {move || detail.get().and_then(|detail| difference::difference(&detail))}
                {move || detail.get().and_then(|detail| write_off::offer(load, &detail))}
                {move || detail.get().and_then(|detail| write_off::written(&detail))}
                {move || detail.get().map(|detail| facts::facts(&detail))}
                {move || detail.get().and_then(|detail| facts::differences(&detail))}
                {id.map(payments::payments)}
                {attempts::attempts(attempts)}
            </div>
            {move || posting.get().map(figures::figures)}
        </div>
    }
    .into_any()
}

/// Why it stands where it stands, and the way on.
fn reason(load: Load<DocumentDetail>, row: &DocumentRow) -> AnyView {
    let words = row.message.clone();
    let act = act::act(load, row);
    if words.is_none() && row.state != State::NeedsYou {
        return act.into_any();
    }
    let tone = match row.state {
        State::NeedsYou => "bad",
        State::Skipped => "",
        _ => "warn",
    };
    let (_, state) = words::state(row.state);
    view! { {banner::banner(tone, state, view! { <p>{words}</p> })} {act} }.into_any()
}
