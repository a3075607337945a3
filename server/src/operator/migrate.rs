//! `waypost migrate`: the schema, brought up to date.

use super::Failure;
use crate::config::DatabaseFlags;
use crate::store::Store;

pub(super) async fn run(flags: DatabaseFlags) -> Result<(), Failure> {
    let store = Store::open(&flags.database).await?;
    store.migrate().await?;
    store.close().await;
    println!("The schema of {} is up to date.", flags.database);
    Ok(())
}
