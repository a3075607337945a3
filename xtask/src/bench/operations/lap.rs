//! One lap of B7: two workers, one of them killed on the way.

use super::queues::Ready;
use super::{Bench, OPERATIONS, Queue, Wrong};
use crate::bench::race::Lap;
use anyhow::{Context, Result, ensure};
use std::cell::Cell;
use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use waypost_postgres::Throwaway;

/// How often the books are looked at.
const LOOK: Duration = Duration::from_millis(5);

/// Lets one queue work on a fresh database, and counts what is wrong in the books.
pub(super) fn run(bench: &Bench<'_>, queue: &Queue, wrong: &Cell<Wrong>) -> Result<Lap> {
    let folder = bench.work.join("operations");
    // Left by a former lap, where there was one.
    let _gone = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let server = if queue.postgres { Some(Throwaway::durable()?) } else { None };
    let url = server.as_ref().map_or_else(String::new, |server| server.url().to_owned());
    let Ready { workers: [mut first, mut second] } = (queue.ready)(bench, &folder, &url)?;
    let books = [first.1, second.1];
    let mut killed = Worker::load(&mut first.0)?;
    let mut other = Worker::load(&mut second.0)?;
    let mut again = Worker::load(&mut first.0)?;
    let begun = Instant::now();
    killed.begin()?;
    other.begin()?;
    while lines(&books).len() < OPERATIONS / 3 {
        ensure!(killed.child.try_wait()?.is_none(), "{} ended before it was killed", queue.name);
        thread::sleep(LOOK);
    }
    drop(killed);
    again.begin()?;
    let ended = [again.child.wait()?, other.child.wait()?];
    let took = begun.elapsed();
    ensure!(ended.iter().all(std::process::ExitStatus::success), "{} failed", queue.name);
    let lines = lines(&books);
    let distinct = lines.iter().collect::<HashSet<_>>().len();
    let (lost, doubled) = (OPERATIONS.saturating_sub(distinct), lines.len() - distinct);
    println!("  {}: {lost} lost, {doubled} doubled", queue.name);
    let before = wrong.get();
    wrong.set(Wrong { lost: before.lost + lost, doubled: before.doubled + doubled });
    Ok(Lap { took: took.as_secs_f64() * 1e6 / OPERATIONS as f64, megabytes: 0.0 })
}

fn lines(books: &[PathBuf]) -> Vec<String> {
    let text = |file: &PathBuf| fs::read_to_string(file).unwrap_or_default();
    books
        .iter()
        .flat_map(|file| text(file).lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// A worker that is loaded, and begins when it is told to. Dropped, it is killed.
struct Worker {
    child: Child,
    /// Open as long as the worker is.
    said: BufReader<ChildStdout>,
}

impl Worker {
    fn load(command: &mut Command) -> Result<Worker> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().context("a worker does not start")?;
        let said = child.stdout.take().context("nothing is heard of a worker")?;
        let mut worker = Worker { child, said: BufReader::new(said) };
        let mut word = String::new();
        worker.said.read_line(&mut word)?;
        ensure!(word.trim() == "ready", "a worker does not load: {word}");
        Ok(worker)
    }

    fn begin(&mut self) -> Result<()> {
        let told = self.child.stdin.as_mut().context("a worker cannot be told")?;
        Ok(told.write_all(b"begin\n")?)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended.
        let _killed = self.child.kill();
        let _ended = self.child.wait();
    }
}
