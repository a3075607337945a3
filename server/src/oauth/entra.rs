//! Microsoft Entra's refusals in words. Keyed on the AADSTS number in the description, then on the
//! OAuth error.

use super::said::{first_line, rejection};
use crate::connectors::{Class, Rejection};

/// AADSTS number, our code, class, what happened and the next step.
struct Row(&'static str, &'static str, Class, &'static str);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row("AADSTS7000215", "wrong_secret", Class::Auth, "Microsoft does not accept the client secret. Copy the secret's value (not its id) from the app registration's page \"Certificates & secrets\" and enter it again."),
    Row("AADSTS7000222", "secret_expired", Class::Auth, "The client secret has expired. Make a new one on the app registration's page \"Certificates & secrets\" and enter it."),
    Row("AADSTS700016", "application_unknown", Class::Auth, "This directory has no application with that client id. Check the client id and the directory."),
    Row("AADSTS90002", "directory_unknown", Class::Auth, "Microsoft knows no such directory. Check the directory (tenant) id or domain."),
    Row("AADSTS900023", "directory_unknown", Class::Auth, "Microsoft knows no such directory. Check the directory (tenant) id or domain."),
    Row("AADSTS65001", "consent_missing", Class::Auth, "Nobody has consented to this application yet. Let an administrator grant consent on the app registration's page \"API permissions\"."),
    Row("AADSTS65004", "consent_declined", Class::Auth, "Consent was declined. Sign in again and accept."),
    Row("AADSTS54005", "code_used", Class::Auth, "This sign-in was finished before. Begin it again."),
    Row("AADSTS501481", "sign_in_forged", Class::Auth, "This sign-in was not begun here. Begin it again."),
    Row("AADSTS700082", "sign_in_expired", Class::Auth, "The sign-in has expired for want of use. Sign in again."),
    Row("AADSTS70008", "sign_in_expired", Class::Auth, "The sign-in has expired. Sign in again."),
    Row("AADSTS70000", "sign_in_expired", Class::Auth, "The sign-in was revoked. Sign in again."),
    Row("AADSTS50173", "sign_in_expired", Class::Auth, "The sign-in was revoked, as after a change of password. Sign in again."),
    Row("AADSTS50076", "second_factor", Class::Auth, "Microsoft asks for a second factor. Sign in again."),
];

/// What an `error` and its description mean.
pub(super) fn refusal(error: &str, description: &str) -> Rejection {
    let number = |row: &&Row| {
        // AADSTS70000 must not match AADSTS700016.
        description.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == row.0)
    };
    if let Some(row) = TABLE.iter().find(number) {
        return rejection(row.1, row.2, row.3.to_owned(), false);
    }
    match error {
        "access_denied" => rejection(
            "consent_declined",
            Class::Auth,
            "The sign-in was declined on Microsoft's page. Sign in again and accept.".to_owned(),
            false,
        ),
        "invalid_client" => rejection(
            "wrong_secret",
            Class::Auth,
            "Microsoft does not accept the client id or secret. Check both and enter them again."
                .to_owned(),
            false,
        ),
        "invalid_grant" => rejection(
            "sign_in_expired",
            Class::Auth,
            "Microsoft no longer accepts this sign-in. Sign in again.".to_owned(),
            false,
        ),
        _ => rejection(
            "sign_in_refused",
            Class::Auth,
            format!(
                "Microsoft refused the sign-in: {error} {}. Decide with your Microsoft \
                 administrator, then sign in again.",
                first_line(description)
            ),
            false,
        ),
    }
}

/// The endpoint did not answer as one.
pub(super) fn unreachable(why: &str) -> Rejection {
    rejection(
        "sign_in_unreachable",
        Class::Transient,
        format!("Microsoft's sign-in did not answer ({why}). It is tried again by itself."),
        true,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do() {
        for (error, description, code) in [
            ("invalid_client", "AADSTS7000215: Invalid client secret provided.", "wrong_secret"),
            (
                "unauthorized_client",
                "AADSTS700016: Application with identifier 'x' was not found",
                "application_unknown",
            ),
            (
                "invalid_request",
                "AADSTS90002: Tenant 'nowhere.example' not found.",
                "directory_unknown",
            ),
            (
                "invalid_grant",
                "AADSTS65001: The user or administrator has not consented",
                "consent_missing",
            ),
            ("invalid_grant", "AADSTS70008: The refresh token has expired.", "sign_in_expired"),
            ("invalid_grant", "", "sign_in_expired"),
            ("access_denied", "", "consent_declined"),
            ("temporarily_odd", "Something else.", "sign_in_refused"),
        ] {
            assert_eq!(refusal(error, description).code, code, "{description}");
        }
    }

    #[test]
    fn an_unknown_refusal_keeps_its_words() {
        let refusal = refusal("odd", "AADSTS999999: The moon is full.\r\nTrace ID: 1");
        assert!(refusal.message.contains("AADSTS999999: The moon is full"), "{}", refusal.message);
        assert!(!refusal.message.contains("Trace ID"), "{}", refusal.message);
    }
}
