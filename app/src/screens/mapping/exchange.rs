//! The ways out of the grid and into it: export, import, former versions.

use leptos::prelude::*;
use waypost_core::exchange;
use waypost_core::wire;

use super::tools::Bench;
use crate::address;
use crate::draft::Editor;
use crate::ui::announce::say;
use crate::ui::download::download;

/// The links and buttons.
pub(super) fn links(bench: Bench) -> AnyView {
    let editor = bench.editor;
    let id = editor.subsidiary();
    let import = editor
        .may_edit
        .then(|| view! { <li><a href=address::import(&id)>"Import or copy"</a></li> });
    view! {
        <ul class="grid-links">
            {import}
            <li><button type="button" class="link" on:click=move |_| bench.run_alone(move |tools| (tools.sheet)(editor))>"Export CSV"</button></li>
            <li><button type="button" class="link" on:click=move |_| bench.run_alone(move |tools| (tools.json)(editor))>"Export JSON"</button></li>
            <li><a href=address::versions(&id)>"Versions"</a></li>
        </ul>
    }
    .into_any()
}

/// Gives the mapping as a table.
pub(super) fn sheet(editor: Editor) {
    let accounts = editor.accounts();
    let text = editor.mapping().with_untracked(|mapping| {
        exchange::write(mapping, accounts.chart(), editor.catalog().as_deref())
    });
    save(editor, "csv", "text/csv", &text);
}

/// Gives the mapping in the public format.
pub(super) fn json(editor: Editor) {
    let text = editor.mapping().with_untracked(|mapping| wire::write(mapping.as_ref()));
    save(editor, "json", "application/json", &text);
}

fn save(editor: Editor, ending: &str, kind: &str, text: &str) {
    download(&format!("mapping {}.{ending}", editor.subsidiary()), kind, text);
    say("Exported, with what is not saved yet.");
}
