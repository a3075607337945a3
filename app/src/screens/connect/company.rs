//! Choosing the company whose books are kept. Its chart of accounts is read whole at once (R15).

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{ChooseCompany, Company, Connection, Page};

use super::Work;
use super::steps::Steps;
use super::task::{self, Progress};
use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::loaded::loaded;
use crate::ui::moment::in_words;
use crate::ui::{banner, button, ident};

/// The task.
pub(super) fn task(work: Work, steps: Steps, connection: Option<&Connection>) -> AnyView {
    let chosen = connection.and_then(|connection| connection.company.clone());
    let body = view! {
        {connection.and_then(standing)}
        {connection.and_then(another)}
        {match (steps.signed_in, work.admin) {
            (false, _) => view! { <p>"Sign in first."</p> }.into_any(),
            (true, false) => view! { <p>"An administrator of Waypost chooses the company."</p> }.into_any(),
            (true, true) => choice(work, chosen),
        }}
    };
    task::task(
        work.opened,
        "Choose the company",
        Progress::of(steps.company, steps.signed_in),
        body,
    )
}

fn standing(connection: &Connection) -> Option<AnyView> {
    let company = connection.company.as_ref()?;
    let read = connection.chart_fetched_at.as_deref().map_or_else(
        || "The chart of accounts has not been read yet.".to_owned(),
        |at| format!("Its chart of accounts was read {}.", in_words(at)),
    );
    let trouble = connection.chart_trouble.clone().map(|words| {
        banner::banner("warn", "The chart could not be read again", view! { <p>{words}</p> })
    });
    let words = format!("{} is chosen. {read}", company.display_name);
    Some(view! { <p class="soft">{words}</p> {trouble} }.into_any())
}

/// The mapping was made for another company: said until the accounts are gone through.
fn another(connection: &Connection) -> Option<AnyView> {
    let before = connection.company_before.as_ref()?;
    let words = format!(
        "The mapping was made for {}. Accounts that the new company does not have are marked; go through them before you submit.",
        before.display_name
    );
    Some(banner::banner("warn", "This is another company than before", view! { <p>{words}</p> }))
}

fn choice(work: Work, chosen: Option<Company>) -> AnyView {
    let client = session::client();
    let companies = Load::new(move || {
        let id = work.here.id.get();
        async move { client.companies(&id).await }
    });
    loaded(companies, "companies", move |page| form(work, &page, chosen.as_ref()))
}

fn form(work: Work, page: &Page<Company>, chosen: Option<&Company>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p>"The sign-in sees no company. Give it access to one there, then load this page again."</p> }.into_any();
    }
    let client = session::client();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let picked = RwSignal::new(chosen.map(|company| company.id.clone()).unwrap_or_default());
    let group = ident::fresh("company");
    let options = page
        .items
        .iter()
        .map(|company| {
            let id = ident::fresh("company-option");
            let value = company.id.clone();
            let mine = value.clone();
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name=group.clone() prop:checked=move || picked.with(|picked| *picked == mine)
                        on:change=move |_| picked.set(value.clone())/>
                    <label for=id>{company.display_name.clone()}</label>
                </div>
            }
        })
        .collect_view();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let choice = ChooseCompany { id: picked.get_untracked() };
        if choice.id.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let id = work.subsidiary();
        spawn_local(async move {
            match client.choose_company(&id, &choice).await {
                Ok(connection) => {
                    say("The company is chosen and its chart of accounts was read.");
                    work.connection.set(Some(connection));
                    work.changed();
                }
                Err(met) => trouble.try_set(Some(met)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="stack" on:submit=submit>
            {banner::trouble_of(trouble)}
            <fieldset><legend>"Company"</legend>{options}</fieldset>
            <div>{button::send("Choose this company", busy)}</div>
        </form>
    }
    .into_any()
}
