//! Intuit's webhooks: whether one is Intuit's, and which companies it names. Nothing else in it is
//! read: it only says that the books are worth a look.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::sign::hmac_sha256;

/// Most companies that one body may name.
const AT_MOST: usize = 1_000;

/// Whether `header`, the value of `intuit-signature`, signs `body` under `verifier_token`.
pub(in crate::sync) fn is_signed(verifier_token: &str, header: &str, body: &[u8]) -> bool {
    let Ok(given) = STANDARD.decode(header.trim()) else { return false };
    let expected = hmac_sha256(verifier_token.as_bytes(), body);
    !expected.is_empty() && bool::from(expected.ct_eq(&given))
}

/// The old form.
#[derive(Deserialize)]
struct Notifications {
    #[serde(rename = "eventNotifications")]
    notifications: Vec<Notification>,
}

#[derive(Deserialize)]
struct Notification {
    #[serde(rename = "realmId")]
    realm: String,
}

/// The new form: an array of `CloudEvents`.
#[derive(Deserialize)]
struct CloudEvent {
    #[serde(rename = "intuitaccountid")]
    realm: Option<String>,
}

/// The companies that a body of either form names; none when it has neither form.
pub(in crate::sync) fn realms(body: &[u8]) -> Option<BTreeSet<String>> {
    let realms: BTreeSet<String> = match body.iter().find(|sign| !sign.is_ascii_whitespace()) {
        Some(b'[') => {
            let events: Vec<CloudEvent> = serde_json::from_slice(body).ok()?;
            events.into_iter().filter_map(|event| event.realm).collect()
        }
        _ => {
            let body: Notifications = serde_json::from_slice(body).ok()?;
            body.notifications.into_iter().map(|one| one.realm).collect()
        }
    };
    Some(realms.into_iter().take(AT_MOST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"{"eventNotifications":[{"realmId":"1185883450","dataChangeEvent":{"entities":[{"name":"Payment","id":"1","operation":"Update","lastUpdated":"2015-10-05T14:42:19-0700"}]}}]}"#;
    const NEW: &str = r#"[{"specversion":"1.0","id":"88cd52aa","source":"intuit.x","type":"qbo.invoice.updated.v1","intuitentityid":"1234","intuitaccountid":"310687","data":{}}]"#;
    const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

    #[test]
    fn a_body_is_intuits_under_its_own_signature_alone() {
        let signature = "zqkdJwQM+/sEcxE33jSn65K/65kJR6IyLtf/zvWL6TE=";
        assert!(is_signed(TOKEN, signature, OLD.as_bytes()));
        assert!(!is_signed(TOKEN, signature, NEW.as_bytes()));
        assert!(!is_signed("another", signature, OLD.as_bytes()));
        for forged in ["", "no base64", "AAAA"] {
            assert!(!is_signed(TOKEN, forged, OLD.as_bytes()), "{forged}");
        }
    }

    #[test]
    fn both_forms_name_their_companies() {
        let named = |body: &str| realms(body.as_bytes()).map(Vec::from_iter);
        assert_eq!(named(OLD), Some(vec!["1185883450".to_owned()]));
        assert_eq!(named(NEW), Some(vec!["310687".to_owned()]));
        assert_eq!(named("[]"), Some(Vec::new()));
        let many = format!(
            "[{}{}]",
            r#"{"intuitaccountid":"1"},{},"#.repeat(AT_MOST),
            &NEW[1..NEW.len() - 1]
        );
        assert_eq!(named(&many), Some(vec!["1".to_owned(), "310687".to_owned()]));
        assert_eq!(named(r#"{"other":1}"#), None);
        assert_eq!(named("not JSON"), None);
    }
}
