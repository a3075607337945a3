//! Refusals of the sign-in service in their usual form: `error`, `AADSTS…` text, code, ids.

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use crate::http::Outgoing;

/// A refusal.
#[derive(Debug, Clone)]
pub(crate) struct OauthError {
    pub(crate) status: u16,
    pub(crate) error: String,
    pub(crate) number: u32,
    pub(crate) text: String,
    pub(crate) retry_after_seconds: Option<u32>,
}

impl OauthError {
    fn new(status: u16, error: &str, number: u32, text: impl Into<String>) -> Self {
        let error = error.to_owned();
        Self { status, error, number, text: text.into(), retry_after_seconds: None }
    }

    /// `AADSTS50011: The redirect URI …`
    pub(crate) fn description(&self) -> String {
        format!("AADSTS{}: {}", self.number, self.text)
    }

    pub(crate) fn reply(&self, now: Timestamp) -> Outgoing {
        let (trace, correlation) = (Uuid::new_v4(), Uuid::new_v4());
        let timestamp = now.strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        let description = format!(
            "{} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}",
            self.description()
        );
        let body = json!({
            "error": self.error,
            "error_description": description,
            "error_codes": [self.number],
            "timestamp": timestamp,
            "trace_id": trace,
            "correlation_id": correlation,
        });
        let reply = Outgoing::json(self.status, &body).with("cache-control", "no-store");
        match self.retry_after_seconds {
            Some(seconds) => reply.with("retry-after", seconds.to_string()),
            None => reply,
        }
    }
}

pub(crate) fn unknown_tenant(tenant: &str) -> OauthError {
    let text =
        format!("Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID.");
    OauthError::new(400, "invalid_request", 90_002, text)
}

pub(crate) fn unknown_app(client: &str) -> OauthError {
    let text = format!(
        "Application with identifier '{client}' was not found in the directory. You may have sent \
         your authentication request to the wrong tenant."
    );
    OauthError::new(400, "unauthorized_client", 700_016, text)
}

pub(crate) fn wrong_secret(client: &str) -> OauthError {
    let text = format!(
        "Invalid client secret provided. Ensure the secret being sent in the request is the \
         client secret value, not the client secret ID, for a secret added to app '{client}'."
    );
    OauthError::new(401, "invalid_client", 7_000_215, text)
}

pub(crate) fn no_secret() -> OauthError {
    let text = "The request body must contain the following parameter: 'client_assertion' or \
                'client_secret'.";
    OauthError::new(401, "invalid_client", 7_000_218, text)
}

pub(crate) fn missing(parameter: &str) -> OauthError {
    let text = format!("The request body must contain the following parameter: '{parameter}'.");
    OauthError::new(400, "invalid_request", 900_144, text)
}

pub(crate) fn wrong_redirect(redirect: &str, client: &str) -> OauthError {
    let text = format!(
        "The redirect URI '{redirect}' specified in the request does not match the redirect URIs \
         configured for the application '{client}'."
    );
    OauthError::new(400, "invalid_request", 50_011, text)
}

pub(crate) fn unsupported_response(kind: &str) -> OauthError {
    let text = format!("The response_type '{kind}' is not supported for the application.");
    OauthError::new(400, "unsupported_response_type", 700_054, text)
}

pub(crate) fn unsupported_grant(kind: &str) -> OauthError {
    let text = format!("The app requested an unsupported grant type '{kind}'.");
    OauthError::new(400, "unsupported_grant_type", 70_003, text)
}

pub(crate) fn wrong_scope(scope: &str) -> OauthError {
    let text = format!(
        "The provided request must include a 'scope' input parameter that names Business Central. \
         The scope '{scope}' is not valid."
    );
    OauthError::new(400, "invalid_scope", 70_011, text)
}

pub(crate) fn needs_pkce() -> OauthError {
    let text = "Proof Key for Code Exchange is required for this application; send \
                code_challenge with code_challenge_method=S256.";
    OauthError::new(400, "invalid_request", 9_002_325, text)
}

pub(crate) fn wrong_verifier() -> OauthError {
    let text = "The Code_Verifier does not match the code_challenge supplied in the authorization \
                request.";
    OauthError::new(400, "invalid_grant", 501_481, text)
}

pub(crate) fn unknown_code() -> OauthError {
    OauthError::new(
        400,
        "invalid_grant",
        9_002_313,
        "Invalid request. Request is malformed or invalid.",
    )
}

pub(crate) fn redeemed_code() -> OauthError {
    let text = "OAuth2 Authorization code was already redeemed, please retry with a new valid \
                code or use an existing refresh token.";
    OauthError::new(400, "invalid_grant", 54_005, text)
}

pub(crate) fn expired_code() -> OauthError {
    let text = "The provided authorization code or refresh token has expired due to inactivity. \
                Send a new interactive authorization request for this user and resource.";
    OauthError::new(400, "invalid_grant", 70_008, text)
}

pub(crate) fn revoked_token() -> OauthError {
    let text = "The provided grant has expired due to it being revoked, a fresh auth token is \
                needed.";
    OauthError::new(400, "invalid_grant", 50_173, text)
}

pub(crate) fn declined() -> OauthError {
    OauthError::new(400, "access_denied", 65_004, "User declined to consent to access the app.")
}

pub(crate) fn other_app() -> OauthError {
    let text = "Provided grant was issued to another client.";
    OauthError::new(400, "invalid_grant", 700_003, text)
}
