//! Who the document's party is in the books, where a person has to say it (R28): one of those that it
//! may be, or nobody yet.

use leptos::prelude::*;
use waypost_core::api::{DocumentDetail, OpenParty, WhoItIs};
use waypost_core::sync::cause::Cause;
use waypost_core::sync::party::UNDECIDED;

use super::act::told;
use crate::load::Load;
use crate::session;
use crate::stored::Stored;
use crate::ui::deed::{Deeds, Doing};
use crate::ui::loaded::loaded;
use crate::words::count;

/// The question; nothing where it is not open.
pub(super) fn party(load: Load<DocumentDetail>, detail: &DocumentDetail) -> Option<AnyView> {
    let asked = |cause: &&Cause| UNDECIDED.contains(&cause.reason.as_str());
    detail.cause.as_ref().filter(asked)?;
    if !session::may_bill() {
        return None;
    }
    let client = session::client();
    let (subsidiary, id) = (detail.row.subsidiary.clone(), detail.document.party.id.clone());
    let open = Load::new(move || async move { client.parties().await });
    Some(loaded(open, "parties", move |page| {
        let of = |one: &&OpenParty| one.subsidiary == subsidiary && one.party == id;
        page.items.iter().find(of).map(|one| question(load, one))
    }))
}

fn question(load: Load<DocumentDetail>, one: &OpenParty) -> AnyView {
    let deeds = Deeds::new();
    let id = Stored::new(one.id.clone());
    let decide = move |who: WhoItIs| -> Doing {
        let client = session::client();
        Box::pin(async move {
            let answer = client.decide_party(&id.get_value(), &who).await;
            told(load, answer, "It is decided, and its documents are tried again.")
        })
    };
    let choices = one.choices.iter().map(|choice| {
        let remote_id = choice.id.clone();
        let who = move || WhoItIs { remote_id: Some(remote_id.clone()), create: false };
        view! { <li><span>{choice.title.clone()}</span>{deeds.button("Choose", move || decide(who()))}</li> }
    });
    let number = usize::try_from(one.documents).unwrap_or(usize::MAX);
    let waiting = count(number, "document waits", "documents wait");
    view! {
        <section class="card card-body stack tight" aria-labelledby="party">
            <h2 id="party">"Who is " {one.name.clone()} " in the books?"</h2>
            <p class="soft">{waiting} " for the answer. It holds for all documents to come."</p>
            <ul class="choices">{choices.collect_view()}</ul>
            <div>{deeds.button("Nobody yet: make a new one", move || decide(WhoItIs { remote_id: None, create: true }))}</div>
            {deeds.outcome()}
        </section>
    }
    .into_any()
}
