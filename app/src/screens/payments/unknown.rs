//! Payments on documents that nobody has sent yet: they belong to no subsidiary, and are shown in each,
//! so that none is out of sight.

use leptos::prelude::*;
use waypost_core::api::PaymentRow;

use super::list::Listed;
use crate::load::Load;
use crate::memo::{Memo, memo};
use crate::payments::{Columns, table};

/// Decisions that such a payment may have.
const OPEN: [&str; 3] = ["wait", "hold", "skip"];

/// What they are asked for by, in a list of this decision; none where they do not belong to it.
pub(super) fn decisions(decision: &str) -> Option<String> {
    match decision {
        "" => Some(OPEN.join(",")),
        one => OPEN.contains(&one).then(|| one.to_owned()),
    }
}

/// Those that were read.
pub(super) fn of(listed: &Listed) -> Vec<PaymentRow> {
    let rows = listed.open.iter().flat_map(|page| &page.items);
    rows.filter(|row| row.document.is_none()).cloned().collect()
}

/// The list; nothing where there are none.
pub(super) fn unknown(listed: Load<Listed>, open: Memo<Option<Vec<PaymentRow>>>) -> AnyView {
    let rows = memo(move || open.get().unwrap_or_default());
    let shown = memo(move || rows.with(|rows| !rows.is_empty()));
    let more = memo(move || {
        listed.value().with(|all| {
            let page = all.as_ref().and_then(|all| all.open.as_ref());
            page.is_some_and(|page| page.next.is_some())
        })
    });
    let limit = move || {
        let words = "Only the newest 500 payments of all subsidiaries were looked through.";
        more.get().then(|| view! { <p class="card-body faint">{words}</p> })
    };
    let list = move || {
        shown.get().then(|| {
            view! {
                <section class="card" aria-labelledby="unknown">
                    <div class="card-head">
                        <h2 id="unknown">"On documents that are not known here"</h2>
                        <p class="faint">"They belong to no subsidiary until your TMS sends the document."</p>
                    </div>
                    {table("Payments on documents that are not known here, newest first", Columns::WithDocument, rows)}
                    {limit}
                </section>
            }
        })
    };
    list.into_any()
}

#[cfg(test)]
mod tests {
    use super::decisions;

    #[test]
    fn what_is_sent_or_taken_over_names_a_document_that_is_known() {
        assert_eq!(decisions("").as_deref(), Some("wait,hold,skip"));
        assert_eq!(decisions("hold").as_deref(), Some("hold"));
        for known in ["export", "import", "echo"] {
            assert_eq!(decisions(known), None, "{known}");
        }
    }
}
