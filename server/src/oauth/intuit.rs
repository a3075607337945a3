//! Intuit's refusals in words. Keyed on the OAuth error: descriptions are not documented.

use super::said::{first_line, rejection};
use crate::connectors::{Class, Rejection};

/// What an `error` and its description mean.
pub(super) fn refusal(error: &str, description: &str) -> Rejection {
    let (code, message) = match error {
        "access_denied" => (
            "consent_declined",
            "The sign-in was declined on Intuit's page. Sign in again and accept.".to_owned(),
        ),
        "invalid_client" => (
            "wrong_secret",
            "Intuit does not accept this server's client id or secret. Let its operator check \
             --quickbooks-online-client-id and the file of the secret."
                .to_owned(),
        ),
        // Also what a refresh token gets that was revoked, or not used for a hundred days.
        "invalid_grant" => (
            "sign_in_expired",
            "Intuit no longer accepts this sign-in: it was taken back, or not used for a hundred \
             days. Sign in again."
                .to_owned(),
        ),
        _ => (
            "sign_in_refused",
            format!(
                "Intuit refused the sign-in: {error} {}. Decide with your QuickBooks \
                 administrator, then sign in again.",
                first_line(description)
            ),
        ),
    };
    rejection(code, Class::Auth, message, false)
}

/// The endpoint did not answer as one.
pub(super) fn unreachable(why: &str) -> Rejection {
    rejection(
        "sign_in_unreachable",
        Class::Transient,
        format!("Intuit's sign-in did not answer ({why}). It is tried again by itself."),
        true,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do() {
        for (error, code) in [
            ("access_denied", "consent_declined"),
            ("invalid_client", "wrong_secret"),
            ("invalid_grant", "sign_in_expired"),
            ("temporarily_odd", "sign_in_refused"),
        ] {
            assert_eq!(refusal(error, "").code, code);
        }
        assert!(refusal("odd", "The moon is full.\nid 1").message.contains("The moon is full"));
    }
}
