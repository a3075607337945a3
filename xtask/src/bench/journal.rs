//! B5: documents as JSON lines become totals or previews; the plain-text accounting programs add up
//! the journal that the same documents post.

use super::race::{Lap, Peer, Score, race as run_race};
use super::report::{Goal, Table};
use super::{Bench, peers};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const TOTALS: &str = "waypost, totals";
const PREVIEWS: &str = "waypost, previews";
const TENTH: &str = "waypost, totals of a tenth";
const LEDGER: &str = "ledger";
const HLEDGER: &str = "hledger";
const BEANCOUNT: &str = "beancount";

/// Cents by account number; accounts that come to nothing are left out.
type Net = BTreeMap<String, i64>;

pub(super) fn race(bench: &Bench<'_>) -> Result<Table> {
    let lines = bench.company()?.lines;
    println!("B5: {lines} lines");
    tenth(bench)?;
    let expected = waypost_net(&timed(bench, TOTALS)?.1)?;
    for name in [LEDGER, HLEDGER, BEANCOUNT] {
        let net = journal_net(&timed(bench, name)?.1);
        ensure!(net == expected, "{name} comes to other totals than Waypost; nothing was timed");
    }
    let racers: Vec<Peer<'_>> = [TOTALS, PREVIEWS, TENTH, LEDGER, HLEDGER, BEANCOUNT]
        .into_iter()
        .map(|name| Peer { name, lap: Box::new(move || Ok(timed(bench, name)?.0)) })
        .collect();
    Ok(table(run_race(&racers, bench.rounds)?, lines, peers::journals(bench)))
}

/// The first tenth of the documents, which shows whether memory grows with their number.
fn tenth(bench: &Bench<'_>) -> Result<()> {
    let many = fs::read_to_string(bench.input().join("many.jsonl"))?;
    let documents = many.lines().count() / 10;
    let some: Vec<&str> = many.lines().take(documents).collect();
    Ok(fs::write(bench.input().join("tenth.jsonl"), some.join("\n"))?)
}

fn command(bench: &Bench<'_>, name: &str) -> (PathBuf, Vec<String>) {
    let input = |file: &str| bench.input().join(file).display().to_string();
    let which = |program: &str| bench.place.which(program).unwrap_or_else(|| program.into());
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<String>>();
    let preview = |format: &str, documents: &str| {
        let (chart, mapping) = (input("chart.json"), input("mapping.json"));
        let (catalog, documents) = (input("catalog.json"), input(documents));
        let args = ["preview", "--chart", &chart, "--mapping", &mapping, "--catalog", &catalog];
        [words(&args), words(&["--format", format, &documents])].concat()
    };
    match name {
        TOTALS => (bench.waypost(), preview("totals", "many.jsonl")),
        PREVIEWS => (bench.waypost(), preview("json", "many.jsonl")),
        TENTH => (bench.waypost(), preview("totals", "tenth.jsonl")),
        LEDGER => (which("ledger"), words(&["-f", &input("journal.ledger"), "balance", "--flat"])),
        HLEDGER => {
            (which("hledger"), words(&["-f", &input("journal.ledger"), "balance", "--flat"]))
        }
        _ => {
            let query = "SELECT account, sum(position) GROUP BY account";
            (which("bean-query"), words(&[&input("journal.beancount"), query]))
        }
    }
}

/// Runs under GNU time: seconds and memory, and what was printed.
fn timed(bench: &Bench<'_>, name: &str) -> Result<(Lap, String)> {
    let (program, args) = command(bench, name);
    let notes = bench.work.join("time.txt");
    let mut time: Command = bench.place.command(bench.place.which("time").context("GNU time")?);
    time.args(["--quiet", "--format", "%e %M", "--output"]).arg(&notes).arg(program).args(args);
    // Without its cache, which would only read what an earlier run has worked out.
    time.env("BEANCOUNT_DISABLE_LOAD_CACHE", "1").stdin(Stdio::null());
    // Previews are thrown away by the reader, as every other answer that is not looked at.
    let printed = if name == PREVIEWS {
        time.stdout(Stdio::null()).status().map(|_| Vec::new())
    } else {
        time.output().map(|output| output.stdout)
    };
    let printed = printed.with_context(|| format!("cannot run {name}"))?;
    let said = fs::read_to_string(&notes)?;
    let mut numbers = said.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
    let (took, kilobytes) =
        numbers.next().zip(numbers.next()).with_context(|| format!("{name} failed: {said}"))?;
    let lap = Lap { took, megabytes: kilobytes / 1024.0 };
    Ok((lap, String::from_utf8_lossy(&printed).into_owned()))
}

