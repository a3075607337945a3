//! Checking access: named tests that write nothing to the books.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::AccessTest;

use super::Work;
use super::steps::Steps;
use super::task::{self, Progress};
use crate::client::Trouble;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::banner;
use crate::ui::button::button;
use crate::ui::tag::{Tone, tag};

/// The task.
pub(super) fn task(work: Work, steps: Steps) -> AnyView {
    let client = session::client();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let tests = RwSignal::new(Vec::<AccessTest>::new());
    let check = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let id = work.subsidiary();
        spawn_local(async move {
            match client.check_access(&id).await {
                Ok(done) => {
                    let failed = done.iter().filter(|test| test.passed == Some(false)).count();
                    say(if failed == 0 {
                        "Every test passed."
                    } else {
                        "Some tests did not pass."
                    });
                    tests.try_set(done);
                }
                Err(met) => trouble.try_set(Some(met)),
            }
            busy.try_set(false);
        });
    };
    let ready = steps.company;
    let allowed = work.mapper;
    let body = view! {
        <p class="soft">"Named tests of what the sign-in may do. None of them writes to the books."</p>
        {banner::trouble_of(trouble)}
        {(ready && allowed).then(|| view! {
            <div class="cluster">
                {button("Check access", check)}
                {move || busy.get().then(|| view! { <span class="faint" role="status">"Asking the books…"</span> })}
            </div>
        })}
        {(!ready).then(|| view! { <p>"Sign in and choose the company first."</p> })}
        {move || tests.with(|tests| list(tests))}
    };
    let progress = if ready { Progress::Open } else { Progress::Later };
    task::task(work.opened, "Check access", progress, body)
}

fn list(tests: &[AccessTest]) -> Option<AnyView> {
    (!tests.is_empty()).then(|| {
        let rows = tests
            .iter()
            .map(|test| {
                let (tone, word) = match test.passed {
                    Some(true) => (Tone::Ok, "Passed"),
                    Some(false) => (Tone::Bad, "Did not pass"),
                    None => (Tone::Plain, "Not tried"),
                };
                view! {
                    <li class="test">
                        {tag(tone, word)}
                        <div><p>{test.title.clone()}</p><p class="faint">{test.message.clone()}</p></div>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="tests">{rows}</ul> }.into_any()
    })
}
