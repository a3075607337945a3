//! Refusals of the sign-in service: `error`, and a description where there is one.

use serde_json::json;

use crate::http::Outgoing;

/// A refusal.
#[derive(Debug, Clone)]
pub(crate) struct OauthError {
    pub(crate) status: u16,
    pub(crate) error: String,
    pub(crate) description: Option<String>,
    pub(crate) retry_after_seconds: Option<u32>,
}

impl OauthError {
    fn new(status: u16, error: &str, description: Option<&str>) -> Self {
        let description = description.map(str::to_owned);
        Self { status, error: error.to_owned(), description, retry_after_seconds: None }
    }

    pub(crate) fn reply(&self) -> Outgoing {
        let mut body = json!({"error": self.error});
        if let Some(description) = &self.description {
            body["error_description"] = json!(description);
        }
        let reply = Outgoing::json(self.status, &body).with("cache-control", "no-store");
        match self.retry_after_seconds {
            Some(seconds) => reply.with("retry-after", seconds.to_string()),
            None => reply,
        }
    }
}

pub(crate) fn wrong_client() -> OauthError {
    OauthError::new(401, "invalid_client", None)
}

/// Text for a parameter assumed.
pub(crate) fn missing(parameter: &str) -> OauthError {
    let text = format!("The parameter {parameter} is missing.");
    OauthError::new(400, "invalid_request", Some(&text))
}

/// Text assumed.
pub(crate) fn wrong_redirect() -> OauthError {
    let text = "The redirect_uri is not registered for this app, or not the one of the code.";
    OauthError::new(400, "invalid_request", Some(text))
}

pub(crate) fn unsupported_grant() -> OauthError {
    OauthError::new(400, "unsupported_grant_type", None)
}

pub(crate) fn unsupported_response() -> OauthError {
    OauthError::new(400, "unsupported_response_type", None)
}

pub(crate) fn wrong_scope() -> OauthError {
    OauthError::new(400, "invalid_scope", None)
}

/// Text assumed.
pub(crate) fn wrong_challenge() -> OauthError {
    let text = "A code_challenge needs code_challenge_method=S256.";
    OauthError::new(400, "invalid_request", Some(text))
}

/// A code that is unknown, spent, old, or proved wrongly. Text assumed.
pub(crate) fn wrong_code() -> OauthError {
    OauthError::new(400, "invalid_grant", Some("Incorrect or invalid authorization code"))
}

pub(crate) fn wrong_refresh() -> OauthError {
    OauthError::new(400, "invalid_grant", Some("Incorrect or invalid refresh token"))
}

pub(crate) fn declined() -> OauthError {
    OauthError::new(400, "access_denied", None)
}
