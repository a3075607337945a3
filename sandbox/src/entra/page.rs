//! The sign-in and consent page: labelled fields, works by keyboard alone, light and dark.

use super::ask::Ask;
use crate::{http::Outgoing, seed::App};

const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --quiet: #555555;
  --line: #767676; --accent: #0b57a4; --on-accent: #ffffff; --wrong: #a4161a; }
@media (prefers-color-scheme: dark) { :root { --ink: #f2f2f2; --paper: #1c1c1e; --quiet: #c2c2c2;
  --line: #9a9a9a; --accent: #8cc2ff; --on-accent: #0b1a2a; --wrong: #ff9a9a; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 8vh auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: 0 0 1rem; } .quiet { color: var(--quiet); } ul { margin: 0; padding-left: 1.2rem; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: .4rem .6rem; font: inherit;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 4px; }
button { min-height: 2.75rem; padding: .4rem 1.2rem; margin: 1.5rem .75rem 0 0; font: inherit;
  border: 1px solid var(--accent); border-radius: 4px; background: transparent; color: var(--accent); }
button.main { background: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
#wrong { border-left: 4px solid var(--wrong); padding-left: .75rem; color: var(--wrong); }
";

/// The page; `refused` is the name that was typed with a wrong password.
pub(super) fn sign_in(app: &App, ask: &Ask, refused: Option<&str>) -> Outgoing {
    let hidden: String = ask
        .carried()
        .map(|(name, value)| {
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escape(value))
        })
        .collect();
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
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Sign in to Business Central (sandbox)</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>Sign in</h1>\n\
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
         </form>\n</main>\n</body>\n</html>\n"
    );
    Outgoing::new(200, "text/html; charset=utf-8", html).with("cache-control", "no-store")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
