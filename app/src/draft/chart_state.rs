//! How fresh the chart of accounts is, and reading it again from the books (R15).

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::wire::Chart;

use crate::client::Trouble;
use crate::load::Load;
use crate::screens::subsidiary::Here;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::banner;
use crate::ui::button::button;
use crate::ui::moment::in_words;

/// A line that dates the chart, with the button that reads it again.
pub(super) fn chart_state(here: Here, chart: Load<Option<Chart>>) -> AnyView {
    let client = session::client();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let read = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let id = here.id.get_untracked();
        spawn_local(async move {
            match client.refresh_chart(&id).await {
                Ok(fresh) => {
                    say("The chart of accounts was read.");
                    chart.set(Some(fresh));
                }
                Err(met) => trouble.try_set(Some(met)),
            }
            busy.try_set(false);
        });
    };
    let dated = move || {
        chart.value().with(|chart| {
            let at = chart.as_ref().and_then(|chart| chart.as_ref().as_ref()?.fetched_at.clone());
            at.map(|at| format!("Chart of accounts as of {}.", in_words(&at)))
        })
    };
    let allowed = session::may_map();
    view! {
        {banner::trouble_of(trouble)}
        {move || dated().map(|words| view! {
            <div class="cluster chart-state">
                <span class="faint">{words}</span>
                {allowed.then(|| button("Read it again", read))}
                {busy.get().then(|| view! { <span class="faint" role="status">"Reading…"</span> })}
            </div>
        })}
    }
    .into_any()
}
