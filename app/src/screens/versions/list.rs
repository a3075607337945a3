//! The submitted versions, newest first, each with the way back to it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::Version;

use super::Shown;
use crate::address;
use crate::client::Trouble;
use crate::location::{self, Left};
use crate::session;
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::announce::say;
use crate::ui::banner;
use crate::ui::button::button;
use crate::ui::moment::moment;
use crate::ui::tag::{Tone, tag};

/// The table.
pub(super) fn list(shown: Stored<Shown>) -> AnyView {
    let trouble = RwSignal::new(None::<Trouble>);
    let rows = shown.with_value(|all| {
        let newest = all.page.items.first().map(|version| version.version);
        let rows = all.page.items.iter();
        rows.map(|version| row(shown, version, newest == Some(version.version), trouble))
            .collect_view()
    });
    let older = shown.with_value(|all| all.page.next.is_some()).then(|| {
        view! { <p class="card-body faint">"Only the newest 500 are listed; the older ones are kept."</p> }
    });
    view! {
        {banner::trouble_of(trouble)}
        <table class="table">
            <thead><tr>
                <th scope="col">"Version"</th>
                <th scope="col">"Submitted by"</th>
                <th scope="col">"When"</th>
                <th scope="col"><span class="visually-hidden">"Actions"</span></th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {older}
    }
    .into_any()
}

fn row(
    shown: Stored<Shown>,
    version: &Version,
    posts: bool,
    trouble: RwSignal<Option<Trouble>>,
) -> AnyView {
    let number = version.version;
    let compare = format!("Compare with version {}", number.saturating_sub(1));
    let mapping = version.mapping.clone();
    let compared = (number > 1).then(|| {
        let (from, to) = ((number - 1).to_string(), number.to_string());
        button(compare, move || location::say(&[("from", &from), ("to", &to)]))
    });
    let back = (!posts && session::may_map()).then(|| {
        button(format!("Go back to version {number}"), move || {
            go_back(shown, number, mapping.clone(), trouble);
        })
    });
    view! {
        <tr>
            <th scope="row">{number}" "{posts.then(|| tag(Tone::Ok, "Posts"))}</th>
            <td data-label="Submitted by">{version.submitted_by.clone()}</td>
            <td data-label="When">{moment(&version.submitted_at)}</td>
            <td><span class="cluster">{compared}{back}</span></td>
        </tr>
    }
    .into_any()
}

/// The version becomes the draft; what posts stays until it is submitted.
fn go_back(
    shown: Stored<Shown>,
    number: u64,
    mapping: waypost_core::wire::Mapping,
    trouble: RwSignal<Option<Trouble>>,
) {
    let (id, state) = shown.with_value(|all| (all.id.clone(), all.state));
    let revision = state.with_untracked(|state| state.draft.revision);
    trouble.set(None);
    spawn_local(async move {
        let client = session::client();
        match client.put_draft(&id, &mapping, revision).await {
            Ok(_) => {
                say(&format!("Version {number} is the draft now. Submit it to post with it."));
                location::go(&address::review(&id), Left::Behind);
            }
            Err(met @ Trouble::Changed(_)) => {
                // The next press is about the draft as it is now.
                if let Ok(Some(theirs)) = client.mapping(&id).await {
                    state.try_set(Arc::new(theirs));
                }
                trouble.try_set(Some(met));
            }
            Err(met) => trouble.try_set(Some(met)),
        }
    });
}