fn waypost_net(printed: &str) -> Result<Net> {
    let totals: Value = serde_json::from_str(printed)?;
    let accounts = totals["currencies"][0]["accounts"].as_array();
    let mut net = Net::new();
    for entry in accounts.context("waypost prints totals of one currency")? {
        let side = |side: &str| cents(entry[side].as_str().unwrap_or_default()).unwrap_or_default();
        let number = entry["account"].as_str().unwrap_or_default().trim_start_matches("a-");
        net.insert(number.to_owned(), side("debit") - side("credit"));
    }
    net.retain(|_, cents| *cents != 0);
    ensure!(!net.is_empty(), "no document of B5 is postable");
    Ok(net)
}

/// Whatever the layout: an account on a line with its amount.
fn journal_net(printed: &str) -> Net {
    let mut net = Net::new();
    for line in printed.lines() {
        let mut words = line.split_whitespace();
        let account = words.clone().find_map(|word| word.strip_prefix("Assets:N"));
        if let (Some(account), Some(cents)) = (account, words.find_map(cents)) {
            net.insert(account.to_owned(), cents);
        }
    }
    net.retain(|_, cents| *cents != 0);
    net
}

/// `-1,234.50` in cents; a whole number is no amount here, for account numbers are.
fn cents(word: &str) -> Option<i64> {
    let (whole, cents) = word.split_once('.').filter(|(_, cents)| cents.len() == 2)?;
    format!("{}{cents}", whole.replace(',', "")).parse().ok()
}

#[expect(clippy::cast_precision_loss, reason = "lines are counted in millions")]
fn table(scores: Vec<Score>, lines: u64, peers: Vec<String>) -> Table {
    let of = |name| scores.iter().find(|score| score.name == name);
    let took = |name| of(name).map_or(f64::NAN, |score| score.took);
    let memory = |name| of(name).map_or(f64::NAN, |score| score.megabytes);
    let millions = lines as f64 / 1e6;
    let goals = vec![
        Goal::at_least("million lines a second with totals", 1.0, millions / took(TOTALS)),
        Goal::at_least("million lines a second with previews", 0.3, millions / took(PREVIEWS)),
        Goal::at_least("ledger's time ÷ Waypost's with totals", 5.0, took(LEDGER) / took(TOTALS)),
        Goal::at_most("Waypost's memory ÷ hledger's", 0.333, memory(TOTALS) / memory(HLEDGER)),
        Goal::at_most("memory of all documents ÷ of a tenth", 1.1, memory(TOTALS) / memory(TENTH)),
    ];
    Table {
        title: "documents as JSON lines, with totals and with previews",
        about: "Waypost reads documents and mapping, resolves, validates and balances; the others read \
                the journal that the same documents post, and balance it. All come to the same totals, \
                to the cent.",
        peers,
        unit: "s",
        scores,
        goals,
    }
}

#[cfg(test)]
mod tests {
    use super::{cents, journal_net};

    #[test]
    fn totals_are_read_from_every_layout() {
        assert_eq!(cents("-1,234.50"), Some(-123_450));
        assert_eq!(cents("11000"), None);
        let net =
            journal_net("  12.00 USD  Assets:N1\nAssets:N2   -12.00 USD\n   0.00 USD Assets:N3\n");
        assert_eq!(
            net.into_iter().collect::<Vec<_>>(),
            [("1".into(), 1_200), ("2".into(), -1_200)]
        );
    }
}
