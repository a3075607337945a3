//! Sums of money, one for each currency: amounts of two currencies are never added.

use leptos::prelude::*;
use waypost_core::api::Money;

use super::amount;

/// `6,584.74 USD`; several currencies one after the other; nothing where there is none.
pub(crate) fn money(sums: &[Money]) -> AnyView {
    sums.iter()
        .map(|sum| {
            view! {
                <span class="money">{amount::written(&sum.amount)}" "<span class="faint">{sum.currency.clone()}</span></span>
            }
        })
        .collect_view()
        .into_any()
}
