//! The subsidiary that a screen is about: its name, where it stands, and its other screens.

use leptos::prelude::*;
use waypost_core::api::{ChangeKind, Subsidiary};

use crate::address;
use crate::load::Load;
use crate::location;
use crate::memo::{Memo, memo};
use crate::session;
use crate::ui::moment::in_words;
use crate::ui::tag::tag;
use crate::words;

/// The subsidiary named in the address.
#[derive(Clone, Copy)]
pub(crate) struct Here {
    /// Its source id.
    pub(crate) id: Memo<String>,
    /// What is known about it.
    pub(crate) load: Load<Option<Subsidiary>>,
}

/// The subsidiary of the current address.
pub(crate) fn here() -> Here {
    of(memo(|| location::segment(1)))
}

/// The subsidiary `id`, read again whenever `id` changes; an empty id names none.
pub(crate) fn of(id: Memo<String>) -> Here {
    let client = session::client();
    let load = Load::new(move || {
        let id = id.get();
        async move { if id.is_empty() { Ok(None) } else { client.subsidiary(&id).await.map(Some) } }
    })
    .live(&[
        ChangeKind::Subsidiary,
        ChangeKind::Connection,
        ChangeKind::Mapping,
        ChangeKind::Documents,
        ChangeKind::Runs,
    ]);
    Here { id, load }
}

impl Here {
    /// The legal entity's name, or its id until the name is known.
    pub(crate) fn name(self) -> String {
        self.known().map_or_else(|| self.id.get(), |subsidiary| subsidiary.name)
    }

    /// What is known about it by now.
    pub(crate) fn known(self) -> Option<Subsidiary> {
        self.load.value().with(|value| value.as_deref().cloned().flatten())
    }

    /// Whether the address names a subsidiary at all.
    pub(crate) fn is_named(self) -> bool {
        self.id.with(|id| !id.is_empty())
    }

    /// The name for the page's title; empty where the address names no subsidiary.
    pub(crate) fn called(self) -> Memo<String> {
        memo(move || if self.is_named() { self.name() } else { String::new() })
    }

    /// The bar below the masthead: name, state and the subsidiary's screens.
    pub(crate) fn trail(self) -> impl IntoView {
        move || self.is_named().then(|| self.bar())
    }

    fn bar(self) -> AnyView {
        let link = move |label: &'static str, address: fn(&str) -> String| {
            let href = memo(move || address(&self.id.get()));
            let current =
                move || href.with(|href| path_of(href) == location::path()).then_some("page");
            view! { <li><a href=move || href.get() aria-current=current>{label}</a></li> }
        };
        view! {
            <nav class="trail" aria-label="Subsidiary">
                <strong>{move || self.name()}</strong>
                {move || self.known().map(|subsidiary| {
                    let (tone, words) = words::connection(subsidiary.connection.as_ref());
                    tag(tone, words)
                })}
                <ul class="tabs">
                    {link("Connect", address::connect)}
                    {link("Defaults", address::defaults)}
                    {link("Mapping", address::mapping)}
                    {link("Activity", address::activity)}
                    {link("Payments", address::payments)}
                    {link("Reconciliation", address::reconciliation)}
                    {link("Sync history", address::history)}
                </ul>
                {move || self.known().map(|subsidiary| standing(&subsidiary))}
            </nav>
        }
        .into_any()
    }
}

/// `Last sync 9:42 AM · 14 waiting · 128 posted · 2 need you`, as it stands at this moment.
fn standing(subsidiary: &Subsidiary) -> AnyView {
    let counts = &subsidiary.counts;
    let last = subsidiary.last_sync_at.as_deref().map(|at| format!("Last sync {}", in_words(at)));
    let some = |number: u64, words: &str| (number > 0).then(|| format!("{number} {words}"));
    let waiting = counts.waiting + counts.sending + counts.checking;
    let said = [last, some(waiting, "waiting"), some(counts.posted, "posted")];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let needs =
        some(counts.needs_you, if counts.needs_you == 1 { "needs you" } else { "need you" });
    let dot = (needs.is_some() && !said.is_empty()).then_some(" · ");
    let needs = needs.map(|words| {
        view! { <a href=address::activity(&subsidiary.id)>{words}</a> }
    });
    view! { <p class="faint push trail-standing">{said.join(" · ")}{dot}{needs}</p> }.into_any()
}

fn path_of(href: &str) -> &str {
    href.split('?').next().unwrap_or(href)
}
