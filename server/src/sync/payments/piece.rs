//! One check goes into the books of a company in one piece, so that what stands there is what the bank shows:
//! what could go waits for what else it pays there.

use waypost_core::wire::{Decided, Decision, PaymentReason};

use super::seen::Judged;

/// Lets what could be exported wait for invoices that the same payment pays in the same books. One that is
/// not known yet may be of these books as well.
pub(super) fn in_one_piece(judged: &mut [Judged]) {
    let waiting: Vec<(Option<String>, String)> = judged
        .iter()
        .filter(|one| one.decision.decision == Decided::Wait)
        .map(|one| (subsidiary(one), one.decision.message.clone()))
        .collect();
    for one in judged.iter_mut() {
        if one.decision.decision != Decided::Export || one.stays {
            continue;
        }
        let ours = subsidiary(one);
        let other = waiting.iter().find(|(whose, _)| whose.is_none() || *whose == ours);
        if let Some((_, message)) = other {
            one.decision = Decision {
                decision: Decided::Wait,
                reason: Some(PaymentReason::InvoiceNotExported),
                message: format!("It goes in one payment with the rest of the check. {message}"),
                ..one.decision.clone()
            };
        }
    }
}

fn subsidiary(one: &Judged) -> Option<String> {
    one.known.as_ref().map(|known| known.subsidiary.clone())
}
