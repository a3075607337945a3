//! Asking the server what a report comes to, or to let it count; and where its refusal belongs.

use std::sync::Arc;

use leptos::task::spawn_local;
use waypost_core::api::{FactoringReport, FactoringReview};
use waypost_core::wire::FactoringColumns;

use super::desk::Desk;
use crate::client::Trouble;
use crate::session;
use crate::ui::announce::say;
use crate::words::count;

impl Desk {
    /// Asks with these columns, or with those of the last report; `accept` lets the rows count.
    pub(super) fn ask(self, columns: Option<FactoringColumns>, accept: bool) {
        let csv = self.came.with_untracked(|came| came.as_ref().map(|came| came.csv.clone()));
        let Some(csv) = csv.filter(|_| !self.busy.get_untracked()) else { return };
        self.forget();
        self.busy.set(true);
        self.asked.set_value((columns.clone(), accept));
        let (id, client) = (self.here.id.get_untracked(), session::client());
        spawn_local(async move {
            let report = FactoringReport { csv, columns, accept };
            let answer = client.factoring_report(&id, &report).await;
            // The screen may have been left meanwhile.
            if self.busy.try_get_untracked().is_none() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(review) => self.take(review),
                Err(met) => self.refused(met),
            }
        });
    }

    /// Asks for the same again, after trouble.
    pub(super) fn again(self) {
        let (columns, accept) = self.asked.get_value();
        self.ask(columns, accept);
    }

    fn take(self, review: FactoringReview) {
        let rows = |rows: usize| count(rows, "row", "rows");
        say(&if review.accepted {
            let counted = review.rows.iter().filter(|row| !row.refused).count();
            format!("{} of the report counted.", rows(counted))
        } else {
            format!("{} to review.", rows(review.rows.len()))
        });
        self.came.with_untracked(|came| {
            let headings = came.as_ref().map(|came| came.headings.as_slice()).unwrap_or_default();
            self.columns.with_value(|columns| columns.put(&review.columns, headings));
        });
        self.asking.set(false);
        self.unknown.set(None);
        self.review.set(Some(Arc::new(review)));
    }

    /// Says what is wrong at the field that the server names, in its words.
    fn refused(self, met: Trouble) {
        let problem = met.problem();
        let path = problem.and_then(|problem| problem.path.as_deref()).unwrap_or_default();
        let words = met.words();
        if met.code() == Some("columns_unknown") {
            self.unknown.set(Some(words));
            self.ask_again();
            return;
        }
        let field = match path.strip_prefix("columns.") {
            Some(column) => self.columns.with_value(|columns| columns.called(column).cloned()),
            None => (path == "csv").then(|| self.report.get_value()),
        };
        let Some(field) = field else {
            self.trouble.set(Some(met));
            return;
        };
        field.error.set(Some(words));
        // Whether row or heading is at fault: both can be mended from here.
        self.ask_again();
        self.summary.refuses(&[false]);
    }
}
