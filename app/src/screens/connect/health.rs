//! How the connection fares: when the sign-in ends, and when the books were last read.

use leptos::prelude::*;
use waypost_core::api::{Connection, ConnectionState, SignInKind};
use waypost_core::names;

use crate::ui::banner;
use crate::ui::moment::in_words;

/// The facts, and what is to be done about them; nothing before somebody signed in.
pub(super) fn health(connection: Option<&Connection>) -> Option<AnyView> {
    let connection = connection.filter(|connection| connection.sign_in.is_some())?;
    let warning = connection.warning.as_ref().map(|warning| banner::warning(warning, ()));
    let trouble = connection.payments_trouble.clone().map(|words| {
        banner::banner("warn", "Payments could not be read again", view! { <p>{words}</p> })
    });
    Some(
        view! {
            {warning}
            {trouble}
            <section class="card" aria-labelledby="health">
                <div class="card-head"><h2 id="health">"How the connection fares"</h2></div>
                <div class="card-body">
                    <dl class="facts">
                        <dt>"Sign-in"</dt><dd>{sign_in(connection)}</dd>
                        <dt>"Chart read"</dt><dd>{read(connection.chart_fetched_at.as_deref())}</dd>
                        <dt>"Payments read"</dt><dd>{read(connection.payments_read_at.as_deref())}</dd>
                    </dl>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn sign_in(connection: &Connection) -> String {
    let books = names::system(connection.system);
    match (connection.state, connection.sign_in, connection.sign_in_ends_at.as_deref()) {
        (ConnectionState::SignedOut, ..) => "Nobody is signed in.".to_owned(),
        (ConnectionState::SignInAgain, ..) => format!("{books} no longer accepts it."),
        (_, _, Some(at)) => {
            format!("Ends {} unless it is renewed, which happens by itself.", in_words(at))
        }
        (_, Some(SignInKind::Application), None) => {
            "By app registration. It lasts as long as its secret.".to_owned()
        }
        _ => format!("{books} does not say when it ends. It is renewed by itself."),
    }
}

/// When something was last read.
fn read(at: Option<&str>) -> String {
    at.map_or_else(|| "Not yet".to_owned(), in_words)
}
