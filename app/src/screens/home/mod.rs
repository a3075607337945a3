//! Home: one row for each subsidiary, where it stands and what waits for a person.

mod new_subsidiary;
mod row;

use leptos::prelude::*;
use waypost_core::api::ChangeKind;

use crate::load::Load;
use crate::memo::{fixed, memo};
use crate::session;
use crate::ui::loaded::notice;
use crate::ui::screen::{Width, screen};

/// The screen.
pub(crate) fn home() -> impl IntoView {
    let client = session::client();
    let load = Load::new(move || client.subsidiaries()).live(&[
        ChangeKind::Subsidiary,
        ChangeKind::Connection,
        ChangeKind::Documents,
        ChangeKind::Runs,
    ]);
    let days = Load::new(move || async move { client.days(None).await }).live(&[ChangeKind::Runs]);
    let is_empty =
        memo(move || load.value().with(|page| page.as_ref().map(|page| page.items.is_empty())));
    screen(
        Width::Full,
        fixed("Subsidiaries".to_owned()),
        fixed(String::new()),
        view! { <p>"Each legal entity keeps its books in one accounting system."</p> },
        (),
        view! {
            <div class="stack">
                {notice(load, "subsidiaries")}
                {move || match is_empty.get() {
                    Some(true) => row::none(),
                    Some(false) => row::table(load, days),
                    None => ().into_any(),
                }}
                {session::may_administer().then(|| new_subsidiary::form(load))}
            </div>
        },
    )
}
