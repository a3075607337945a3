//! Closed periods: a document is posted on its own day, or where the policy of its connection puts it
//! (R26). The company's own setting is read once a round; what the books refuse beyond that (a user's
//! own range) is held when they refuse it.

use waypost_core::api::State;
use waypost_core::sync::period::{Dated, OpenDays, date};

use super::admit::Ready;
use super::round::{Round, locked};
use crate::connectors::{Answer, Ask, Class, Moved};
use crate::sync::halt::Halt;

impl Round<'_> {
    /// Those of `ready` that have a day to be posted on; the others are held with the period.
    pub(super) async fn dated(&self, ready: Vec<Ready>) -> Result<Vec<Ready>, Halt> {
        if ready.is_empty() {
            return Ok(ready);
        }
        let open = self.open_days().await?;
        let policy = self.connection.settings.closed_periods;
        let mut dated = Vec::with_capacity(ready.len());
        for mut one in ready {
            match date(one.document.number(), one.document.date, &open, policy) {
                Dated::AsItIs => dated.push(one),
                Dated::Moved { to, memo } => {
                    one.moved = Some(Moved { to, memo });
                    dated.push(one);
                }
                Dated::Held(held) => self.hold(&one.due, State::NeedsYou, &held).await?,
            }
        }
        Ok(dated)
    }

    /// When the books take entries; any day where they do not say.
    async fn open_days(&self) -> Result<OpenDays, Halt> {
        let known = *locked(&self.open);
        if let Some(open) = known {
            return Ok(open);
        }
        let mut open = OpenDays::default();
        for call in self.remote.ledger.encode(&self.remote.target, &[Ask::OpenDays]) {
            let (sent, _) = self.send(&call).await?;
            match sent.single() {
                Answer::OpenDays(days) => open = days,
                Answer::Rejected(why) | Answer::Unknown(why) if why.class == Class::Auth => {
                    return Err(Halt::LaneClosed);
                }
                Answer::Rejected(why) | Answer::Unknown(why) if why.remote_wide => {
                    self.close(&why).await?;
                }
                // An older version, or a sign-in that may not read it: posting shows it.
                _ => {}
            }
        }
        *locked(&self.open) = Some(open);
        Ok(open)
    }
}
