//! B8: what the server needs for companies that are connected, and where nothing is to be done: the
//! time until it answers, and its memory once it has looked at all of them.
//!
//! `footprint --tenants 0,100,1000` prints a line of JSON for each. `WAYPOST_SERVER_BIN` names the
//! program, built as it is shipped.

#![expect(clippy::expect_used, reason = "what cannot be set up ends the run")]

#[path = "../simulation/soak/process.rs"]
mod process;

use std::time::{Duration, Instant};

use clap::Parser;
use serde_json::json;
use waypost_sandbox::Config;
use waypost_tests::Client;
use waypost_tests::books::companies;
use waypost_tests::desk::Desk;

use process::{Server, Use};

/// How long the server is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);

#[derive(Parser)]
struct Flags {
    /// How many companies, one figure after the other
    #[arg(long, value_delimiter = ',', default_value = "0,100,1000")]
    tenants: Vec<usize>,
    /// How often each is started; the median counts
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

#[tokio::main]
async fn main() {
    let flags = Flags::parse();
    let most = flags.tenants.iter().copied().max().unwrap_or_default();
    let config = Config { seed: Some(companies(most)), ..Config::default() };
    for tenants in flags.tenants {
        let desk = Desk::bare(config.clone()).await;
        for n in 0..tenants {
            desk.beside(&format!("CO-{n:03}")).await;
        }
        let mut laps = Vec::new();
        for _ in 0..flags.rounds {
            laps.push(lap(&desk).await);
            desk.end_leases().await;
        }
        let start_ms = median(&laps, |lap| lap.0);
        let memory_kb = median(&laps, |lap| lap.1.memory_kb);
        let descriptors = median(&laps, |lap| lap.1.descriptors);
        println!(
            "{}",
            json!({"tenants": tenants, "start_ms": start_ms, "memory_kb": memory_kb,
                "descriptors": descriptors})
        );
    }
}

/// Milliseconds until it answers, and what it uses after a while.
async fn lap(desk: &Desk) -> (u64, Use) {
    let begun = Instant::now();
    let server = Server::start(&desk.flags()).await;
    Client::new(&server.url).get("/healthz").await.expect(200);
    let start_ms = u64::try_from(begun.elapsed().as_millis()).expect("a short time");
    tokio::time::sleep(IDLE).await;
    (start_ms, server.usage())
}

fn median(laps: &[(u64, Use)], of: impl Fn(&(u64, Use)) -> u64) -> u64 {
    let mut values: Vec<u64> = laps.iter().map(of).collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}
