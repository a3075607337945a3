//! The two forms of an event: the old notification and CloudEvents.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::quickbooks_online::records::{
    change::{Change, Operation},
    company::Company,
};

/// How events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EventForm {
    /// `eventNotifications`, until 2026.
    Notifications,
    /// An array of CloudEvents.
    CloudEvents,
}

impl EventForm {
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Notifications => "application/json",
            Self::CloudEvents => "application/cloudevents+json",
        }
    }

    pub(super) fn body(self, company: &Company, changes: &[&Change]) -> Value {
        match self {
            Self::Notifications => {
                let entities: Vec<Value> =
                    changes.iter().map(|change| notification(company, change)).collect();
                json!({"eventNotifications": [
                    {"realmId": company.realm, "dataChangeEvent": {"entities": entities}},
                ]})
            }
            Self::CloudEvents => {
                changes.iter().map(|change| cloud_event(company, change)).collect()
            }
        }
    }
}

fn notification(company: &Company, change: &Change) -> Value {
    let operation = match change.operation {
        Operation::Create => "Create",
        Operation::Update => "Update",
        Operation::Delete => "Delete",
        Operation::Void => "Void",
    };
    // The offset stands without its colon here.
    let mut at = company.shown_time(change.at);
    at.remove(at.len() - 3);
    json!({"name": change.entity.name(), "id": change.id.to_string(), "operation": operation,
           "lastUpdated": at})
}

fn cloud_event(company: &Company, change: &Change) -> Value {
    let happened = match change.operation {
        Operation::Create => "created",
        Operation::Update => "updated",
        Operation::Delete => "deleted",
        Operation::Void => "voided",
    };
    let entity = change.entity.name().to_lowercase();
    json!({
        "specversion": "1.0",
        "id": Uuid::new_v4(),
        "source": "intuit.sandbox",
        "type": format!("qbo.{entity}.{happened}.v1"),
        "datacontenttype": "application/json",
        "time": change.at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
        "intuitentityid": change.id.to_string(),
        "intuitaccountid": company.realm,
        "data": {},
    })
}
