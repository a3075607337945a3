//! Activity: how many documents wait for what, and what they come to. Everything is summed from the
//! operations and their documents as they stand; nothing is stored here.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::Row as _;
use waypost_core::api::{ListSum, Money, State};

use super::operation::state_text;
use super::{Db, Row, Scope, StoreError};
use crate::clock::text;

/// Cents of one group of rows. The stored total is text with two decimals.
const CENTS: &str = "CAST(SUM(CAST(REPLACE(d.total, '.', '') AS BIGINT)) AS BIGINT) AS cents";

/// Documents that wait for the same thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The cause's key.
    pub key: String,
    /// How many, and what they come to.
    pub sum: ListSum,
    /// The date of the oldest document.
    pub oldest: String,
    /// Our id of the document that has waited longest.
    pub first: String,
}

/// What a subsidiary's documents in `states` come to together: those that changed since `since`, or
/// all of them.
pub async fn sum(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    states: &[State],
    since: Option<Timestamp>,
) -> Result<ListSum, StoreError> {
    let sql = format!(
        "SELECT d.currency AS currency, COUNT(*) AS n, {CENTS} \
         FROM operations o CROSS JOIN documents d \
         WHERE o.tenant_id = $1 AND o.kind = 'document' AND o.state = $3 AND o.changed_at >= $4 \
         AND d.tenant_id = o.tenant_id AND d.id = o.subject_id AND d.subsidiary_id = $2 \
         GROUP BY d.currency"
    );
    let mut sums = Sums::default();
    for state in states {
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql.clone()))
            .bind(scope.tenant())
            .bind(subsidiary)
            .bind(state_text(*state))
            .bind(since.map_or_else(String::new, text))
            .fetch_all(&mut *db)
            .await?;
        for row in &rows {
            sums.add(row)?;
        }
    }
    Ok(sums.list())
}

/// What keeps a subsidiary's documents in `state`, most documents first. Documents that wait for
/// nothing but their turn are in no group.
pub async fn groups(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    state: State,
) -> Result<Vec<Group>, StoreError> {
    let sql = format!(
        "SELECT o.cause AS cause, d.currency AS currency, COUNT(*) AS n, {CENTS}, \
         MIN(d.date) AS oldest, MIN(o.changed_at || ' ' || d.id) AS first \
         FROM operations o CROSS JOIN documents d \
         WHERE o.tenant_id = $1 AND o.kind = 'document' AND o.state = $3 AND o.cause IS NOT NULL \
         AND d.tenant_id = o.tenant_id AND d.id = o.subject_id AND d.subsidiary_id = $2 \
         GROUP BY o.cause, d.currency ORDER BY o.cause, d.currency"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(subsidiary)
        .bind(state_text(state))
        .fetch_all(db)
        .await?;
    let mut groups: BTreeMap<String, (Waiting, Sums)> = BTreeMap::new();
    for row in &rows {
        let (waiting, sums) = groups.entry(row.try_get("cause")?).or_default();
        waiting.add(row.try_get("oldest")?, row.try_get("first")?);
        sums.add(row)?;
    }
    let mut groups: Vec<Group> = groups
        .into_iter()
        .map(|(key, (waiting, sums))| Group {
            key,
            sum: sums.list(),
            oldest: waiting.oldest.unwrap_or_default(),
            first: waiting.first.unwrap_or_default().split(' ').skip(1).collect(),
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.sum.count));
    Ok(groups)
}

/// The oldest of the documents that are added up.
#[derive(Default)]
struct Waiting {
    oldest: Option<String>,
    /// Since when, and our id.
    first: Option<String>,
}

impl Waiting {
    fn add(&mut self, oldest: String, first: String) {
        let earlier = |held: Option<String>, other: String| match held {
            Some(held) => held.min(other),
            None => other,
        };
        self.oldest = Some(earlier(self.oldest.take(), oldest));
        self.first = Some(earlier(self.first.take(), first));
    }
}

/// Documents and cents by currency.
#[derive(Default)]
struct Sums(BTreeMap<String, (u64, i64)>);

impl Sums {
    fn add(&mut self, row: &Row) -> Result<(), StoreError> {
        let n: i64 = row.try_get("n")?;
        let cents: i64 = row.try_get("cents")?;
        let (count, sum) = self.0.entry(row.try_get("currency")?).or_default();
        *count += n.unsigned_abs();
        *sum = sum.saturating_add(cents);
        Ok(())
    }

    fn list(self) -> ListSum {
        ListSum {
            count: self.0.values().map(|(count, _)| count).sum(),
            money: self
                .0
                .into_iter()
                .map(|(currency, (_, cents))| money(currency, cents))
                .collect(),
        }
    }
}

fn money(currency: String, cents: i64) -> Money {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    Money { currency, amount: format!("{sign}{}.{:02}", cents / 100, cents % 100) }
}
