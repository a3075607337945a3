//! `soak`, run by `cargo xtask soak` (T20): the real server at work for many companies on one app
//! registration, with faults, for as long as it is told to. It must not grow; and when it is over, the
//! books hold every document once.
//!
//! Not a benchmark. Invariant: the server is a process of its own, so that what is measured is its own.

#![expect(clippy::expect_used, reason = "what cannot be set up ends the run")]

mod process;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_sandbox::Config;
use waypost_tests::Client;
use waypost_tests::books::companies;
use waypost_tests::desk::{Desk, load_numbered};

use process::{Server, Use};

/// Documents a second, of all companies together: about two thirds of what the allowance of one app
/// registration lets through.
const PACE: u64 = 3;
/// How often memory and descriptors are read.
const SAMPLE: Duration = Duration::from_secs(15);
/// How much more memory the last quarter may use than the second: a tenth, and this.
const MARGIN_KB: u64 = 4 * 1024;
/// How many more descriptors.
const MARGIN_DESCRIPTORS: u64 = 16;

/// Works for a long time and watches what it costs.
#[derive(Parser)]
struct Flags {
    /// Minutes at work
    #[arg(long, default_value_t = 60)]
    minutes: u64,
    /// Companies
    #[arg(long, default_value_t = 200)]
    tenants: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let flags = Flags::parse();
    let desks = set_up(flags.tenants).await;
    let first = &desks[0];
    let server = Server::start(&first.flags()).await;
    println!("{} companies are set up; the server works for {} min", desks.len(), flags.minutes);
    first.fault(faults()).await;
    let (pushed, uses) = work(&desks, &server, Duration::from_secs(flags.minutes * 60)).await;
    drop(server);
    let right = judge(&desks, &pushed).await;
    if is_flat(&uses) && right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One desk for each company, all on one database and one app registration.
async fn set_up(tenants: usize) -> Vec<Desk> {
    let config = Config { seed: Some(companies(tenants)), ..Config::default() };
    let first = Desk::open_with(config).await;
    let mut desks = Vec::with_capacity(tenants);
    for n in 0..tenants {
        follow_time(&first);
        desks.push(first.beside(&format!("CO-{n:03}")).await);
    }
    desks
}

/// The books' clock is a story's; here it follows the machine's.
fn follow_time(desk: &Desk) {
    let behind = Timestamp::now().duration_since(desk.clock.now_is());
    if behind > SignedDuration::ZERO {
        desk.clock.advance(behind);
    }
}

/// A few of a hundred requests go wrong, in every way that costs no time.
fn faults() -> Value {
    let kinds = [
        json!({"kind": "commit_then_drop"}),
        json!({"kind": "drop_before"}),
        json!({"kind": "half_reply"}),
        json!({"kind": "error_after_commit", "status": 500}),
        json!({"kind": "status", "status": 429, "retry_after_seconds": 5}),
        json!({"kind": "expire_tokens"}),
    ];
    let each = kinds.into_iter().enumerate().map(|(seed, mut fault)| {
        fault["share_percent"] = json!(1);
        fault["seed"] = json!(seed);
        fault
    });
    each.collect()
}

/// Sends documents at a steady pace. What was sent, by company, and what the server used meanwhile.
async fn work(desks: &[Desk], server: &Server, time: Duration) -> (Vec<Vec<String>>, Vec<Use>) {
    let mut keys = Vec::with_capacity(desks.len());
    for desk in desks {
        keys.push(desk.api_key().await);
    }
    let visitor = Client::new(&server.url);
    let (start, mut sampled) = (Instant::now(), Instant::now());
    let mut uses = Vec::new();
    let mut pushed = vec![Vec::new(); desks.len()];
    let mut tick = tokio::time::interval(Duration::from_millis(1_000 / PACE));
    for n in 0_usize.. {
        tick.tick().await;
        follow_time(&desks[0]);
        if start.elapsed() >= time {
            break;
        }
        let (at, number) = (n % desks.len(), format!("SOAK-{n:06}"));
        let document = load_numbered(&number);
        visitor.with_key(&keys[at]).post("/api/v1/documents", &document).await.expect(200);
        pushed[at].push(number);
        if sampled.elapsed() >= SAMPLE {
            sampled = Instant::now();
            let used = server.usage();
            println!(
                "{:>5} s  {:>7} documents  {:>7} kB  {:>4} descriptors",
                start.elapsed().as_secs(),
                n + 1,
                used.memory_kb,
                used.descriptors
            );
            uses.push(used);
        }
    }
    (pushed, uses)
}

/// Whether the last quarter uses what the second used.
fn is_flat(uses: &[Use]) -> bool {
    let quarter = uses.len() / 4;
    if quarter == 0 {
        println!("too short to say whether it grew");
        return true;
    }
    let mean =
        |part: &[Use], of: fn(&Use) -> u64| part.iter().map(of).sum::<u64>() / part.len() as u64;
    let (second, last) = (&uses[quarter..2 * quarter], &uses[uses.len() - quarter..]);
    let memory = (mean(second, |one| one.memory_kb), mean(last, |one| one.memory_kb));
    let open = (mean(second, |one| one.descriptors), mean(last, |one| one.descriptors));
    println!("memory: {} kB in the second quarter, {} kB in the last", memory.0, memory.1);
    println!("descriptors: {} in the second quarter, {} in the last", open.0, open.1);
    memory.1 <= memory.0 + memory.0 / 10 + MARGIN_KB && open.1 <= open.0 + MARGIN_DESCRIPTORS
}

/// The server is gone. What is left is done on a clock that can be moved, and then counted.
async fn judge(desks: &[Desk], pushed: &[Vec<String>]) -> bool {
    let first = &desks[0];
    first.mend().await;
    first.end_leases().await;
    first.clock.advance(SignedDuration::from_mins(20));
    for _ in 0..400 {
        let Some(due) = first.work().await else { break };
        let wait = due.duration_since(first.clock.now_is());
        first.clock.advance(wait.max(SignedDuration::from_secs(1)));
    }
    let (mut lost, mut doubled) = (0, 0);
    for (desk, numbers) in desks.iter().zip(pushed) {
        let ledger = desk.ledger().await;
        let held = ledger["documents"].as_array().expect("documents");
        for number in numbers {
            let ours = held.iter().filter(|one| one["externalDocumentNumber"] == *number);
            let posted = ours.clone().filter(|one| one["posted"] == true).count();
            lost += usize::from(posted == 0);
            doubled += usize::from(ours.count() > 1);
        }
        let stuck = desk.count(State::Posted).await != numbers.len();
        if stuck {
            println!("{}: not every document is known to be posted", desk.company);
        }
        lost += usize::from(stuck);
    }
    let sent: usize = pushed.iter().map(Vec::len).sum();
    let tally = first.ask("GET", "tally", &Value::Null).await;
    println!("{sent} documents sent, {lost} lost, {doubled} doubled");
    println!("the books counted {tally}");
    lost == 0 && doubled == 0
}
