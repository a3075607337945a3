//! Documents that stand one a line, answered on all cores.
//!
//! Blocks of the input are cut at line ends, shared out to the cores and handed in in input order.
//! Not a second reader: a line that is not exactly one usable document ends the fast way, and
//! everything from there on is read by [`super::input`], one value at a time, which accepts any layout
//! and finds the words for what it refuses. Invariant: memory does not grow with the input, and what
//! stood before an unusable document is handed in.

use super::input;
use super::stop::Stop;
use std::io::{self, Read};
use std::num::NonZero;
use std::path::Path;
use std::thread;
use waypost_core::wire::Unusable;

/// How much of the input one core takes at a time, in bytes: enough that sharing it out costs nothing.
const SHARE: usize = 1024 * 1024;

/// What stands in a share of the input.
struct Answered<A> {
    answers: A,
    /// Lines that were taken.
    lines: usize,
    /// Whether a document was among them.
    any: bool,
    /// Where the careful reader has to go on.
    stopped: Option<usize>,
}

/// Answers every document of a file, or of standard input for `-`. `answer` adds one document to a
/// share's answers; `hand_in` receives the answers of share after share.
pub(super) fn each_document<A: Default + Send>(
    path: &Path,
    stdin: &mut dyn Read,
    answer: &(impl Fn(&[u8], &mut A) -> Result<(), Unusable> + Sync),
    hand_in: &mut impl FnMut(A) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let (name, mut reader) = input::open(path, stdin)?;
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut block = Vec::with_capacity(cores * SHARE);
    let (mut line, mut any) = (1, false);
    loop {
        let ended = fill(&mut block, cores * SHARE, &mut reader)
            .map_err(|error| Stop::unreadable(&name, &error))?;
        let whole = if ended { block.len() } else { after_last_line(&block) };
        let (whole_lines, _) = block.split_at(whole);
        let mut from = 0;
        for answered in on_all_cores(whole_lines, cores, answer) {
            hand_in(answered.answers)?;
            line += answered.lines;
            any |= answered.any;
            if let Some(at) = answered.stopped {
                from = at;
                break;
            }
            from = whole;
        }
        let ends = from == whole && whole > 0;
        block.drain(..from);
        if !ends || ended {
            let rest = io::Cursor::new(block).chain(reader);
            return input::values(&name, rest, (line, any), &mut |line, value| {
                let mut answers = A::default();
                answer(value, &mut answers)
                    .map_err(|refusal| Stop::unusable(&name, line, &refusal))?;
                hand_in(answers)
            });
        }
    }
}

/// Reads until the block is full; whether the input has ended.
fn fill(block: &mut Vec<u8>, size: usize, reader: &mut impl Read) -> io::Result<bool> {
    let missing = u64::try_from(size - block.len()).unwrap_or(0);
    let read = reader.take(missing).read_to_end(block)?;
    Ok(block.len() < size || read == 0)
}

fn after_last_line(block: &[u8]) -> usize {
    memchr::memrchr(b'\n', block).map_or(0, |at| at + 1)
}

/// Answers lines in as many shares as there are cores; the shares come back in their order, the last
/// one being the first that was stopped.
fn on_all_cores<A: Default + Send>(
    lines: &[u8],
    cores: usize,
    answer: &(impl Fn(&[u8], &mut A) -> Result<(), Unusable> + Sync),
) -> Vec<Answered<A>> {
    let mut shares = Vec::with_capacity(cores);
    let mut from = 0;
    for left in (1..=cores).rev() {
        let middle = from + (lines.len() - from) / left;
        let to = match lines.get(middle..).and_then(|rest| memchr::memchr(b'\n', rest)) {
            Some(at) if left > 1 => middle + at + 1,
            _ => lines.len(),
        };
        shares.push(from..to);
        from = to;
    }
    shares.retain(|share| !share.is_empty());
    thread::scope(|scope| {
        let share = |range: std::ops::Range<usize>| (range.start, lines.get(range).unwrap_or(&[]));
        let (first, others) = (shares.first().cloned(), shares.into_iter().skip(1));
        let others: Vec<_> =
            others.map(|range| scope.spawn(move || answer_lines(share(range), answer))).collect();
        let first = first.map(|range| answer_lines(share(range), answer));
        let others = others.into_iter().map_while(|share| share.join().ok());
        first.into_iter().chain(others).collect()
    })
}

/// Answers the lines of one share, up to the first that is not one usable document.
fn answer_lines<A: Default>(
    (start, lines): (usize, &[u8]),
    answer: &impl Fn(&[u8], &mut A) -> Result<(), Unusable>,
) -> Answered<A> {
    let mut answered = Answered { answers: A::default(), lines: 0, any: false, stopped: None };
    let mut from = 0;
    while let Some(rest) = lines.get(from..).filter(|rest| !rest.is_empty()) {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let line = rest.get(..end).unwrap_or(rest);
        if !line.trim_ascii().is_empty() {
            if answer(line, &mut answered.answers).is_err() {
                answered.stopped = Some(start + from);
                return answered;
            }
            answered.any = true;
        }
        answered.lines += 1;
        from += end;
    }
    answered
}
