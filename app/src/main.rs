//! The interface: what a bookkeeper sees of Waypost, in the browser.
//!
//! It shows and asks; it never restates a rule. Accounts, paths, findings and their words come from
//! `waypost_core`, which runs here just as it runs on the server, so a preview is what will post.

mod accounts;
mod address;
mod client;
mod draft;
mod guard;
mod health;
mod held;
mod letters;
mod live;
mod load;
mod location;
mod memo;
mod parts;
mod payments;
mod preview;
mod reactive;
mod routes;
mod rows;
mod screens;
mod session;
mod signal;
mod stored;
mod ui;
mod words;

fn main() {
    // Natively it is linted and its rules are tested; nobody runs it there, and no code is made of it.
    if cfg!(target_arch = "wasm32") {
        #[cfg(debug_assertions)]
        console_error_panic_hook::set_once();
        leptos::mount::mount_to_body(routes::app);
    }
}
