//! `waypost work`: what `serve` does without its face. Documents go to the books, nobody is answered
//! but who asks for its health.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use super::{Failure, log, until_asked_to_end};
use crate::clock::MachineClock;
use crate::config::{WorkFlags, own_url};
use crate::http::Limits;
use crate::ids::RandomIds;
use crate::serve::{Parts, bind, work};
use crate::store::Store;
use crate::sync::Options;
use crate::vault::Vault;

pub(super) async fn run(flags: WorkFlags) -> Result<(), Failure> {
    log::begin(flags.sync.log);
    let health = match flags.health {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    // Nobody signs in here, so nobody is sent back here.
    let nowhere = own_url(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    let remotes = flags.sync.remotes(nowhere)?;
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
    let worker = work(parts, health)?;
    tracing::info!("working");
    until_asked_to_end().await?;
    tracing::info!("stopping");
    worker.stop().await;
    Ok(())
}
