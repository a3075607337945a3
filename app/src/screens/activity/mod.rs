//! Activity: what a subsidiary's documents wait for, in four lists, and what needs a person by cause.
//!
//! The address says which list and which cause, so every view can be sent on.

mod act;
mod causes;
mod lists;

use leptos::prelude::*;
use waypost_core::api::{Activity, ChangeKind, DocumentRow, Page};

use crate::address;
use crate::load::Load;
use crate::location;
use crate::memo::{Memo, fixed, memo};
use crate::rows::Rows;
use crate::screens::subsidiary::{self, Here};
use crate::session;
use crate::signal::RwSignal;
use crate::ui::banner;
use crate::ui::loaded::notice;
use crate::ui::moment::in_words;
use crate::ui::screen::{Width, screen};

pub(crate) use lists::progress;

/// What the screen works on.
#[derive(Clone, Copy)]
struct Showing {
    here: Here,
    activity: Load<Activity>,
    page: Load<Page<DocumentRow>>,
    list: Memo<String>,
    cause: Memo<Option<String>>,
    cursor: Memo<Option<String>>,
    chosen: RwSignal<Vec<String>>,
}

/// The screen.
pub(crate) fn activity() -> impl IntoView {
    let client = session::client();
    let here = subsidiary::here();
    let list = memo(|| location::query("list").unwrap_or_else(|| "needs_you".to_owned()));
    let cause = memo(|| location::query("cause"));
    let cursor = memo(|| location::query("cursor"));
    let activity = Load::new(move || {
        let id = here.id.get();
        async move { client.activity(&id).await }
    })
    .live(&[
        ChangeKind::Documents,
        ChangeKind::Runs,
        ChangeKind::Connection,
        ChangeKind::Mapping,
    ]);
    let page = Load::new(move || {
        let (id, list, cause, cursor) = (here.id.get(), list.get(), cause.get(), cursor.get());
        // By cause, documents are only listed once a cause is chosen.
        let wanted = list != "needs_you" || cause.is_some();
        async move {
            if !wanted {
                return Ok(Page { items: Vec::new(), next: None });
            }
            client.activity_page(&id, &list, cause.as_deref(), cursor.as_deref()).await
        }
    })
    .live(&[ChangeKind::Documents]);
    let chosen = RwSignal::new(Vec::new());
    let showing = Showing { here, activity, page, list, cause, cursor, chosen };
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            fixed("Activity".to_owned()),
            here.called(),
            view! { <p>{move || activity.value().with(|value| value.as_deref().map(times))}</p> },
            (),
            view! {
                <div class="stack">
                    {notice(activity, "activity")}
                    {warned(showing)}
                    {lists::lists(showing)}
                    {move || if showing.is_by_cause() { causes::causes(showing) } else { documents(showing) }}
                </div>
            },
        )}
    }
}

impl Showing {
    /// Whether causes are shown rather than documents.
    fn is_by_cause(self) -> bool {
        self.list.with(|list| list == "needs_you") && self.cause.with(Option::is_none)
    }
}

/// What is to be done before the connection stops working, and where.
fn warned(showing: Showing) -> AnyView {
    let warning = memo(move || {
        showing.activity.value().with(|now| now.as_ref().and_then(|now| now.warning.clone()))
    });
    let shown = move || {
        warning.get().map(|warning| {
            let connect = address::connect(&showing.here.id.get());
            banner::warning(&warning, view! { <a href=connect>"Open the connection"</a>" " })
        })
    };
    shown.into_any()
}

/// `Last sync 9:42 AM. Next at 9:47 AM.`
fn times(activity: &Activity) -> String {
    let last = activity.last_sync_at.as_deref().map_or_else(
        || "Nothing has been synced yet.".to_owned(),
        |at| format!("Last sync {}.", in_words(at)),
    );
    match activity.next_sync_at.as_deref() {
        Some(at) => format!("{last} Next at {}.", in_words(at)),
        None => format!("{last} Next when something arrives."),
    }
}

fn documents(showing: Showing) -> AnyView {
    let Showing { here, page, list, cause, cursor, chosen, .. } = showing;
    let address = move |next: Option<String>| {
        let cause = cause.get_untracked();
        let list = list.get_untracked();
        let first = address::activity_in(&here.id.get_untracked(), &list, cause.as_deref());
        match next {
            Some(next) => format!("{first}&cursor={}", address::encoded(&next)),
            None => first,
        }
    };
    let rows = Rows {
        page: page.value(),
        list: memo(move || list.get()),
        address: Callback::new(address),
        is_first: memo(move || cursor.with(Option::is_none)),
        empty: Callback::new(move |()| lists::empty(&list.get_untracked())),
        chosen: (list.with_untracked(|list| list == "needs_you") && session::may_bill())
            .then_some(chosen),
    };
    view! {
        {cause.get_untracked().map(|key| causes::chosen(showing, &key))}
        <section class="card" aria-label="Documents">
            {notice(page, "documents")}
            {rows.show()}
        </section>
    }
    .into_any()
}
