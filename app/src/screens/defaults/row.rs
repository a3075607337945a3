//! One default: what it is for, the account, and what there is to say about it.

use leptos::prelude::*;
use waypost_core::Slot;
use waypost_core::grid::DefaultRow;
use waypost_core::slot::General;
use waypost_core::wire::{Severity, System};

use crate::draft::Editor;
use crate::memo::{Memo, memo};
use crate::ui::combobox::{Asked, combobox};
use crate::ui::ident;

/// The row of `slot`.
pub(super) fn row(editor: Editor, rows: Memo<Vec<DefaultRow>>, slot: Slot) -> AnyView {
    let of = slot.clone();
    let row = memo(move || rows.with(|rows| rows.iter().find(|row| row.slot == of).cloned()));
    let id = ident::fresh("default");
    let (label_id, hint_id, found_id) = (id.clone(), format!("{id}-hint"), format!("{id}-found"));
    let name =
        memo(move || row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default()));
    let required = move || row.with(|row| row.as_ref().is_some_and(|row| row.required));
    let hint = hint(&slot, editor.accounts().system());
    view! {
        <div class="field default-row">
            <label for=label_id>
                {move || name.get()}
                {move || (!required()).then(|| view! { <span class="faint">" (optional)"</span> })}
            </label>
            <p class="field-hint" id=hint_id.clone()>{hint}</p>
            {picker(editor, row, slot, id, name, &format!("{hint_id} {found_id}"))}
            <div id=found_id>{move || row.with(|row| row.as_ref().map(findings))}</div>
        </div>
    }
    .into_any()
}

fn picker(
    editor: Editor,
    row: Memo<Option<DefaultRow>>,
    slot: Slot,
    id: String,
    name: Memo<String>,
    described_by: &str,
) -> AnyView {
    let own = memo(move || row.with(|row| row.as_ref().and_then(|row| row.own.clone())));
    let shown = memo(move || {
        own.with(|own| own.as_deref().map(|id| editor.accounts().title(id)).unwrap_or_default())
    });
    if !editor.may_edit {
        return view! { <p id=id>{move || shown.get()}</p> }.into_any();
    }
    let (asking, setting) = (slot.clone(), slot);
    let asked = Asked {
        choices: Callback::new(move |typed: String| {
            let mapping = editor.mapping().get();
            editor.accounts().choices(&typed, &asking, &mapping, editor.catalog().as_deref())
        }),
        default: memo(move || own.with(Option::is_some).then(|| "No account".to_owned())),
        chosen: Callback::new(move |account| editor.set(&setting, account)),
        left: Callback::new(|_| {}),
    };
    combobox(id, name, shown, own, asked, None, described_by)
}

fn findings(row: &DefaultRow) -> AnyView {
    let words = row.findings.iter().map(|found| {
        let class = if found.severity == Severity::Error { "field-error" } else { "field-warning" };
        view! { <p class=class>{found.message.clone()}</p> }
    });
    words.collect_view().into_any()
}

/// What the account is for; and where it is only compared, not sent (R14).
fn hint(slot: &Slot, system: System) -> &'static str {
    match (slot, system) {
        (Slot::General(General::AccountsReceivable), System::BusinessCentral) => {
            "Business Central takes it from the customer's posting group. Waypost does not send it: after posting it compares the ledger with it and reports a difference."
        }
        (Slot::General(General::AccountsPayable), System::BusinessCentral) => {
            "Business Central takes it from the vendor's posting group. Waypost does not send it: after posting it compares the ledger with it and reports a difference."
        }
        (Slot::General(General::AccountsReceivable), System::QuickbooksOnline) => {
            "QuickBooks Online has one receivable account and uses it by itself. Waypost checks the choice and does not send it."
        }
        (Slot::General(General::AccountsReceivable), _) => {
            "What customers owe: the other side of every invoice."
        }
        (Slot::General(General::AccountsPayable), _) => {
            "What is owed to drivers and carriers: the other side of every bill."
        }
        (Slot::General(General::Revenue), _) => {
            "For charges on invoices that no line and no category sets."
        }
        (Slot::General(General::Expense), _) => {
            "For lines on bills that no line and no category sets."
        }
        (Slot::General(General::Liability), _) => "For money held for drivers, such as escrow.",
        (Slot::DepositAccount, _) => "Where exported customer payments are deposited.",
        _ => "",
    }
}
