//! What needs a person, by cause: how many documents it holds, what they come to, and where it is
//! mended. What waits by itself is said below. A cause stays while its figures change, so that nobody
//! who is about to act on it loses what was typed.

use leptos::prelude::*;
use waypost_core::api::{Activity, CauseGroup, MendAt};

use super::{Showing, act};
use crate::address::{self, encoded};
use crate::memo::memo;
use crate::ui::money::money;
use crate::ui::rows::named;
use crate::words::count;

type Groups = fn(&Activity) -> &Vec<CauseGroup>;

/// All causes, and below them what the waiting documents wait for.
pub(super) fn causes(showing: Showing) -> AnyView {
    let more = memo(move || {
        showing.activity.value().with(|now| now.as_deref().map_or(0, |now| now.more_causes))
    });
    let more = move || {
        let number = usize::try_from(more.get()).unwrap_or(usize::MAX);
        let words = count(number, "more cause holds", "more causes hold");
        (number > 0).then(|| {
            view! { <p class="faint">{words} " fewer documents. They follow as these are mended."</p> }
        })
    };
    view! {
        {list(showing, "What needs you", "needs_you", |now| &now.causes, Some("Nothing needs you."))}
        {more}
        {list(showing, "Why documents wait", "waiting", |now| &now.waits, None)}
    }
    .into_any()
}

/// One list of causes; where it is empty, words for that or nothing.
fn list(
    showing: Showing,
    title: &'static str,
    list: &'static str,
    of: Groups,
    empty: Option<&'static str>,
) -> AnyView {
    let keys = memo(move || {
        let all = showing.activity.value().with(|now| {
            now.as_deref().map(|now| of(now).iter().map(|one| one.key.clone()).collect::<Vec<_>>())
        });
        all.unwrap_or_default()
    });
    let here = memo(move || showing.activity.value().with(Option::is_some));
    let shown = memo(move || keys.with(|keys| !keys.is_empty()));
    let rows = move || {
        view! {
            <section class="card" aria-label=title>
                <div class="card-head"><h2>{title}</h2></div>
                <ul class="causes">
                    {named(move || keys.get(), move |key| {
                        view! { <li class="cause">{cause(showing, list, of, &key)}</li> }.into_any()
                    })}
                </ul>
            </section>
        }
        .into_any()
    };
    let none = move || {
        let words = empty.filter(|_| here.get());
        words.map(|words| view! { <p class="card card-body soft">{words}</p> }).into_any()
    };
    (move || if shown.get() { rows() } else { none() }).into_any()
}

/// The cause whose documents are listed.
pub(super) fn chosen(showing: Showing, key: &str) -> AnyView {
    let waits = showing.list.with_untracked(|list| list == "waiting");
    let (list, of): (_, Groups) =
        if waits { ("waiting", |now| &now.waits) } else { ("needs_you", |now| &now.causes) };
    let all = move || address::activity_in(&showing.here.id.get(), "needs_you", None);
    view! {
        <p><a href=all>"All causes"</a></p>
        <section class="card cause" aria-label="Cause">
            <h2 class="visually-hidden">"The cause"</h2>
            {cause(showing, list, of, key)}
        </section>
    }
    .into_any()
}

fn cause(showing: Showing, list: &'static str, of: Groups, key: &str) -> AnyView {
    let (wanted, of_key) = (key.to_owned(), key.to_owned());
    let group = memo(move || {
        showing.activity.value().with(|now| {
            now.as_deref().and_then(|now| of(now).iter().find(|one| one.key == wanted).cloned())
        })
    });
    let text = move |of: fn(&CauseGroup) -> String| move || group.with(|one| one.as_ref().map(of));
    let number = text(|one| {
        let number = usize::try_from(one.count).unwrap_or(usize::MAX);
        count(number, "document", "documents")
    });
    let place = memo(move || {
        let id = showing.here.id.get();
        group.with(|one| one.as_ref().and_then(|one| mend(&id, one)))
    });
    let documents = move || address::activity_in(&showing.here.id.get(), list, Some(&of_key));
    view! {
        <div class="cause-head">
            <h3>{text(|one| one.title.clone())}</h3>
            <p class="cause-sum">
                <a href=documents>{number}</a>
                {move || group.with(|one| one.as_ref().map(|one| money(&one.money)))}
            </p>
        </div>
        <p class="soft">{text(|one| one.message.clone())}</p>
        <p class="faint">{text(|one| format!("Oldest of {}", one.oldest))}</p>
        <div class="deeds">
            {move || place.get().map(|(href, words)| view! { <a class="button" href=href>{words}</a> })}
            {act::act(showing, key, list == "needs_you")}
        </div>
    }
    .into_any()
}

/// The way to the place where the cause is mended; none where that is not in Waypost.
fn mend(subsidiary: &str, group: &CauseGroup) -> Option<(String, &'static str)> {
    Some(match (group.mend.at, group.mend.find.as_deref()) {
        (MendAt::Mapping, Some(find)) => {
            (format!("{}?q={}", address::mapping(subsidiary), encoded(find)), "Choose account")
        }
        (MendAt::Mapping, None) => (address::mapping(subsidiary), "Open the mapping"),
        (MendAt::Defaults, _) => (address::defaults(subsidiary), "Choose account"),
        (MendAt::Connect, _) => (address::connect(subsidiary), "Open the connection"),
        (MendAt::Document, _) => (address::document(&group.first), "Look at the oldest"),
        (MendAt::Books | MendAt::Source | MendAt::Nothing, _) => return None,
    })
}
