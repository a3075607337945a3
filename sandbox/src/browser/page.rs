//! A page of a sign-in service: labelled fields, works by keyboard alone, light and dark.

use crate::http::Outgoing;

const STYLE: &str = r#"
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
input:not([type="radio"]) { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: .4rem .6rem; font: inherit;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 4px; }
button { min-height: 2.75rem; padding: .4rem 1.2rem; margin: 1.5rem .75rem 0 0; font: inherit;
  border: 1px solid var(--accent); border-radius: 4px; background: transparent; color: var(--accent); }
button.main { background: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
#wrong { border-left: 4px solid var(--wrong); padding-left: .75rem; color: var(--wrong); }
"#;

/// A page; `body` is HTML whose texts are escaped already.
pub(crate) fn page(title: &str, body: &str) -> Outgoing {
    let title = escape(title);
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    );
    Outgoing::new(200, "text/html; charset=utf-8", html).with("cache-control", "no-store")
}

/// Fields that the form sends on.
pub(crate) fn hidden<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    pairs
        .map(|(name, value)| {
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escape(value))
        })
        .collect()
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
