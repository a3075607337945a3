//! Every try, newest first, as it was sent and answered, secrets redacted by the server (R44).

use leptos::prelude::*;
use waypost_core::api::Attempt;

use crate::memo::{Memo, memo};
use crate::ui::moment::moment;
use crate::ui::rows::rows;

/// The tries. One that is being read stays open when another is added.
pub(super) fn attempts(attempts: Memo<Vec<Attempt>>) -> AnyView {
    let is_empty = memo(move || attempts.with(Vec::is_empty));
    let newest_first = move || {
        let named = |(at, one): (usize, Attempt)| (format!("{at} {}", one.outcome), one);
        let mut named: Vec<_> = attempts.get().into_iter().enumerate().map(named).collect();
        named.reverse();
        named
    };
    view! {
        {move || is_empty.get().then(|| view! { <p class="soft">"Nothing has been sent for this document yet."</p> })}
        <section class="card" aria-labelledby="attempts" hidden=move || is_empty.get()>
            <div class="card-head"><h2 id="attempts">"What was sent"</h2></div>
            <ol class="attempts">
                {rows(newest_first, |one| attempt(&one))}
            </ol>
        </section>
    }
    .into_any()
}

fn attempt(attempt: &Attempt) -> AnyView {
    let step = attempt.step.replace('_', " ");
    let reply = attempt.reply.clone().unwrap_or_else(|| "No answer came.".to_owned());
    let request = attempt.request.clone();
    view! {
        <li class="attempt stack tight">
            <p><strong class="step">{step}</strong>" "<span class="faint">{moment(&attempt.at)}</span></p>
            <p>{attempt.outcome.clone()}</p>
            <details class="disclosure">
                <summary>"Request and reply"</summary>
                <div class="stack tight">
                    <pre tabindex="0" aria-label="Request">{request}</pre>
                    <pre tabindex="0" aria-label="Reply">{reply}</pre>
                </div>
            </details>
        </li>
    }
    .into_any()
}
