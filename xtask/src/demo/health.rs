//! Waiting until a program answers.

use super::Event;
use super::ask::ask;
use super::home::Home;
use anyhow::{Result, bail};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// The longest start that is not a fault.
const LIMIT: Duration = Duration::from_secs(60);
const BETWEEN: Duration = Duration::from_millis(100);

/// Waits until a program answers `GET /healthz`. A sandbox that knows no such address is up when
/// it says so; only a fault of its own (500 and above) is not an answer.
///
/// # Errors
/// A program ended meanwhile, Ctrl-C, or the limit.
pub(crate) fn wait(address: &str, events: &Receiver<Event>, home: &Home) -> Result<()> {
    let started = Instant::now();
    while !answers(address).unwrap_or(false) {
        match events.recv_timeout(BETWEEN) {
            Ok(Event::Stop) => bail!("Stopped before everything had started"),
            Ok(Event::Ended(name, how)) => bail!("{}", home.obituary(name, &how)),
            Err(_) if started.elapsed() < LIMIT => {}
            Err(_) => bail!(
                "http://{address}/healthz did not answer within {} s. Read the logs in {}",
                LIMIT.as_secs(),
                home.file("").display()
            ),
        }
    }
    Ok(())
}

fn answers(address: &str) -> Result<bool> {
    Ok((200..500).contains(&ask(address, "GET", "/healthz", "")?))
}

#[cfg(test)]
mod tests {
    use super::answers;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::thread;

    fn program_that_says(status: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // The whole request is taken: a socket that closes on unread bytes resets instead of replying.
            let request = BufReader::new(stream.try_clone().unwrap()).lines();
            assert!(request.map_while(Result::ok).any(|line| line.is_empty()));
            stream.write_all(format!("HTTP/1.1 {status}\r\n\r\n").as_bytes()).unwrap();
        });
        address
    }

    #[test]
    fn a_program_that_is_still_in_trouble_is_not_up() {
        assert!(answers(&program_that_says("200 OK")).unwrap());
        assert!(answers(&program_that_says("404 Not Found")).unwrap());
        assert!(!answers(&program_that_says("503 Service Unavailable")).unwrap());
    }
}
