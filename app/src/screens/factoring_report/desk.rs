//! What lies on the desk: the report, which of its columns is what, and what the server makes of it.

use std::sync::Arc;

use waypost_core::api::FactoringReview;
use waypost_core::wire::FactoringColumns;

use super::columns::Columns;
use crate::client::Trouble;
use crate::screens::subsidiary::Here;
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::field::Field;
use crate::ui::summary::Summary;

/// A report, and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Came {
    /// "september.csv", "What you pasted".
    pub(super) from: String,
    /// The text.
    pub(super) csv: String,
    /// What its columns are chosen among.
    pub(super) headings: Vec<String>,
}

/// What the server was asked for last: columns, and whether the rows are to count.
pub(super) type Asked = (Option<FactoringColumns>, bool);

/// The desk; copied freely.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) here: Here,
    pub(super) came: RwSignal<Option<Came>>,
    /// The report's own field, for what is wrong with it.
    pub(super) report: Stored<Field>,
    pub(super) columns: Stored<Columns>,
    /// Whether the columns are asked for.
    pub(super) asking: RwSignal<bool>,
    /// Why they are, in the server's words.
    pub(super) unknown: RwSignal<Option<String>>,
    pub(super) review: RwSignal<Option<Arc<FactoringReview>>>,
    pub(super) asked: Stored<Asked>,
    pub(super) summary: Summary,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    pub(super) busy: RwSignal<bool>,
}

impl Desk {
    /// An empty desk.
    pub(super) fn open(here: Here) -> Self {
        let report = Field::text(
            "Or paste it here",
            "Rows with commas between the columns, headings in the first row.",
        );
        let columns = Columns::new();
        let fields: Vec<&Field> = std::iter::once(&report).chain(columns.all()).collect();
        let summary = Summary::of(&fields);
        Self {
            here,
            came: RwSignal::new(None),
            report: Stored::new(report),
            columns: Stored::new(columns),
            asking: RwSignal::new(false),
            unknown: RwSignal::new(None),
            review: RwSignal::new(None),
            asked: Stored::new((None, false)),
            summary,
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Lays another report on the desk, or clears it.
    pub(super) fn lay(self, came: Option<Came>) {
        self.forget();
        self.asking.set(false);
        self.unknown.set(None);
        self.review.set(None);
        self.report.with_value(|report| report.value.set(String::new()));
        if let Some(came) = &came {
            self.columns.with_value(|columns| columns.guess(&came.headings));
        }
        self.came.set(came);
    }

    /// Clears the desk, unless an answer is still awaited.
    pub(super) fn clear(self) {
        if !self.busy.get_untracked() {
            self.lay(None);
        }
    }

    /// Asks for the columns again, before anything counts.
    pub(super) fn ask_again(self) {
        self.review.set(None);
        self.asking.set(true);
    }

    /// Takes away what was said to be wrong.
    pub(super) fn forget(self) {
        self.trouble.set(None);
        self.report.with_value(|report| report.error.set(None));
        self.columns.with_value(|columns| {
            columns.all().iter().for_each(|field| field.error.set(None));
        });
    }
}
