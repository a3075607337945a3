//! The routes of webhooks, in the order of the server's table. One line of meaning each; no decisions.

use gloo_net::http::Method;
use js_sys::encode_uri_component as encode;
use waypost_core::api::{
    AddedWebhook, ChangedWebhook, Delivery, NewWebhook, Page, Replay, Replayed, Webhook,
};

use super::Client;
use super::routes::Answer;

impl Client {
    /// Where changes are posted to.
    pub(crate) async fn webhooks(self) -> Answer<Page<Webhook>> {
        self.get("/webhooks").await
    }

    /// Adds a webhook; its secret is in this answer only.
    pub(crate) async fn add_webhook(self, new: &NewWebhook) -> Answer<AddedWebhook> {
        self.write(Method::POST, "/webhooks", new, None).await
    }

    /// Changes a webhook.
    pub(crate) async fn change_webhook(self, id: &str, new: &ChangedWebhook) -> Answer<Webhook> {
        self.write(Method::PUT, &below(id, ""), new, None).await
    }

    /// Removes a webhook.
    pub(crate) async fn remove_webhook(self, id: &str) -> Answer<()> {
        self.exchange(Method::DELETE, &below(id, ""), None, None).await.map(drop)
    }

    /// Posts again what changed since a time.
    pub(crate) async fn replay_webhook(self, id: &str, since: &Replay) -> Answer<Replayed> {
        self.write(Method::POST, &below(id, "/replay"), since, None).await
    }

    /// What was posted last, with every try.
    pub(crate) async fn deliveries(self, id: &str) -> Answer<Page<Delivery>> {
        self.get(&below(id, "/deliveries?limit=20")).await
    }
}

/// A path below a webhook.
fn below(id: &str, rest: &str) -> String {
    format!("/webhooks/{}{rest}", String::from(encode(id)))
}
