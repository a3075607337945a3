//! `waypost serve`: starts, says where it is and how to begin, and stops in order on Ctrl-C or when
//! it is asked to end.

use std::io::Write;
use std::sync::Arc;

use url::Url;

use super::{Failure, log, until_asked_to_end};
use crate::clock::MachineClock;
use crate::config::ServeFlags;
use crate::http::Limits;
use crate::ids::RandomIds;
use crate::serve::{Parts, bind, prepare};
use crate::store::Store;
use crate::sync::Options;
use crate::vault::Vault;

pub(super) async fn run(flags: ServeFlags) -> Result<(), Failure> {
    log::begin(flags.sync.log);
    let listener = bind(flags.listen).await?;
    let public_url = flags.public_url(listener.local_addr()?)?;
    let remotes = flags.sync.remotes(public_url.clone())?;
    let store = Store::open(&flags.sync.database.database).await?;
    store.migrate().await?;
    let parts = Parts {
        store,
        vault: Vault::open(&flags.sync.key_file)?,
        remotes,
        clock: Arc::new(MachineClock),
        ids: Arc::new(RandomIds),
        limits: Limits::default(),
        options: Options::default(),
    };
    let ready = prepare(listener, parts).await?;
    greet(&public_url, ready.setup_code.as_deref());
    tracing::info!(address = %ready.address, "listening");
    let running = ready.start();
    until_asked_to_end().await?;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

/// Tells the operator where the server is and how to begin. That nobody reads it stops nothing.
fn greet(public_url: &Url, setup_code: Option<&str>) {
    let mut words = format!("Waypost answers at {public_url}\n");
    if let Some(code) = setup_code {
        words += "There is no administrator yet. Open the address and type this one-time code:\n";
        words += code;
        words += "\n";
    }
    if let Err(error) = std::io::stdout().write_all(words.as_bytes()) {
        tracing::warn!(error = %error, "standard output is closed: nobody was told the address");
    }
}
