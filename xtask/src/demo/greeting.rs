//! What the demo tells the person in front of it.

use super::home::Home;
use super::port::Addresses;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// The person whom the sandbox's sign-in page knows.
const USER: &str = "dana@keystone-freight.example";
const PASSWORD: &str = "sandbox-dana";

/// The server answers a moment before it has said all; this long after its last line it has.
const QUIET: Duration = Duration::from_secs(1);

/// Prints the address and how to sign in, with the server's own words on the one-time code.
pub(crate) fn print(addresses: &Addresses, home: &Home, server: &Receiver<String>, took: &str) {
    println!("\nWaypost is ready after {took}: http://{}", addresses.interface);
    println!("\n  To sign in, use the one-time code below, or the account you made with it:");
    while let Ok(line) = server.recv_timeout(QUIET) {
        println!("    {line}");
    }
    println!("  The Business Central environment is called production.");
    println!(
        "  At \"Sign in with Microsoft\" and \"Sign in with Intuit\", which here are the sandbox:"
    );
    println!("    {USER}, {PASSWORD}");
    println!(
        "  Keystone Freight keeps its books in Business Central, Keystone Fleet in QuickBooks Online."
    );
    println!("\n  The stand-in for both: http://{}", addresses.sandbox);
    println!("  Logs and data: {}", home.file("").display());
    println!("\nCtrl-C stops all of it. The next start goes on from here; --fresh starts over.");
}
