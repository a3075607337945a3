//! Sentences that validation says of a mapping and preview of a document.

use crate::names;

/// A required default is unset: said by validation and by every preview that needs it.
pub(crate) fn default_missing(label: &str) -> String {
    format!("{label} has no account; choose one in the defaults.")
}

/// E-check types whose fee has nowhere to go: said by validation for all types and by the preview of
/// a bill for its own (R11, edge case 12).
pub(crate) fn fee_without_income(types: &[String], revenue_is_selected: bool) -> String {
    let e_checks = if types.len() == 1 { "e-check" } else { "e-checks" };
    let named = names::listed(types, "and");
    if revenue_is_selected {
        return format!(
            "The fee of {e_checks} {named} has no income account; choose a revenue account for each type, the \
             default e-check revenue account or default revenue."
        );
    }
    format!(
        "The fee of {e_checks} {named} has no income account, because default revenue is used only while Revenue \
         is selected; choose a revenue account for each type, or the default e-check revenue account."
    )
}
