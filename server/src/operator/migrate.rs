//! `waypost migrate`: the schema, brought up to date; with `--from`, everything that another
//! database holds, moved into it.

use clap::Args;

use super::Failure;
use crate::clock::{Clock, MachineClock, text};
use crate::config::DatabaseFlags;
use crate::store::{Address, Store, moving};

/// What is brought up to date, and what is moved.
#[derive(Clone, Debug, Args)]
pub struct Flags {
    #[command(flatten)]
    database: DatabaseFlags,
    /// Moves everything that this SQLite database holds into an empty PostgreSQL database. Stop its
    /// server first
    #[arg(long, value_name = "sqlite:FILE")]
    from: Option<Address>,
}

pub(super) async fn run(flags: Flags) -> Result<(), Failure> {
    let to = &flags.database.database;
    let store = Store::open(to).await?;
    store.migrate().await?;
    println!("The schema of {to} is up to date.");
    if let Some(from) = &flags.from {
        let source = moving::open(from, to).await?;
        let moved = moving::carry((&source, from), &store, &text(MachineClock.now())).await?;
        source.close().await;
        for (table, rows) in &moved {
            println!("{rows:>9} {table}");
        }
        println!(
            "{from} is in {to} now, row for row. Start the servers with --database {to} and the \
             same key file, and put {from} away: nothing may post from it any more."
        );
    }
    store.close().await;
    Ok(())
}
