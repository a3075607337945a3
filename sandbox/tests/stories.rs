//! Bookkeeping stories told to the sandbox over a real socket.

#[cfg(test)]
mod kit;

#[path = "stories/posting.rs"]
mod posting;
