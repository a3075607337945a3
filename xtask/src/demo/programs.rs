//! Which programs the demo starts, and with what.
//!
//! The figures that both sides must agree on (the app registration at the sandbox's sign-in page)
//! stand here once. They open nothing but the sandbox on this machine.

use super::ask::ask;
use super::child::Crew;
use super::home::Home;
use super::port::Addresses;
use super::sample;
use crate::build;
use crate::place::Place;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::ChildStdout;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// The app registration of the sandbox's seed.
const CLIENT_ID: &str = "8d1b6e2f-5c3a-4f7e-b914-0a6d3c5e7f21";
const CLIENT_SECRET: &str = "sandbox-app-secret";
/// Its app at Intuit.
const INTUIT_ID: &str = "ABsandboxWaypostClient";
const INTUIT_SECRET: &str = "sandbox-intuit-secret";
/// What its webhooks are signed with.
const VERIFIER_TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// Starts sandbox and server on the sample tenant; returns what the server says to its operator.
pub(crate) fn start(
    place: &Place,
    home: &Home,
    addresses: &Addresses,
    crew: &mut Crew,
) -> Result<Receiver<String>> {
    let database = format!("sqlite:{}", home.file("waypost.db").display());
    sample::load(place, home, &database)?;

    let (_, port) = addresses.sandbox.rsplit_once(':').context("the sandbox has no port")?;
    let mut sandbox = place.command(build::sandbox(place));
    sandbox.args(["--port", port, "--state"]).arg(home.file("sandbox.json"));
    let said = crew.start("waypost-sandbox", &mut sandbox, &home.log("waypost-sandbox"))?;
    lines(said);

    let secret = home.file("client-secret");
    fs::write(&secret, CLIENT_SECRET)?;
    let intuit_secret = home.file("intuit-secret");
    fs::write(&intuit_secret, INTUIT_SECRET)?;
    let verifier = home.file("verifier-token");
    fs::write(&verifier, VERIFIER_TOKEN)?;
    let login = format!("http://{}", addresses.sandbox);
    let mut server = place.command(build::server(place));
    server
        .args(["serve", "--database", &database, "--listen", &addresses.interface, "--key-file"])
        .arg(home.file("waypost.key"))
        .args(["--business-central-api", &format!("{login}/v2.0")])
        .args(["--business-central-login", &login])
        .args(["--business-central-client-id", CLIENT_ID])
        .arg("--business-central-client-secret-file")
        .arg(&secret)
        .args(["--quickbooks-online-api", &login])
        .args(["--quickbooks-online-authorize", &login])
        .args(["--quickbooks-online-tokens", &login])
        .args(["--quickbooks-online-revoke", &login])
        .args(["--quickbooks-online-client-id", INTUIT_ID])
        .arg("--quickbooks-online-client-secret-file")
        .arg(&intuit_secret)
        .arg("--quickbooks-online-verifier-token-file")
        .arg(&verifier)
        .arg("--webhooks-to-this-machine");
    Ok(lines(crew.start("waypost", &mut server, &home.log("waypost"))?))
}

/// Has the sandbox tell the server what changes in QuickBooks Online, as Intuit does: a payment that is
/// entered there shows here within a minute, and not after twelve hours.
pub(crate) fn introduce(addresses: &Addresses) -> Result<()> {
    let hook = json!({
        "address": format!("http://{}/webhooks/quickbooks-online", addresses.interface),
        "verifierToken": VERIFIER_TOKEN,
        "form": "cloud_events",
    });
    let status =
        ask(&addresses.sandbox, "POST", "/control/quickbooks/webhooks", &hook.to_string())?;
    ensure!(status < 300, "the sandbox takes no webhook: it answered {status}");
    Ok(())
}

/// What a program writes to standard output, line by line; read on, so that it never blocks.
fn lines(output: ChildStdout) -> Receiver<String> {
    let (said, heard) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            drop(said.send(line));
        }
    });
    heard
}
