//! The routes of payments, in the order of the server's table. One line of meaning each; no decisions.

use gloo_net::http::Method;
use js_sys::encode_uri_component as encode;
use waypost_core::api::{DriftRow, FactoringReport, FactoringReview, Page, PaymentRow, Reopen};

use super::Client;
use super::routes::{Answer, asking, below, document};

/// Rows of one page.
const PAGE_ROWS: &str = "50";
/// As many rows as one answer may hold.
const MOST_ROWS: &str = "500";

impl Client {
    /// One page of the payments on a subsidiary's documents, newest first. `decisions` may be several
    /// with commas; empty, it narrows nothing.
    pub(crate) async fn payments(
        self,
        id: &str,
        decisions: &str,
        cursor: Option<&str>,
    ) -> Answer<Page<PaymentRow>> {
        let decisions = Some(decisions).filter(|decisions| !decisions.is_empty());
        let named = [
            ("limit", Some(PAGE_ROWS)),
            ("subsidiary", Some(id)),
            ("decision", decisions),
            ("cursor", cursor),
        ];
        self.get(&asking("/payments".to_owned(), &named)).await
    }

    /// The newest payments of all subsidiaries with these decisions, as many as one answer may hold.
    pub(crate) async fn payments_of_all(self, decisions: &str) -> Answer<Page<PaymentRow>> {
        let named = [("limit", Some(MOST_ROWS)), ("decision", Some(decisions))];
        self.get(&asking("/payments".to_owned(), &named)).await
    }

    /// The payments that name a document, by our id, as many as one answer may hold.
    pub(crate) async fn payments_on(self, document: &str) -> Answer<Page<PaymentRow>> {
        let named = [("limit", Some(MOST_ROWS)), ("document", Some(document))];
        self.get(&asking("/payments".to_owned(), &named)).await
    }

    /// What the books changed after it counted here, newest first, of all subsidiaries.
    pub(crate) async fn drift(self, cursor: Option<&str>) -> Answer<Page<DriftRow>> {
        let named = [("limit", Some(MOST_ROWS)), ("cursor", cursor)];
        self.get(&asking("/payments/drift".to_owned(), &named)).await
    }

    /// Tries a payment again; answers its rows.
    pub(crate) async fn retry_payment(self, id: &str) -> Answer<Page<PaymentRow>> {
        let path = format!("/payments/{}/retry", String::from(encode(id)));
        self.act(&path, None).await
    }

    /// Reopens a document that was paid in full; answers its payments.
    pub(crate) async fn reopen(self, id: &str, reopen: &Reopen) -> Answer<Page<PaymentRow>> {
        self.write(Method::POST, &document(id, "/reopen"), reopen, None).await
    }

    /// Reads a factor's report and, where it is accepted, lets its rows count.
    pub(crate) async fn factoring_report(
        self,
        id: &str,
        report: &FactoringReport,
    ) -> Answer<FactoringReview> {
        self.write(Method::POST, &below(id, "/factoring-report"), report, None).await
    }
}
