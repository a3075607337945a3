//! A message that belongs to the whole screen or to one part of it, and stays until it is settled.

use leptos::prelude::*;
use waypost_core::api::ConnectionWarning;
use waypost_core::wire::Finding;

use super::button::button;
use crate::client::Trouble;
use crate::signal::RwSignal;

/// A plain banner: `tone` is empty, `ok`, `warn` or `bad`.
pub(crate) fn banner(tone: &'static str, title: impl Into<String>, rest: impl IntoView) -> AnyView {
    view! {
        <div class=format!("banner {tone}")>
            <strong>{title.into()}</strong>
            {rest}
        </div>
    }
    .into_any()
}

/// What a person should do while a connection still works: in the server's words, with the `way` there.
pub(crate) fn warning(warning: &ConnectionWarning, way: impl IntoView + 'static) -> AnyView {
    let explained = format!("/docs/errors/{}", warning.code);
    banner(
        "warn",
        "The sign-in ends soon",
        view! {
            <p>
                {warning.message.clone()}" "{way}
                <a href=explained rel="external" target="_blank">"Why it ends (opens in a new tab)"</a>
            </p>
        },
    )
}

/// What went wrong, in the words of whoever knows, with a way to try again where that helps.
pub(crate) fn trouble(trouble: &Trouble, again: Option<Callback<()>>) -> AnyView {
    let findings = list(trouble.findings());
    let tone =
        if matches!(trouble, Trouble::Offline | Trouble::NotAllowed(_)) { "warn" } else { "bad" };
    let again = again.map(|again| button("Try again", move || again.run(())));
    view! {
        <div role="alert">
            {banner(tone, trouble.title(), view! {
                <p>{trouble.words()}</p>
                {findings}
                {again}
            })}
        </div>
    }
    .into_any()
}

/// Findings in words, one a line; nothing when there are none.
pub(crate) fn list(findings: &[Finding]) -> Option<AnyView> {
    (!findings.is_empty()).then(|| {
        let rows = findings
            .iter()
            .map(|finding| view! { <li>{finding.message.clone()}</li> })
            .collect_view();
        view! { <ul>{rows}</ul> }.into_any()
    })
}

/// The trouble of an action, where it happened; nothing while all is well.
pub(crate) fn trouble_of(signal: RwSignal<Option<Trouble>>) -> impl IntoView {
    move || signal.get().map(|met| trouble(&met, None))
}
