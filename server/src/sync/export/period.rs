//! Closed periods: a document is posted on its own day, or where the policy of its connection puts it
//! (R26). The company's own setting is read once a round; what the books refuse beyond that (a user's
//! own range) is held when they refuse it.

use waypost_core::api::State;
use waypost_core::sync::period::{Dated, date};

use super::admit::Ready;
use super::round::{Round, locked};
use crate::connectors::{Answer, Ask, Class, CompanyRules, Moved};
use crate::sync::halt::Halt;

impl Round<'_> {
    /// Those of `ready` that have a day to be posted on; the others are held with the period.
    pub(super) async fn dated(&self, ready: Vec<Ready>) -> Result<Vec<Ready>, Halt> {
        if ready.is_empty() {
            return Ok(ready);
        }
        let open = self.company_rules().await?.open;
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

    /// When the books take entries and whose numbers they keep; any day and ours where they do not say.
    pub(super) async fn company_rules(&self) -> Result<CompanyRules, Halt> {
        let known = *locked(&self.company_rules);
        if let Some(rules) = known {
            return Ok(rules);
        }
        let mut rules = CompanyRules::default();
        for call in self.remote.ledger.encode(&self.remote.target, &[Ask::CompanyRules]) {
            let (sent, _) = self.send(&call).await?;
            match sent.single() {
                Answer::CompanyRules(read) => rules = read,
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
        *locked(&self.company_rules) = Some(rules);
        Ok(rules)
    }
}
