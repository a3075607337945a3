//! Signatures by the Standard Webhooks specification: HMAC-SHA256 over id, time and body under a secret
//! that receiver and sender share.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{SecretSlice, SecretString};
use sha2::Sha256;

/// Length of a secret; the specification asks for 24 to 64.
const SECRET_BYTES: usize = 32;

/// A new secret.
pub(in crate::sync) struct FreshSecret {
    /// The bytes that sign.
    pub(in crate::sync) bytes: SecretSlice<u8>,
    /// As people copy it: `whsec_` and base64.
    pub(in crate::sync) shown: SecretString,
}

/// Makes a secret.
pub(in crate::sync) fn fresh_secret() -> FreshSecret {
    let bytes: [u8; SECRET_BYTES] = rand::random();
    let shown = format!("whsec_{}", STANDARD.encode(bytes));
    FreshSecret { bytes: SecretSlice::from(bytes.to_vec()), shown: SecretString::from(shown) }
}

/// The value of `webhook-signature` for a body that is sent as `id` at `timestamp`, in seconds.
pub(super) fn signature(secret: &[u8], id: &str, timestamp: i64, body: &str) -> String {
    let signed = format!("{id}.{timestamp}.{body}");
    format!("v1,{}", STANDARD.encode(hmac_sha256(secret, signed.as_bytes())))
}

/// HMAC-SHA256; a key of any length is taken.
pub(super) fn hmac_sha256(key: &[u8], text: &[u8]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        // HMAC takes keys of any length: this is never reached, and nothing equals it.
        return Vec::new();
    };
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn the_published_example_has_its_published_signature() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", r#"{"test": 2432232314}"#);
        let published = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signature(&secret, id, 1_614_265_330, body), published);
    }

    #[test]
    fn no_two_secrets_are_alike_and_each_says_what_it_is() {
        let (one, other) = (fresh_secret(), fresh_secret());
        let shown = one.shown.expose_secret();
        assert_ne!(shown, other.shown.expose_secret());
        let bytes = STANDARD.decode(shown.strip_prefix("whsec_").unwrap()).unwrap();
        assert_eq!(bytes, one.bytes.expose_secret());
    }
}
