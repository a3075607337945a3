//! Parts of the interface that a browser loads when a screen of theirs is opened.
//!
//! Not which screen answers an address: that is [`crate::routes`]. Each function with
//! `wasm_split` is where the build cuts (`xtask/src/build/split.rs`): what only it reaches is loaded
//! with its part, what several parts reach with any of them, and the rest with the page. Invariant:
//! nothing outside of those functions names what begins in a part, or that is loaded at once.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use waypost_core::wire::{self, Document, Unusable};

use crate::client::Trouble;
use crate::routes::Screen;
use crate::screens;
use crate::screens::mapping::tools::{TOOLS, Tools};
use crate::signal::RwSignal;
use crate::ui::banner::banner;
use crate::ui::button::button;

/// Draws a screen of a part that is here.
type Draw = fn(Screen) -> AnyView;
type Loading = Pin<Box<dyn Future<Output = Result<Draw, SplitLoaderError>>>>;

/// Where most time is spent.
#[wasm_split(mapping, wasm_split_path = leptos::wasm_split, fallible)]
fn mapping() -> Result<Draw, SplitLoaderError> {
    Ok(|_| screens::mapping::mapping())
}

/// What the mapping screen needs only once somebody acts on it. It names that screen too: whatever the
/// screen reaches, this part reaches as well, so the two share one file and not a third besides their own.
#[wasm_split(edit, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn edit() -> Result<&'static Tools, SplitLoaderError> {
    Ok(&TOOLS)
}

/// All other screens. Not one part each: what two of them share would be a part of its own again, and
/// many small ones compress badly.
#[wasm_split(others, wasm_split_path = leptos::wasm_split, fallible)]
fn others() -> Result<Draw, SplitLoaderError> {
    Ok(|screen| match screen {
        Screen::Activity => screens::activity::activity().into_any(),
        Screen::Connect => screens::connect::connect().into_any(),
        Screen::Defaults => screens::defaults::defaults().into_any(),
        Screen::Documents => screens::documents::documents().into_any(),
        Screen::Document => screens::document::document().into_any(),
        Screen::Payments => screens::payments::payments().into_any(),
        Screen::Reconciliation => screens::reconciliation::reconciliation().into_any(),
        Screen::FactoringReport => screens::factoring_report::factoring_report().into_any(),
        Screen::History => screens::history::history().into_any(),
        Screen::Run => screens::history::run().into_any(),
        Screen::Import => screens::import::import().into_any(),
        Screen::Versions => screens::versions::versions().into_any(),
        Screen::Settings => screens::settings::settings().into_any(),
        Screen::Home | Screen::Mapping | Screen::Missing => ().into_any(),
    })
}

/// Reads what somebody pasted; a refusal is in the core's words.
#[wasm_split(others, wasm_split_path = leptos::wasm_split, fallible)]
pub(crate) fn read_document(text: String) -> Result<Result<Document, Unusable>, SplitLoaderError> {
    Ok(wire::read(&text))
}

/// The part that a screen belongs to, loaded once; none where the page brings it.
fn load(screen: Screen) -> Option<Loading> {
    match screen {
        Screen::Home | Screen::Missing => None,
        Screen::Mapping => Some(Box::pin(mapping())),
        _ => Some(Box::pin(others())),
    }
}

/// Begins to load what a screen needs, without waiting for it.
pub(crate) fn expect(screen: Screen) {
    if let Some(loading) = load(screen) {
        // Whoever shows the screen asks again, and says what is in the way.
        spawn_local(async move { drop(loading.await) });
    }
}

/// The screen, as soon as its part is here.
pub(crate) fn show(screen: Screen) -> AnyView {
    match screen {
        Screen::Home => screens::home::home().into_any(),
        Screen::Missing => screens::missing::missing().into_any(),
        _ => later(screen),
    }
}

fn later(screen: Screen) -> AnyView {
    let part = RwSignal::new(None::<Option<Draw>>);
    let ask = move || {
        part.set(None);
        if let Some(loading) = load(screen) {
            spawn_local(async move {
                let arrived = loading.await.ok();
                // The screen may have been left meanwhile.
                part.try_set(Some(arrived));
            });
        }
    };
    ask();
    let shown = move || match part.get() {
        None => waiting(),
        Some(Some(draw)) => draw(screen),
        Some(None) => away(ask),
    };
    shown.into_any()
}

fn waiting() -> AnyView {
    view! { <main class="content" id="main" tabindex="-1"><p class="soft" role="status">"Loading the screen …"</p></main> }
        .into_any()
}

fn away(again: impl Fn() + 'static) -> AnyView {
    view! {
        <main class="content" id="main" tabindex="-1">
            <div role="alert">
                {banner("bad", "This screen could not be loaded", view! {
                    <p>{Trouble::NotLoaded.words()}</p>
                    {button("Try again", again)}
                })}
            </div>
        </main>
    }
    .into_any()
}
