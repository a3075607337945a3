//! What travels between Waypost and an accounting system, as facts: how often, or why not.

use leptos::prelude::*;
use waypost_core::capability::{Flow, Support, support};
use waypost_core::wire::System;

use crate::letters::capital;

/// One line for each flow.
pub(crate) fn flows(system: System) -> AnyView {
    let lines = Flow::ALL.map(|flow| {
        view! { <dt>{name(flow)}</dt><dd>{said(system, flow)}</dd> }
    });
    view! { <dl class="facts">{lines.into_iter().collect_view()}</dl> }.into_any()
}

fn name(flow: Flow) -> &'static str {
    match flow {
        Flow::CustomerPaymentExport => "Customer payments, to the books",
        Flow::CustomerPaymentImport => "Customer payments, from the books",
        Flow::VendorPaymentImport => "Vendor payments, from the books",
        Flow::VendorPaymentExport => "Vendor payments, to the books",
    }
}

/// `Every 12 hours.`, or the core's reason.
fn said(system: System, flow: Flow) -> String {
    let every = match flow.every().seconds() / 60 {
        minutes if minutes % 60 == 0 => format!("every {} hours", minutes / 60),
        minutes => format!("every {minutes} minutes"),
    };
    let words = match support(system, flow) {
        Support::Yes => every,
        Support::While(condition) => format!("{every}, while {condition}"),
        Support::No(reason) => reason.to_owned(),
    };
    format!("{}.", capital(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_is_said_with_its_interval_or_the_reason_why_there_is_none() {
        let said = |flow| said(System::BusinessCentral, flow);
        assert_eq!(said(Flow::CustomerPaymentImport), "Every 12 hours.");
        assert_eq!(
            said(Flow::CustomerPaymentExport),
            "Business Central is not sent customer payments; record them there."
        );
        let online = super::said(System::QuickbooksOnline, Flow::CustomerPaymentExport);
        assert_eq!(online, "Every 5 minutes.");
    }
}
