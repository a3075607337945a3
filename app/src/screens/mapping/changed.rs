//! Whether the books changed anything under the mapping: asked when the screen is opened, told by the tools.

use leptos::prelude::*;
use waypost_core::api::ChangeKind;

use super::tools::Bench;
use crate::load::Load;
use crate::memo::memo;
use crate::session;
use crate::ui::loaded::notice;

/// What the books changed; nothing where they changed nothing.
pub(super) fn changed(bench: Bench) -> AnyView {
    let (client, editor) = (session::client(), bench.editor);
    let changes: Load<usize> =
        Load::new(move || async move { client.count_chart_changes(&editor.subsidiary()).await })
            .live(&[ChangeKind::Connection]);
    let any =
        memo(move || changes.value().with(|count| count.as_deref().is_some_and(|it| *it > 0)));
    let shown = move || {
        if any.get() {
            return bench.drawn(|tools| tools.chart_changes);
        }
        // That it cannot be had is said; that it is read is not worth a line.
        let trouble = changes.reading().trouble();
        trouble.with(Option::is_some).then(|| notice(changes, "changes of the chart")).into_any()
    };
    shown.into_any()
}
