//! The test kit: a real server on a free port of this machine, with its own database, spoken to as
//! browsers and programs speak to it; and the sandbox as the books where a story needs them.
//!
//! Not a mock of anything. What a story must not wait for (time) or guess (ids) it may replace.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "what a story cannot set up or read fails the story"
)]

pub mod app;
pub mod bookkeeper;
pub mod books;
pub mod client;
pub mod clock;
pub mod database;
pub mod desk;
pub mod direct;
pub mod fuse;
pub mod gate;
pub mod hours;
pub mod ids;
pub mod line;
pub mod listen;
pub mod logs;
pub mod office;
pub mod openapi;
pub mod program;
pub mod raw;
pub mod receiver;
pub mod sample;
#[path = "../simulation/mod.rs"]
pub mod simulation;
pub mod tap;
pub mod unheard;

pub use app::{Setup, TestApp};
pub use bookkeeper::Bookkeeper;
pub use books::Books;
pub use client::{Client, Reply};
pub use database::{Database, On};
pub use gate::Gate;
pub use line::Line;
pub use listen::Listener;
pub use office::Office;
pub use program::Program;
pub use tap::Tap;
