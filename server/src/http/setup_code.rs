//! The one-time code that makes the first administrator: printed to the terminal, typed into the
//! page, of no use once an administrator exists.

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

/// Letters and digits that cannot be mistaken for each other.
const SIGNS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 12;

/// A code of twelve signs (60 bits).
#[derive(Debug)]
pub struct SetupCode(SecretString);

impl SetupCode {
    /// A fresh code.
    pub fn fresh() -> SetupCode {
        let code: String =
            (0..LENGTH).map(|_| char::from(SIGNS[rand::random_range(0..SIGNS.len())])).collect();
        SetupCode(code.into())
    }

    /// The code as it is printed: `K7QF-93MZ-T2XA`. For the terminal alone.
    pub fn for_the_terminal(&self) -> String {
        let code = self.0.expose_secret();
        format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..])
    }

    /// Whether `typed` is the code, in constant time; case, spaces and dashes do not matter.
    pub fn is(&self, typed: &str) -> bool {
        let plain: String = typed
            .chars()
            .filter(|sign| !matches!(sign, '-' | ' '))
            .map(|sign| sign.to_ascii_uppercase())
            .collect();
        plain.as_bytes().ct_eq(self.0.expose_secret().as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::SetupCode;

    #[test]
    fn a_code_is_recognised_however_it_is_typed_and_no_other_is() {
        let code = SetupCode::fresh();
        let printed = code.for_the_terminal();
        assert!(code.is(&printed));
        assert!(code.is(&printed.to_lowercase().replace('-', " ")));
        assert!(!code.is(&printed[1..]));
        assert!(!code.is(""));
        assert!(!code.is(&SetupCode::fresh().for_the_terminal()));
    }
}
