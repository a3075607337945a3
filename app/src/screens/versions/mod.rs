//! Versions: every mapping that was submitted, what differs between any two, and going back.
//!
//! A version is never changed (R44). Going back puts it into the draft, from where it is submitted as
//! a new one (R16).

mod between;
mod choice;
mod deeds;
mod list;

use std::sync::Arc;

use leptos::prelude::*;
use waypost_core::api::{MappingState, Page, Version};
use waypost_core::wire::Mapping;

use crate::address;
use crate::draft::{Material, material};
use crate::load::Load;
use crate::memo::fixed;
use crate::screens::subsidiary;
use crate::session;
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::loaded::loaded;
use crate::ui::screen::{Width, screen};

/// The screen.
pub(crate) fn versions() -> impl IntoView {
    let here = subsidiary::here();
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            fixed("Versions and audit".to_owned()),
            here.called(),
            view! { <p>"What was submitted, and who did what. Posted documents keep the version that posted them."</p> },
            move || view! { <a class="button" href=address::mapping(&here.id.get())>"Back to the mapping"</a> },
            material(here, work),
        )}
    }
}

fn work(id: String, material: &Material) -> AnyView {
    let client = session::client();
    let asked = id.clone();
    let versions: Load<Page<Version>> = Load::new(move || {
        let id = asked.clone();
        async move { client.versions(&id).await }
    });
    let (accounts, catalog) = (Arc::clone(&material.accounts), material.catalog.clone());
    let state = RwSignal::new(Arc::clone(&material.state));
    loaded(versions, "versions", move |page| {
        let shown = Shown {
            id: id.clone(),
            accounts: Arc::clone(&accounts),
            catalog: catalog.clone(),
            state,
            page: Arc::clone(&page),
        };
        let shown = Stored::new(shown);
        let done = view! { <section class="card" aria-label="Who did what">{deeds::deeds(shown)}</section> };
        if page.items.is_empty() {
            return view! {
                <div class="stack">
                    <p class="card card-body">"Nothing was submitted yet. Map the accounts, then submit."</p>
                    {done}
                </div>
            }
            .into_any();
        }
        view! {
            <div class="beside">
                <div class="stack">
                    <section class="card" aria-label="Submitted versions">{list::list(shown)}</section>
                    {done}
                </div>
                <section class="card" aria-label="What differs">{between::between(shown)}</section>
            </div>
        }
        .into_any()
    })
}

/// What the screen is made of.
#[derive(Clone)]
struct Shown {
    id: String,
    accounts: Arc<crate::accounts::Accounts>,
    catalog: Option<Arc<waypost_core::wire::Catalog>>,
    state: RwSignal<Arc<MappingState>>,
    page: Arc<Page<Version>>,
}

impl Shown {
    /// The mapping of a version, or of the draft (`draft`).
    fn mapping(&self, name: &str) -> Option<Mapping> {
        if name == "draft" {
            return Some(self.state.with(|state| state.draft.mapping.clone()));
        }
        let number: u64 = name.parse().ok()?;
        let version = self.page.items.iter().find(|version| version.version == number)?;
        Some(version.mapping.clone())
    }
}
