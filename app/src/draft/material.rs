//! What a draft is edited with: the chart, the catalogue and the draft itself.

use std::sync::Arc;

use leptos::prelude::*;
use waypost_core::api::{CatalogState, ChangeKind, MappingState};
use waypost_core::wire::{Account, Catalog, Chart};

use super::chart_state::chart_state;
use crate::accounts::Accounts;
use crate::address;
use crate::client::Trouble;
use crate::load::Load;
use crate::memo::memo;
use crate::screens::subsidiary::Here;
use crate::session;
use crate::ui::loaded::notice;

/// All of it.
pub(crate) struct Material {
    /// The chart's accounts.
    pub(crate) accounts: Arc<Accounts>,
    /// The tenant's items; none until a catalogue was pushed.
    pub(crate) catalog: Option<Arc<Catalog>>,
    /// Items that the last change of the catalogue brought.
    pub(crate) added: Vec<String>,
    /// The draft and the active version, as they were when the screen was opened.
    pub(crate) state: Arc<MappingState>,
    /// The same as others change them meanwhile.
    pub(crate) mapping: Load<Option<MappingState>>,
}

/// Reads the material of a subsidiary and shows `show` once it is all here; what is missing is said,
/// with the way to it.
pub(crate) fn material(
    here: Here,
    show: impl Fn(String, &Material) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let client = session::client();
    let id = here.id;
    let chart: Load<Option<Chart>> = Load::new(move || {
        let id = id.get();
        async move { client.chart(&id).await.map(Some).or_else(absent) }
    })
    .live(&[ChangeKind::Connection]);
    let catalog: Load<Option<CatalogState>> = Load::new(move || {
        let id = id.get();
        async move { client.catalog(&id).await.map(Some).or_else(absent) }
    });
    let mapping: Load<Option<MappingState>> = Load::new(move || {
        let id = id.get();
        async move { client.mapping(&id).await }
    })
    .live(&[ChangeKind::Mapping]);
    // Reading the chart again dates it anew; the work begins anew only when its accounts differ.
    let accounts = memo(move || chart.value().get().map(Undated));
    // What others change in the mapping is laid under the work, which goes on.
    let here_now =
        memo(move || mapping.value().with(|state| state.as_deref().map(Option::is_some)));
    view! {
        {chart_state(here, chart)}
        {notice(chart, "chart of accounts")}
        {notice(catalog, "catalogue")}
        {notice(mapping, "mapping")}
        {move || {
            let parts = (accounts.get(), catalog.value().get(), here_now.get());
            let (Some(Undated(chart)), Some(catalog), Some(_)) = parts else { return ().into_any() };
            let state = mapping.value().get_untracked().unwrap_or_default();
            match (chart.as_ref(), state.as_ref()) {
                (Some(chart), Some(state)) => show(id.get_untracked(), &Material {
                    accounts: Arc::new(Accounts::new(Arc::new(chart.clone()))),
                    catalog: catalog.as_ref().as_ref().map(|state| Arc::new(state.catalog.clone())),
                    added: catalog.as_ref().as_ref().map(|state| state.added.clone()).unwrap_or_default(),
                    state: Arc::new(state.clone()),
                    mapping,
                }),
                _ => unconnected(&id.get_untracked()),
            }
        }}
    }
    .into_any()
}

/// A chart, or that there is none; the same as another with its accounts, however it is dated.
#[derive(Clone)]
struct Undated(Arc<Option<Chart>>);

impl Undated {
    fn accounts(&self) -> Option<&Vec<Account>> {
        self.0.as_ref().as_ref().map(|chart| &chart.accounts)
    }
}

impl PartialEq for Undated {
    fn eq(&self, other: &Self) -> bool {
        self.accounts() == other.accounts()
    }
}

/// What is not there yet is no trouble.
fn absent<T>(trouble: Trouble) -> Result<Option<T>, Trouble> {
    match trouble {
        Trouble::Missing(_) => Ok(None),
        other => Err(other),
    }
}

fn unconnected(subsidiary: &str) -> AnyView {
    view! {
        <div class="card card-body stack tight">
            <h2>"No chart of accounts yet"</h2>
            <p class="soft">"Accounts are chosen from the books. Sign in to them and choose the company first."</p>
            <p><a class="button primary" href=address::connect(subsidiary)>"Connect"</a></p>
        </div>
    }
    .into_any()
}
