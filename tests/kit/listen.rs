//! Somebody who listens for live updates.

use serde_json::Value;

/// An open stream of server-sent events.
pub struct Listener {
    response: reqwest::Response,
    read: String,
}

impl Listener {
    /// Listens to what `response` goes on to say.
    pub fn of(response: reqwest::Response) -> Listener {
        Listener { response, read: String::new() }
    }

    /// The next event's name and data; none when the stream has ended.
    pub async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            while let Some((block, rest)) = self.read.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.read = rest;
                if let Some(event) = event(&block) {
                    return Some(event);
                }
            }
            let chunk = self.response.chunk().await.ok().flatten()?;
            self.read.push_str(&String::from_utf8_lossy(&chunk));
        }
    }
}

/// Name and data; none for a comment, or a time to wait.
fn event(block: &str) -> Option<(String, Value)> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
    let name = field("event: ")?.to_owned();
    let data = serde_json::from_str(field("data: ")?).expect("data in JSON");
    Some((name, data))
}
