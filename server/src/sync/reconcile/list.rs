//! Which documents a reading is about: those of the period that stand as posted when it begins.

use super::Reader;
use crate::clock::text;
use crate::store::reconciliation::{self, Of};
use crate::sync::halt::Halt;

/// Postings that are listed together.
const AT_ONCE: u32 = 500;

impl Reader<'_> {
    /// Lists them, page by page; what was listed before stays.
    pub(super) async fn list(&mut self) -> Result<(), Halt> {
        let began = text(self.lane.inner.clock.now());
        let mut after = String::new();
        loop {
            let page = {
                let mut db = self.lane.inner.store.read().await?;
                let of = Of { connection: &self.connection.id, company: &self.going.company };
                let place = (of, self.lane.name());
                let period = &self.going.period;
                reconciliation::to_list(&mut db, self.scope, place, period, &after, AT_ONCE).await?
            };
            let Some(last) = page.last() else { break };
            after.clone_from(&last.operation);
            self.lane.keep().await?;
            let mut tx = self.lane.begin().await?;
            for listed in &page {
                if let Some(ours) = &listed.ours {
                    let (reading, remote_id) = (&self.going.id, &listed.remote_id);
                    reconciliation::add(tx.db(), self.scope, reading, remote_id, ours).await?;
                }
            }
            tx.commit().await?;
            self.lane.pass("reconciliation: a page is listed")?;
        }
        let mut tx = self.lane.begin().await?;
        reconciliation::listed(tx.db(), self.scope, &self.going.id, &began).await?;
        tx.commit().await?;
        self.going.listed = true;
        Ok(())
    }
}
