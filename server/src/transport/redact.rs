//! Requests and replies as they are kept with an operation (R44). The authorisation header is
//! never among what is written; whatever else looks like a token is struck out.

use crate::connectors::{Address, Call, Reply};

/// Most characters that are kept of a request or a reply.
const KEPT: usize = 20_000;
/// Names whose values are struck out, in JSON and in forms.
const SECRET_NAMES: [&str; 6] =
    ["access_token", "refresh_token", "id_token", "client_secret", "assertion", "password"];

/// The request line and body.
pub fn request_text(call: &Call) -> String {
    let address = match &call.address {
        Address::Path(path) => path.as_str(),
        Address::Next(link) => link.as_str(),
    };
    let body = call.body.as_deref().unwrap_or_default();
    cut(&redact(&format!("{} {address}\n{body}", call.method.text())))
}

/// Status and body.
pub fn reply_text(reply: &Reply) -> String {
    cut(&redact(&format!("{}\n{}", reply.status, String::from_utf8_lossy(&reply.body))))
}

/// The words of a stranger: cut, without what looks like a token.
pub(super) fn kept(text: &str) -> String {
    cut(&redact(text))
}

/// Cut, and without the sign that a database stores in no text.
fn cut(text: &str) -> String {
    let text = text.trim_end().replace('\0', "\u{fffd}");
    let end = text.char_indices().nth(KEPT);
    match end {
        Some((at, _)) => format!("{}… ({} bytes in all)", &text[..at], text.len()),
        None => text,
    }
}

fn redact(text: &str) -> String {
    let mut text = text.to_owned();
    for name in SECRET_NAMES {
        let mut from = 0;
        while let Some(found) = text[from..].find(name) {
            let opening = from + found + name.len();
            let start = opening
                + text[opening..]
                    .find(|letter: char| !matches!(letter, '"' | ':' | '=' | ' ' | '\\'))
                    .unwrap_or(0);
            let end = start + length(&text[opening..start], &text[start..]);
            text.replace_range(start..end, "***");
            from = start + 3;
        }
    }
    text
}

/// How much of `rest` is the value that `opening` leads to. In quotes it ends with the quote that is
/// escaped no more often than the first, so that JSON inside of JSON is read as well.
fn length(opening: &str, rest: &str) -> usize {
    let quoted = opening.split_once([':', '=']).and_then(|(_, value)| value.split_once('"'));
    let Some((before, _)) = quoted else {
        return rest.find(['"', '&', ',', '}', '\n']).unwrap_or(rest.len());
    };
    let mut quotes = rest.match_indices('"').map(|(at, _)| (at, escapes(&rest[..at])));
    let closing = quotes.find(|(_, escaped)| *escaped <= escapes(before));
    closing.map_or(rest.len(), |(at, escaped)| at - escaped)
}

/// How many backslashes a text ends with.
fn escapes(text: &str) -> usize {
    text.len() - text.trim_end_matches('\\').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_struck_out_of_json_and_forms() {
        let json = r#"{"token_type":"Bearer","access_token":"eyJabc","refresh_token": "0.AX"}"#;
        let form = "grant_type=x&client_secret=hush~1&refresh_token=0.AX";
        for text in [json, form] {
            let kept = redact(text);
            for secret in ["eyJabc", "0.AX", "hush"] {
                assert!(!kept.contains(secret), "{kept}");
            }
        }
        assert!(redact(json).contains(r#""token_type":"Bearer""#));
    }

    #[test]
    fn tokens_are_struck_out_of_json_inside_of_json() {
        let once =
            r#"{"said":"{\"access_token\":\"eyJabc\",\"refresh_token\":\"0.AX\"}","code":7}"#;
        let twice = r#"{"said":"{\\\"id_token\\\": \\\"eyJabc\\\"}","code":7}"#;
        let quote = r#"{"client_secret":"hidden\"more,eyJabc","code":7}"#;
        for text in [once, twice, quote] {
            let kept = redact(text);
            for secret in ["eyJabc", "0.AX", "hidden", "more"] {
                assert!(!kept.contains(secret), "{kept}");
            }
            assert!(kept.ends_with(r#"","code":7}"#), "{kept}");
        }
        let kept = redact(once);
        assert!(kept.contains(r#"\"access_token\":\"***\",\"refresh_token\":\"***\""#), "{kept}");
    }

    #[test]
    fn what_is_kept_of_compressed_words_can_be_stored() {
        let words = String::from_utf8_lossy(b"\x1f\x8b\x08\0\0 Bad Gateway");
        let kept = kept(&words);
        assert!(!kept.contains('\0') && kept.ends_with(" Bad Gateway"), "{kept:?}");
    }
}
