//! B1 on the machine itself: prints the digest over all edits, and nanoseconds a line.

use std::hint::black_box;
use std::time::{Duration, Instant};
use waypost_bench::{EDITS, Work};

fn main() {
    let mut work = Work::new();
    let mut digest = 0;
    for edit in 0..EDITS {
        work.turn(edit);
        digest = work.digest(digest);
    }
    let (started, mut lines) = (Instant::now(), 0);
    while started.elapsed() < Duration::from_secs(1) {
        for edit in 0..EDITS {
            lines += black_box(work.turn(black_box(edit)));
        }
    }
    let nanoseconds = started.elapsed().as_nanos() as f64 / lines as f64;
    println!("{{\"digest\":{digest},\"nanoseconds\":{nanoseconds}}}");
}
