//! Carries out what is due, one delivery after the other, until the sandbox stops.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::post::post;
use crate::house::House;

/// The clock may have been moved meanwhile: look again after so long.
const LOOK: Duration = Duration::from_millis(50);

/// Runs until `stop` turns true or the sandbox is dropped.
pub(crate) async fn run(house: Arc<House>, mut stop: watch::Receiver<bool>) {
    loop {
        let now = house.world.lock().await.clock.now();
        for delivery in house.webhooks.due(now) {
            let status = post(&delivery.hook, &delivery.body).await;
            let now = house.world.lock().await.clock.now();
            house.webhooks.tried(delivery.number, status, now);
        }
        tokio::select! {
            () = house.webhooks.woken() => {}
            () = tokio::time::sleep(LOOK), if house.webhooks.is_waiting() => {}
            _stopping = stop.wait_for(|stopping| *stopping) => return,
        }
    }
}
