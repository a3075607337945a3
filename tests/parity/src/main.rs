//! Prints questions and native answers, for the browser's side to compare with.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let number = |word: &str| word.parse::<u64>();
    let said = match words.as_slice() {
        ["cases"] => cases(),
        ["digests", count] => number(count).map_or_else(|_| usage(), digests),
        ["digest", first, count] => match (number(first), number(count)) {
            (Ok(first), Ok(count)) => line(&waypost_parity::digest(first, count)),
            _ => usage(),
        },
        ["show", document] => {
            number(document).map_or_else(|_| usage(), |it| line(&waypost_parity::shown(it)))
        }
        _ => usage(),
    };
    match said {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// One JSON object a line: name, function, arguments, answer or refusal.
fn cases() -> io::Result<()> {
    for case in waypost_parity::cases() {
        let (answer, refusal) = match case.answer {
            Ok(answer) => (Some(answer), None),
            Err(refusal) => {
                let message = refusal.to_string();
                let of = [("code", refusal.code), ("path", &refusal.path), ("message", &message)];
                (None, Some(serde_json::json!(std::collections::BTreeMap::from(of))))
            }
        };
        line(
            &serde_json::json!({
                "name": case.name, "function": case.function, "arguments": case.arguments,
                "answer": answer, "refusal": refusal,
            })
            .to_string(),
        )?;
    }
    Ok(())
}

/// The digest of every block up to `count` documents, a line each.
fn digests(count: u64) -> io::Result<()> {
    (0..count).step_by(1000).try_for_each(|first| {
        line(&waypost_parity::digest(first, waypost_parity::BLOCK.min(count - first)))
    })
}

fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{text}")
}

fn usage() -> io::Result<()> {
    Err(io::Error::other("write `cases`, `digests COUNT`, `digest FIRST COUNT` or `show DOCUMENT`"))
}
