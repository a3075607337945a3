//! Items that the last change of the catalogue brought: each with the account that it will use.

use leptos::prelude::*;
use waypost_core::grid::Section;

use crate::accounts::Accounts;
use crate::draft::Editor;
use crate::memo::memo;
use crate::ui::banner;
use crate::words::count;

/// Most items named; the grid has all of them.
const MOST: usize = 8;

/// The banner; nothing when there is nothing new, or all of it is mapped.
pub(super) fn banner(editor: Editor, added: &[String]) -> AnyView {
    if added.is_empty() {
        return ().into_any();
    }
    let added = added.to_vec();
    let fresh = memo(move || {
        let accounts = editor.accounts();
        editor.sections().with(|sections| unmapped(sections, &added, &accounts))
    });
    view! {
        {move || fresh.with(|lines| (!lines.is_empty()).then(|| {
            let shown = lines.iter().take(MOST).map(|line| view! { <li>{line.clone()}</li> }).collect_view();
            banner::banner(
                "",
                format!("{} in your TMS", count(lines.len(), "new line item", "new line items")),
                view! { <ul>{shown}</ul> },
            )
        }))}
    }
    .into_any()
}

/// "Layover will use 40300 Accessorial Revenue", for every new item without an account of its own.
fn unmapped(sections: &[Section], added: &[String], accounts: &Accounts) -> Vec<String> {
    let mut lines = Vec::new();
    for name in added {
        let Some((section, item)) = name.split_once('.') else { continue };
        let rows = sections
            .iter()
            .filter(|known| section.starts_with(known.category.as_str()))
            .flat_map(|known| &known.rows);
        let row = rows.into_iter().find(|row| row.item.as_deref() == Some(item));
        let Some(row) = row.filter(|row| row.cells.iter().all(|cell| cell.own.is_none())) else {
            continue;
        };
        let used: Vec<String> = row
            .cells
            .iter()
            .filter(|cell| cell.live && cell.slot.is_some())
            .map(|cell| match cell.effective.as_deref() {
                Some(id) => accounts.title(id),
                None => "no account".to_owned(),
            })
            .collect();
        if !used.is_empty() {
            lines.push(format!("{} will use {}", row.name, used.join(" and ")));
        }
    }
    lines
}
