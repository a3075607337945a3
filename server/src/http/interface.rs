//! The interface's files, embedded in the binary. An address that is none of them is a screen of
//! the interface, which its page opens by itself.

use std::borrow::Cow;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::problem::{method_not_allowed, no_route};

/// Built by Trunk, and embedded in a release; missing in a server that was built without the interface.
#[derive(RustEmbed)]
#[folder = "../app/dist"]
#[allow_missing = true]
struct Files;

const PAGE: &str = "index.html";

/// What is known of the interface before it is asked for.
#[derive(Clone, Debug)]
pub struct Interface {
    /// Sources of the scripts that stand in the page itself, for the content security policy.
    pub inline_scripts: Vec<String>,
}

impl Default for Interface {
    fn default() -> Interface {
        let page = Files::get(PAGE).map(|file| file.data.into_owned()).unwrap_or_default();
        Interface { inline_scripts: inline_scripts(&String::from_utf8_lossy(&page)) }
    }
}

/// Answers every address that no route has: a file of the interface, or its page.
pub(crate) async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if ["/api", "/oauth", "/docs", "/webhooks"].iter().any(|prefix| is_below(path, prefix)) {
        return no_route(request.method().as_str(), path).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return method_not_allowed(request.method().as_str(), path).into_response();
    }
    let name = path.trim_start_matches('/');
    if Files::get(name).is_some() && name != PAGE {
        return file(name, request.headers(), true);
    }
    // A file that is not there must not be answered with a page: scripts would be read as one.
    if name.rsplit('/').next().is_some_and(|last| last.contains('.')) && name != PAGE {
        return no_route(request.method().as_str(), path).into_response();
    }
    if Files::get(PAGE).is_some() {
        return file(PAGE, request.headers(), false);
    }
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let words = "This server was built without its interface. Build it with: cargo xtask build\n";
    (StatusCode::NOT_FOUND, headers, words).into_response()
}

fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn file(name: &str, headers: &HeaderMap, may_be_hashed: bool) -> Response {
    let compressed = Files::get(&format!("{name}.br")).filter(|_| takes_brotli(headers));
    let is_compressed = compressed.is_some();
    let Some(file) = compressed.or_else(|| Files::get(name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let caching = if may_be_hashed && is_hashed(name) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let body = match file.data {
        Cow::Borrowed(bytes) => axum::body::Body::from(bytes),
        Cow::Owned(bytes) => axum::body::Body::from(bytes),
    };
    let mut response = body.into_response();
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_compressed {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// Trunk writes sixteen hexadecimal digits after a dash into the names of what it builds:
/// `waypost-app-1f2e3d4c5b6a7988_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_hexdigit).count();
    name.split('-').skip(1).any(|part| digits(part) >= 15)
}

/// Whether brotli is accepted, and not by `br;q=0`.
fn takes_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            parts.next() == Some("br") && !parts.any(|q| matches!(q, "q=0" | "q=0.0" | "q=0.000"))
        })
}

/// `'sha256-…'` of each script that stands in the page.
fn inline_scripts(page: &str) -> Vec<String> {
    page.split("<script")
        .skip(1)
        .filter_map(|rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let (script, _) = rest.split_once("</script>")?;
            let inline = !attributes.contains("src=") && !script.is_empty();
            inline.then(|| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_change_with_their_content_are_kept_for_good() {
        assert!(is_hashed("waypost-app-1f2e3d4c5b6a7988_bg.wasm"));
        assert!(is_hashed("tokens-1f2e3d4c5b6a7988.css"));
        assert!(!is_hashed("icon.svg"));
        assert!(!is_hashed("waypost-decade.css"));
    }

    #[test]
    fn a_script_in_the_page_is_named_by_its_hash_and_one_with_an_address_is_not() {
        let page = "<script type=\"module\">alert(1)</script><script src=\"/a.js\"></script>";
        let hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert_eq!(inline_scripts(page), [hash]);
    }

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        let accepts = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            takes_brotli(&headers)
        };
        assert!(accepts("gzip, br;q=0.8"));
        assert!(!accepts("gzip, br;q=0"));
        assert!(!accepts("gzip"));
    }
}
