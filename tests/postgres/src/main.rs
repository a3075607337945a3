//! A throwaway PostgreSQL for stories that are not written in Rust: prints its address, then hears `stop`
//! and `start`, a line each, and says the word again when that is done. It ends with its standard input.

use std::error::Error;
use std::io::{Write, stdin, stdout};

use waypost_postgres::Throwaway;

fn main() -> Result<(), Box<dyn Error>> {
    let mut server = Throwaway::start().map_err(|missing| missing.to_string())?;
    writeln!(stdout(), "{}", server.url())?;
    for word in stdin().lines() {
        let word = word?;
        let done = match word.as_str() {
            "stop" => server.stop(),
            "start" => server.start_again(),
            other => return Err(format!("{other:?} is neither stop nor start").into()),
        };
        done.map_err(|missing| missing.to_string())?;
        writeln!(stdout(), "{word}")?;
    }
    Ok(())
}
