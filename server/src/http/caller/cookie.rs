//! The session's cookie: not readable by scripts, not sent by other sites' forms, and bound to this
//! host where it travels by https.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::http::app::App;
use crate::http::session_length;

/// `__Host-` binds the cookie to this host and to https; on loopback there is no https.
fn name(app: &App) -> &'static str {
    if app.is_https() { "__Host-waypost" } else { "waypost" }
}

/// Which subsidiary's sign-in this browser has begun. Decides only which page it returns to.
const CONNECTING: &str = "waypost-connecting";
/// As long as a sign-in may take.
const CONNECTING_SECONDS: i64 = 900;

/// The session's token, when the request carries one.
pub(crate) fn read(headers: &HeaderMap, app: &App) -> Option<String> {
    named(headers, name(app))
}

/// The subsidiary whose sign-in this browser has begun.
pub(crate) fn connecting(headers: &HeaderMap) -> Option<String> {
    let value = named(headers, CONNECTING)?;
    let pair = format!("s={value}");
    let decoded = url::form_urlencoded::parse(pair.as_bytes()).next();
    decoded.map(|(_, value)| value.into_owned())
}

/// The header that remembers it.
pub(crate) fn remember_connecting(app: &App, subsidiary: &str) -> Option<HeaderValue> {
    value(app, CONNECTING, &encoded(subsidiary), CONNECTING_SECONDS)
}

/// `text` as it may stand in an address or a cookie.
pub(crate) fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

fn named(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, token)| token.to_owned())
}

/// The header that gives the browser its token.
pub(crate) fn set(app: &App, token: &str) -> Option<HeaderValue> {
    value(app, name(app), token, session_length().as_secs())
}

/// The header that takes it away.
pub(crate) fn clear(app: &App) -> Option<HeaderValue> {
    value(app, name(app), "", 0)
}

fn value(app: &App, name: &str, token: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if app.is_https() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    ))
    .ok()
}
