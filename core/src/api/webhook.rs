//! Webhooks: where a company's own system hears of documents and payments that change state.

use serde::{Deserialize, Serialize};

/// Body of `POST /webhooks`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewWebhook {
    /// Where each change is posted to: https.
    pub url: String,
    /// What it is for, such as "TMS production".
    #[serde(default)]
    pub description: String,
}

/// Body of `PUT /webhooks/{webhook}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedWebhook {
    /// Where each change is posted to: https.
    pub url: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Whether changes are posted. Turning on one that was given up begins anew.
    pub enabled: bool,
}

/// A webhook as it is listed: never its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Webhook {
    /// Names it in addresses.
    pub id: String,
    /// Where each change is posted to.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// Whether changes are posted.
    pub enabled: bool,
    /// When it was added.
    pub created_at: String,
    /// Since when every try fails; none while the last one did not.
    pub failing_since: Option<String>,
    /// Why nothing is posted any more, and the next step.
    pub stopped: Option<String>,
    /// How many changes are still owed to it.
    pub waiting: u64,
}

/// Answer of `POST /webhooks`: the only time that the secret is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddedWebhook {
    /// As it will be listed.
    pub webhook: Webhook,
    /// The secret that signatures are checked with: `whsec_…`.
    pub secret: String,
}

/// Body of `POST /webhooks/{webhook}/replay`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Replay {
    /// From which moment on, such as `2026-11-30T08:00:00Z`.
    pub since: String,
}

/// Answer of `POST /webhooks/{webhook}/replay`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Replayed {
    /// How many changes are posted again.
    pub changes: u64,
}

/// How far a change has come on its way to a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is still owed.
    Waiting,
    /// The receiver took it.
    Delivered,
    /// It was tried for days and is not tried any more.
    GivenUp,
}

/// One change on its way to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// What the receiver gets as `webhook-id`: the same on every try.
    pub id: String,
    /// What happened, such as `document.posted`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Our id of the document or payment.
    pub subject: String,
    /// When it happened.
    pub at: String,
    /// How far it has come.
    pub state: DeliveryState,
    /// When it is tried next, while it waits.
    pub next_try_at: Option<String>,
    /// Every try, oldest first.
    pub attempts: Vec<DeliveryAttempt>,
}

/// What came of one try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryAttempt {
    /// When.
    pub at: String,
    /// The receiver's status; none where it gave no answer.
    pub status: Option<u16>,
    /// What happened, in words.
    pub outcome: String,
}
