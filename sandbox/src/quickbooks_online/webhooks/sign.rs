//! The signature: HMAC-SHA256 of the body under the verifier token, in base64.

use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The value of `intuit-signature`. A key of any length is taken.
pub(super) fn signature(body: &[u8], verifier_token: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(verifier_token.as_bytes()) else {
        return String::new();
    };
    mac.update(body);
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn a_known_body_has_the_known_signature() {
        let body = br#"{"eventNotifications":[{"realmId":"1185883450","dataChangeEvent":{"entities":[{"name":"Payment","id":"1","operation":"Update","lastUpdated":"2015-10-05T14:42:19-0700"}]}}]}"#;
        assert_eq!(
            signature(body, "00000000-0000-4000-8000-000000000000"),
            "zqkdJwQM+/sEcxE33jSn65K/65kJR6IyLtf/zvWL6TE="
        );
    }
}
