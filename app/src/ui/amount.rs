//! An amount of money as people read it: two decimals, thousands, negatives in parentheses that a
//! screen reader hears as minus (R20: amounts are exact, never abbreviated).

use leptos::prelude::*;
use waypost_core::wire::Amount;

/// The amount, right-aligned by its class.
pub(crate) fn amount(amount: Amount) -> AnyView {
    let figure = amount.abs().grouped();
    if amount.is_negative() {
        view! {
            <span class="amount">
                <span class="visually-hidden">"minus " {figure.clone()}</span>
                <span aria-hidden="true">"(" {figure} ")"</span>
            </span>
        }
        .into_any()
    } else {
        view! { <span class="amount">{figure}</span> }.into_any()
    }
}

/// An amount that travels as text; text that is no amount is shown as it is.
pub(crate) fn written(text: &str) -> AnyView {
    match text.parse() {
        Ok(parsed) => amount(parsed),
        Err(_) => view! { <span class="amount">{text.to_owned()}</span> }.into_any(),
    }
}
