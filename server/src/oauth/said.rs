//! What the refusals of every provider have in common.

use crate::connectors::{Class, Rejection};

pub(super) fn first_line(description: &str) -> String {
    description.lines().next().unwrap_or_default().trim_end_matches('.').chars().take(300).collect()
}

pub(super) fn rejection(
    code: &'static str,
    class: Class,
    message: String,
    remote_wide: bool,
) -> Rejection {
    Rejection { code, class, message, remote_wide, subject: None, retry_after: None }
}

/// An address of the operator's takes no path.
pub(super) fn unusable_address(flag: &str) -> Rejection {
    let message = format!("The configured address of the sign-in cannot be used. Correct {flag}.");
    rejection("sign_in_address", Class::Permanent, message, false)
}
