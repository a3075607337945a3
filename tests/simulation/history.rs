//! What happened, line by line, for whoever has to find out why a seed fails.

use std::collections::HashMap;

use jiff::Timestamp;
use reqwest::Request;
use serde_json::Value;

/// The history of one run.
#[derive(Debug)]
pub(super) struct History {
    start: Timestamp,
    lines: Vec<String>,
    /// Our numbers by the books' ids, which are drawn anew on every run.
    numbers: HashMap<String, String>,
}

impl History {
    pub(super) fn begin(start: Timestamp) -> History {
        History { start, lines: Vec::new(), numbers: HashMap::new() }
    }

    /// Notes what happened at `now`.
    pub(super) fn note(&mut self, now: Timestamp, what: &str) {
        let passed = now.duration_since(self.start);
        let (minutes, seconds) = (passed.as_secs() / 60, passed.as_secs() % 60);
        let ms = passed.subsec_millis();
        self.lines.push(format!("{minutes:>5}:{seconds:02}.{ms:03}  {what}"));
    }

    /// All lines.
    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Learns which document of the books is which of ours.
    pub(super) fn learn(&mut self, request: &Request, reply: &[u8]) {
        let sent = body(request);
        let made: Value = serde_json::from_slice(reply).unwrap_or_default();
        if let (Some(number), Some(id)) = (our_number(&sent), made["id"].as_str()) {
            self.numbers.insert(id.to_owned(), number.to_owned());
        }
    }

    /// A request in words: `create SIM-03`, `post SIM-03`, `look up 4`.
    pub(super) fn words(&self, request: &Request) -> String {
        let sent = body(request);
        let path = request.url().path();
        let last = path.rsplit('/').next().unwrap_or_default();
        let id = path.split_once("nvoices(").and_then(|(_, rest)| rest.split_once(')'));
        let number = id.and_then(|(id, _)| self.numbers.get(id)).map_or("?", String::as_str);
        match (request.method().as_str(), last) {
            (_, "token") => "ask for a token".to_owned(),
            ("POST", "$batch") => {
                format!("look up {}", sent["requests"].as_array().map_or(0, Vec::len))
            }
            ("POST", "Microsoft.NAV.post") => format!("post {number}"),
            ("POST", "customers" | "vendors") => format!("make party {}", sent["displayName"]),
            ("POST", _) => format!("create {}", our_number(&sent).unwrap_or("?")),
            ("DELETE", _) => format!("remove {number}"),
            ("GET", "generalLedgerEntries") => "read entries".to_owned(),
            ("GET", _) if id.is_some() => format!("read {number}"),
            (method, last) => format!("{method} {last}"),
        }
    }
}

fn body(request: &Request) -> Value {
    let bytes = request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
    serde_json::from_slice(bytes).unwrap_or_default()
}

fn our_number(sent: &Value) -> Option<&str> {
    sent["externalDocumentNumber"].as_str().or_else(|| sent["vendorInvoiceNumber"].as_str())
}
