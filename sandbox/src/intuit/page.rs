//! The two pages: signing in, and choosing the company to connect.

use super::ask::Ask;
use crate::{
    browser::{escape, hidden, page},
    http::Outgoing,
    quickbooks_online::seed::{CompanyFile, IntuitApp},
};

const TITLE: &str = "Connect to QuickBooks Online (sandbox)";
const CANCEL: &str = "<button type=\"submit\" name=\"action\" value=\"cancel\" formnovalidate>\
                      Cancel</button>\n";

/// The first page; `refused` is the name that was typed with a wrong password.
pub(super) fn sign_in(app: &IntuitApp, ask: &Ask, refused: Option<&str>) -> Outgoing {
    let (message, described) = match refused {
        None => ("", ""),
        Some(_) => (
            "<p id=\"wrong\" role=\"alert\">This name and password do not belong together. \
             Check both and sign in again.</p>\n",
            " aria-invalid=\"true\" aria-describedby=\"wrong\"",
        ),
    };
    let hidden = hidden(ask.carried());
    let name = escape(refused.unwrap_or_default());
    let app = escape(&app.display_name);
    let body = format!(
        "<h1>Sign in</h1>\n\
         <p class=\"quiet\">Sandbox of Intuit. No real account is used here.</p>\n{message}\
         <form method=\"post\">\n{hidden}\
         <label for=\"username\">Email</label>\n\
         <input id=\"username\" name=\"username\" type=\"email\" autocomplete=\"username\" \
         value=\"{name}\" required{described}>\n\
         <label for=\"password\">Password</label>\n\
         <input id=\"password\" name=\"password\" type=\"password\" \
         autocomplete=\"current-password\" required{described}>\n\
         <h2>{app} asks for permission</h2>\n<ul>\n\
         <li>Read and write the books of one company in QuickBooks Online</li>\n\
         <li>Keep this access until you disconnect the app</li>\n</ul>\n\
         <button class=\"main\" type=\"submit\" name=\"action\" value=\"connect\">\
         Sign in and connect</button>\n{CANCEL}</form>\n"
    );
    page(TITLE, &body)
}

/// The second page, for a person with several companies or with none.
pub(super) fn companies(
    app: &IntuitApp,
    ask: &Ask,
    offered: &[&CompanyFile],
    ticket: &str,
) -> Outgoing {
    let hidden = hidden(ask.carried().chain([("ticket", ticket)]));
    let app = escape(&app.display_name);
    let choices: String = offered
        .iter()
        .map(|company| {
            format!(
                "<label><input type=\"radio\" name=\"realm\" value=\"{}\" required> {}</label>\n",
                escape(&company.realm_id),
                escape(&company.company_name)
            )
        })
        .collect();
    let connect = if offered.is_empty() {
        "<p>This person has no company in QuickBooks Online.</p>\n"
    } else {
        "<button class=\"main\" type=\"submit\" name=\"action\" value=\"connect\">Connect</button>\n"
    };
    let body = format!(
        "<h1>Choose a company</h1>\n<form method=\"post\">\n{hidden}\
         <fieldset>\n<legend>{app} connects to</legend>\n{choices}</fieldset>\n\
         {connect}{CANCEL}</form>\n"
    );
    page(TITLE, &body)
}
