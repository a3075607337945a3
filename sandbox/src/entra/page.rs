//! The sign-in and consent page.

use super::ask::Ask;
use crate::{
    browser::{escape, hidden, page},
    http::Outgoing,
    seed::App,
};

/// The page; `refused` is the name that was typed with a wrong password.
pub(super) fn sign_in(app: &App, ask: &Ask, refused: Option<&str>) -> Outgoing {
    let hidden = hidden(ask.carried());
    let message = if refused.is_some() {
        "<p id=\"wrong\" role=\"alert\">This name and password do not belong together. \
         Check both and sign in again.</p>"
    } else {
        ""
    };
    let described =
        if refused.is_some() { " aria-invalid=\"true\" aria-describedby=\"wrong\"" } else { "" };
    let name = escape(refused.unwrap_or(ask.login_hint()));
    let app = escape(&app.display_name);
    let body = format!(
        "<h1>Sign in</h1>\n\
         <p class=\"quiet\">Sandbox of Microsoft Entra. No real account is used here.</p>\n\
         {message}\n<form method=\"post\">\n{hidden}\
         <label for=\"username\">User name</label>\n\
         <input id=\"username\" name=\"username\" type=\"email\" autocomplete=\"username\" \
         value=\"{name}\" required{described}>\n\
         <label for=\"password\">Password</label>\n\
         <input id=\"password\" name=\"password\" type=\"password\" \
         autocomplete=\"current-password\" required{described}>\n\
         <h2>{app} asks for permission</h2>\n<ul>\n\
         <li>Read and write your data in Business Central</li>\n\
         <li>Keep this access until you take it back</li>\n</ul>\n\
         <button class=\"main\" type=\"submit\" name=\"action\" value=\"accept\">\
         Sign in and accept</button>\n\
         <button type=\"submit\" name=\"action\" value=\"cancel\" formnovalidate>Cancel</button>\n\
         </form>\n"
    );
    page("Sign in to Business Central (sandbox)", &body)
}
