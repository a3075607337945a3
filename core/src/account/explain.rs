//! Why an account may not, or should hardly, stand in a slot: one sentence per code.
//!
//! Words only; whether it may is [`super::judge`]'s to say.

use super::class::{Family, family, needs};
use crate::names::{account_of_class, system as system_name};
use crate::slot::Slot;
use crate::wire::{Account, Class, Code, System};

/// What the code means for this account in this slot, with the next step. `label` is the slot in
/// words ([`crate::names::label`]).
#[must_use]
pub fn explain(code: Code, slot: &Slot, label: &str, account: &Account, system: System) -> String {
    let title = account.title();
    let name = system_name(system);
    match code {
        Code::AccountInactive => {
            format!(
                "{title} is blocked in {name}; choose another account for {label}, or unblock it there."
            )
        }
        Code::NotPostingAccount => format!(
            "{title} is a heading, a total or a statistical account, and nothing can be posted to it; choose a \
             posting account for {label}."
        ),
        Code::NoDirectPosting => format!(
            "{title} takes no direct posting, so {name} would refuse the line; choose another account for \
             {label}, or turn on Direct Posting for it there."
        ),
        Code::WrongClass => wrong_class(slot, label, account),
        Code::DepositAccountClass => deposit(label, account),
        Code::ControlAccountReused => format!(
            "{title} is the receivable or the payable account of this mapping; used again for {label}, it \
             would net the document away. Choose another account."
        ),
        Code::UnclassifiedAccount => format!(
            "{title} has no class in {name}; confirm that it is {} for {label}, or give it a category there.",
            needs(family(slot))
        ),
        Code::UnusualClass => unusual(slot, label, account),
        _ => format!("{title} may not stand for {label}; choose another account."),
    }
}

/// The slot holds an account that the chart does not have (edge case 23).
#[must_use]
pub fn missing(label: &str, account: &str, system: System) -> String {
    format!(
        "{label} is set to an account ({account}) that the chart of {} does not have; choose another account.",
        system_name(system)
    )
}

fn wrong_class(slot: &Slot, label: &str, account: &Account) -> String {
    let family = family(slot);
    let said = format!(
        "{label} needs {}; {} is {}.",
        needs(family),
        account.title(),
        account_of_class(account.class)
    );
    match family {
        Family::Liability => {
            format!(
                "{said} Money held for drivers is owed to them; anywhere else it misstates the statements."
            )
        }
        _ => said,
    }
}

fn deposit(label: &str, account: &Account) -> String {
    let harm = match account.class {
        Class::Bank => "deposits would stand twice once the bank's own deposit is recorded",
        Class::Income | Class::OtherIncome => "revenue would be overstated",
        _ => "balances would be misstated",
    };
    format!(
        "{label} needs {}; {} is {}, and {harm}.",
        needs(Family::Deposit),
        account.title(),
        account_of_class(account.class)
    )
}

fn unusual(slot: &Slot, label: &str, account: &Account) -> String {
    let title = account.title();
    let is = account_of_class(account.class);
    match family(slot) {
        Family::Card => format!(
            "{title} is {is}; for {label} that is right only if it clears the card company's bill. Confirm it, \
             or choose an expense account."
        ),
        Family::Deduction => format!(
            "{title} is {is}; for {label} that is right for rent charged to a driver. Confirm it, or choose an \
             expense, asset or liability account."
        ),
        Family::Deposit => format!(
            "{title} is {is} that is not marked as clearing; confirm that deposits pass through it, or choose \
             Undeposited Funds."
        ),
        _ => format!(
            "{title} is {is}; confirm that the posting groups use it for {label}, or choose {}.",
            needs(family(slot))
        ),
    }
}
