//! Reading the books: asking for it, and how far it has come.

use leptos::prelude::*;
use waypost_core::api::Reading;

use super::Showing;
use crate::memo::memo;
use crate::session;
use crate::ui::banner::banner;
use crate::ui::deed::Deeds;
use crate::ui::moment::moment;

/// Where it stands: never read, being read, or read and to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Never,
    Reading,
    Read,
}

/// The reading that goes on, else the way to ask for one.
pub(super) fn reading(showing: Showing) -> AnyView {
    let stands = memo(move || {
        showing.load.value().with(|all| {
            all.as_ref().map(|all| match (&all.reading, &all.result) {
                (Some(_), _) => Stands::Reading,
                (None, None) => Stands::Never,
                (None, Some(_)) => Stands::Read,
            })
        })
    });
    let going = memo(move || {
        showing.load.value().with(|all| all.as_ref().and_then(|all| all.reading.clone()))
    });
    let deeds = Deeds::new();
    let shown = move || {
        match stands.get() {
        None => ().into_any(),
        Some(Stands::Reading) => {
            view! { <div role="status">{move || going.get().map(|going| progress(&going))}</div> }
                .into_any()
        }
        Some(Stands::Never) => view! {
            <section class="card card-body stack tight" aria-labelledby="never-read">
                <h2 id="never-read">"These days were not read yet"</h2>
                <p class="soft">"Reading looks up every document that Waypost posted on these days in the books, within their limits. Nobody else's documents are read."</p>
                {ask(showing, deeds, "Read the books")}
            </section>
        }
        .into_any(),
        Some(Stands::Read) => {
            view! { <div>{ask(showing, deeds, "Read the books again")}</div> }.into_any()
        }
    }
    };
    view! {
        {shown}
        {deeds.outcome()}
    }
    .into_any()
}

fn ask(showing: Showing, deeds: Deeds, words: &'static str) -> AnyView {
    if !session::may_bill() {
        return view! { <p class="soft">"A biller or an administrator has the books read."</p> }
            .into_any();
    }
    let client = session::client();
    deeds.button(words, move || {
        let period =
            showing.load.value().with_untracked(|all| all.as_ref().map(|all| all.period.clone()));
        let id = showing.here.id.get_untracked();
        Box::pin(async move {
            if let Some(period) = period {
                client.read_books(&id, &period).await?;
                showing.load.refresh();
            }
            Ok("Reading was asked for.".to_owned())
        })
    })
}

fn progress(going: &Reading) -> AnyView {
    let words = match going.of {
        0 => "Listing what was posted on these days.".to_owned(),
        1 => format!("{} of 1 document.", going.done),
        of => format!("{} of {of} documents.", going.done),
    };
    let bar = (going.of > 0).then(|| {
        view! { <progress aria-label="Documents read" max=going.of value=going.done></progress> }
    });
    let trouble = going.trouble.clone();
    let tone = if trouble.is_some() { "warn" } else { "" };
    banner(
        tone,
        "The books are being read",
        view! {
            <div class="progress">{bar}<span>{words}</span></div>
            {trouble.map(|why| view! { <p>{why}</p> })}
            <p class="soft">"Asked for " {moment(&going.asked_at)} ". What was read before stays below."</p>
        },
    )
}
