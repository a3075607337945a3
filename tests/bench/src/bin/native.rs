//! B1 on the machine itself: nanoseconds a line, or with `check` the digest over all edits.

use std::hint::black_box;
use std::time::{Duration, Instant};
use waypost_bench::{EDITS, Work};

fn main() {
    let mut work = Work::new();
    if std::env::args().any(|argument| argument == "check") {
        let digest = (0..EDITS).fold(0, |digest, edit| {
            work.turn(edit);
            work.digest(digest)
        });
        return println!("{digest}");
    }
    let (started, mut lines, mut turns) = (Instant::now(), 0, 0);
    while started.elapsed() < Duration::from_secs(1) {
        lines += black_box(work.turn(black_box(turns % EDITS)));
        turns += 1;
    }
    println!("{}", started.elapsed().as_nanos() as f64 / lines as f64);
}
