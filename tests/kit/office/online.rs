//! An office whose books are a company file of QuickBooks Online: a person signs in on Intuit's page, and
//! server and books share the story's clock.

use std::sync::Arc;

use serde_json::json;
use url::form_urlencoded::Serializer;
use waypost_core::api::SignInAddress;
use waypost_sandbox::Config;
use waypost_server::sync::Options;

use super::Office;
use crate::clock::TestClock;
use crate::database::On;
use crate::desk::{FLEET, START, roomy};
use crate::direct::Direct;
use crate::{Books, Setup, sample};

impl Office {
    /// Keystone Fleet, whose documents are posted, and whose customers' payments are sent.
    pub async fn fleet(on: On) -> Office {
        let office = Office::signed_in(on).await;
        office.submit(&sample::paying_mapping()).await;
        office
    }

    /// The same while nobody has submitted a mapping.
    pub async fn signed_in(on: On) -> Office {
        let clock = Arc::new(TestClock::at(START.parse().expect("a moment")));
        let books = Books::open_with(Config { time: clock.clone(), ..roomy() }).await;
        let line = Direct { books: books.sandbox.line(), clock: clock.clone() };
        let options = Options { carrier: Some(Arc::new(line)), ..Options::default() };
        let setup = Setup { on, options, ..Setup::default() };
        let office = Office::unconnected(books, clock, setup).await;
        office.sign_in_with_intuit("dana").await;
        office
    }

    /// A person goes through Intuit's page and comes back.
    async fn sign_in_with_intuit(&self, who: &str) {
        let path = format!("/api/v1/subsidiaries/{}/connection/sign-in", sample::SUBSIDIARY);
        let begin = json!({"system": "quickbooks_online", "environment": ""});
        let page: SignInAddress = self.ada.post(&path, &begin).await.expect(200).read();
        let back = self.books.consent_at_intuit(&page.url, who, FLEET).await;
        let query = Serializer::new(String::new()).extend_pairs(&back).finish();
        let back = format!("/oauth/quickbooks-online/callback?{query}");
        let answer = self.ada.get(&back).await.expect(303);
        let page = answer.headers["location"].to_str().expect("an address");
        assert!(!page.contains("trouble"), "{page}");
    }
}
