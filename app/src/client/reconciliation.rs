//! The routes of reconciliation. One line of meaning each; no decisions.

use gloo_net::http::Method;
use waypost_core::api::{Period, Reconciliation};

use super::Client;
use super::routes::{Answer, asking, below};

impl Client {
    /// What was posted beside the books, day by day, as they were last read; without days of the
    /// address, the month so far.
    pub(crate) async fn reconciliation(
        self,
        id: &str,
        from: &str,
        to: &str,
    ) -> Answer<Reconciliation> {
        let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let named = [("from", given(from)), ("to", given(to)), ("days", Some("true"))];
        self.get(&asking(below(id, "/reconciliation"), &named)).await
    }

    /// Asks for the books to be read.
    pub(crate) async fn read_books(self, id: &str, period: &Period) -> Answer<Reconciliation> {
        self.write(Method::POST, &below(id, "/reconciliation"), period, None).await
    }
}
