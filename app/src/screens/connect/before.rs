//! Before you start: what to have at hand.

use leptos::prelude::*;

use super::task::{self, Opened, Progress};

/// The facts.
pub(super) fn task_body() -> impl IntoView {
    view! {
        <ul>
            <li>"QuickBooks Online: the sign-in of a company administrator. Its company is chosen on Intuit's page."</li>
            <li>"Business Central: the name of your environment. It stands in the address of Business Central; the usual one is production."</li>
            <li>"A sign-in that may read the chart of accounts and may create and post sales and purchase invoices."</li>
            <li>"Or, from your Microsoft administrator: the directory, the application id and its secret of an app registration that is set up in Business Central."</li>
            <li>"Nothing is written to your books until you have submitted a mapping."</li>
        </ul>
    }
}

/// The task.
pub(super) fn task(opened: Opened) -> AnyView {
    task::task(opened, "Before you start", Progress::Fact, task_body())
}
