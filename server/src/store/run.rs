//! Runs: what an activation of a lane did for one subsidiary. What it brought about is counted in
//! the operations themselves, over the time that it took, so that a worker which is gone leaves a
//! count behind all the same.

use jiff::{SignedDuration, Timestamp};
use sqlx::Row as _;
use waypost_core::api::{Day, Run, RunEnd, RunKind, RunPayments, SubsidiaryDays};

use super::payment::{self, Way};
use super::{Db, Row, Scope, StoreError, read_name, stored_name};
use crate::clock::text;

/// A run that begins.
#[derive(Clone, Copy, Debug)]
pub struct Begun<'a> {
    /// Its id.
    pub id: &'a str,
    /// The source's id of the subsidiary.
    pub subsidiary: &'a str,
    /// Our id of its connection.
    pub connection: &'a str,
    /// The lane that it holds.
    pub lane: &'a str,
    /// What it is for.
    pub kind: RunKind,
    /// Documents that are due.
    pub due: u64,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Why.
    pub end: RunEnd,
    /// When the lane opens again, where it was closed.
    pub resumes_at: Option<String>,
    /// What it brought about.
    pub tally: Tally,
    /// Requests that it took.
    pub requests: u64,
}

/// What became of a subsidiary's documents in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// They reached the books.
    pub posted: u64,
    /// They came to wait for a person.
    pub held: u64,
    /// Their try failed, and they are tried again.
    pub failed: u64,
    /// They were left out for a reason that is meant.
    pub skipped: u64,
}

/// What a run of one kind brought about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// What became of documents meanwhile.
    pub done: Done,
    /// What became of payments, where it is about them.
    pub payments: Option<RunPayments>,
}

/// Which way payments go in a run of this kind; none where it is not about payments.
pub fn way(kind: RunKind) -> Option<Way> {
    match kind {
        RunKind::PaymentExport => Some(Way::ToBooks),
        RunKind::PaymentImport => Some(Way::FromBooks),
        RunKind::Export | RunKind::Chart => None,
    }
}

/// What a run of this kind brought about for a subsidiary from `from` on, until `until` where one is given.
pub async fn tally(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    kind: RunKind,
    (from, until): (&str, Option<&str>),
) -> Result<Tally, StoreError> {
    if let Some(way) = way(kind) {
        let payments = payment::done(db, scope, subsidiary, way, (from, until)).await?;
        return Ok(Tally { done: Done::default(), payments: Some(payments) });
    }
    let done = match kind {
        RunKind::Export => done(db, scope, subsidiary, from, until).await?,
        _ => Done::default(),
    };
    Ok(Tally { done, payments: None })
}

/// Stores that a run begins.
pub async fn begin(
    db: &mut Db,
    scope: &Scope,
    run: &Begun<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO runs (id, tenant_id, subsidiary_id, connection_id, lane, kind, started_at, \
         due, posted, held, failed, requests) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0)",
    )
    .bind(run.id)
    .bind(scope.tenant())
    .bind(run.subsidiary)
    .bind(run.connection)
    .bind(run.lane)
    .bind(stored_name(&run.kind)?)
    .bind(text(now))
    .bind(run.due.cast_signed())
    .execute(db)
    .await?;
    Ok(())
}

/// Stores how a run ended, once.
pub async fn end(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    ended: &Ended,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE runs SET ended_at = $1, ending = $2, resumes_at = $3, posted = $4, held = $5, \
         failed = $6, requests = $7, payments = $10 \
         WHERE tenant_id = $8 AND id = $9 AND ended_at IS NULL",
    )
    .bind(text(now))
    .bind(stored_name(&ended.end)?)
    .bind(&ended.resumes_at)
    .bind(ended.tally.done.posted.cast_signed())
    .bind(ended.tally.done.held.cast_signed())
    .bind(ended.tally.done.failed.cast_signed())
    .bind(ended.requests.cast_signed())
    .bind(scope.tenant())
    .bind(id)
    .bind(ended.tally.payments.as_ref().map(serde_json::to_string).transpose()?)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets a run that did nothing after all.
pub async fn forget(db: &mut Db, scope: &Scope, id: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM runs WHERE tenant_id = $1 AND id = $2";
    sqlx::query(sql).bind(scope.tenant()).bind(id).execute(db).await?;
    Ok(())
}

/// Forgets what began before `before`.
pub async fn forget_before(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    before: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM runs WHERE tenant_id = $1 AND subsidiary_id = $2 AND started_at < $3")
        .bind(scope.tenant())
        .bind(subsidiary)
        .bind(text(before))
        .execute(db)
        .await?;
    Ok(())
}

/// The connection's runs that have not ended, oldest first.
pub async fn open(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    now: Timestamp,
) -> Result<Vec<Run>, StoreError> {
    let sql = format!(
        "{SELECT} AND r.connection_id = $2 AND r.ended_at IS NULL ORDER BY r.started_at, r.id"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(connection)
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| read(row, now)).collect()
}

const SELECT: &str = "SELECT r.id, r.kind, r.started_at, r.ended_at, r.ending, r.resumes_at, r.due, \
    r.posted, r.held, r.failed, r.requests, r.payments, l.held_until FROM runs r \
    LEFT JOIN lanes l ON l.lane = r.lane WHERE r.tenant_id = $1";

/// Up to `limit` of a subsidiary's runs, newest first, after the one that began at `after`.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    after: Option<(String, String)>,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<Run>, StoreError> {
    let sql = format!(
        "{SELECT} AND r.subsidiary_id = $2 \
         AND ($3 IS NULL OR r.started_at < $3 OR (r.started_at = $3 AND r.id < $4)) \
         ORDER BY r.started_at DESC, r.id DESC LIMIT $5"
    );
    let (started_at, id) = after.unzip();
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(subsidiary)
        .bind(started_at)
        .bind(id)
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| read(row, now)).collect()
}

/// One run of a subsidiary.
pub async fn get(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    id: &str,
    now: Timestamp,
) -> Result<Option<Run>, StoreError> {
    let sql = format!("{SELECT} AND r.subsidiary_id = $2 AND r.id = $3");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(subsidiary)
        .bind(id)
        .fetch_optional(db)
        .await?;
    row.as_ref().map(|row| read(row, now)).transpose()
}

/// What became of a subsidiary's documents from `from` on, until `until` where one is given.
pub async fn done(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    from: &str,
    until: Option<&str>,
) -> Result<Done, StoreError> {
    let rows = sqlx::query(
        "SELECT o.state AS state, COUNT(*) AS n FROM operations o CROSS JOIN documents d \
         WHERE o.tenant_id = $1 AND o.kind = 'document' \
         AND o.state IN ('waiting', 'sending', 'checking', 'posted', 'skipped', 'needs_you') \
         AND o.changed_at >= $3 AND ($4 IS NULL OR o.changed_at <= $4) \
         AND (o.state IN ('posted', 'skipped', 'needs_you') OR o.reason IS NOT NULL) \
         AND d.tenant_id = o.tenant_id AND d.id = o.subject_id AND d.subsidiary_id = $2 \
         GROUP BY o.state",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .bind(from)
    .bind(until)
    .fetch_all(db)
    .await?;
    let mut done = Done::default();
    for row in rows {
        let state: String = row.try_get("state")?;
        let n: i64 = row.try_get("n")?;
        match state.as_str() {
            "posted" => done.posted += n.unsigned_abs(),
            "needs_you" => done.held += n.unsigned_abs(),
            "skipped" => done.skipped += n.unsigned_abs(),
            _ => done.failed += n.unsigned_abs(),
        }
    }
    Ok(done)
}

/// Days of [`days`].
const DAYS: i64 = 30;

/// The last thirty days of one subsidiary, or of each, by the day on which runs began where the
/// reader's time is `ahead` of UTC. Hours are added up in the database; a run that goes on counts
/// with what it has done so far.
pub async fn days(
    db: &mut Db,
    scope: &Scope,
    subsidiary: Option<&str>,
    ahead: SignedDuration,
    now: Timestamp,
) -> Result<Vec<SubsidiaryDays>, StoreError> {
    let names = sqlx::query(
        "SELECT id FROM subsidiaries WHERE tenant_id = $1 AND ($2 IS NULL OR id = $2) ORDER BY id",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .fetch_all(&mut *db)
    .await?;
    let mut all = Vec::with_capacity(names.len());
    for name in &names {
        let mut calendar = Calendar::of(name.try_get("id")?, ahead, now);
        calendar.fill(db, scope, now).await?;
        all.push(calendar.of);
    }
    Ok(all)
}

struct Calendar {
    of: SubsidiaryDays,
    ahead: SignedDuration,
}

impl Calendar {
    fn of(subsidiary: String, ahead: SignedDuration, now: Timestamp) -> Calendar {
        let day = |back: i64| Day {
            date: date(now + ahead - SignedDuration::from_hours(24 * back)),
            ..Day::default()
        };
        Calendar {
            of: SubsidiaryDays { subsidiary, days: (0..DAYS).rev().map(day).collect() },
            ahead,
        }
    }

    async fn fill(&mut self, db: &mut Db, scope: &Scope, now: Timestamp) -> Result<(), StoreError> {
        let rows = sqlx::query(
            "SELECT SUBSTR(started_at, 1, 13) AS hour, CAST(SUM(posted) AS BIGINT) AS posted, \
             CAST(SUM(held) AS BIGINT) AS held, CAST(SUM(failed) AS BIGINT) AS failed FROM runs \
             WHERE tenant_id = $1 AND subsidiary_id = $2 AND started_at >= $3 \
             AND ended_at IS NOT NULL GROUP BY SUBSTR(started_at, 1, 13)",
        )
        .bind(scope.tenant())
        .bind(&self.of.subsidiary)
        .bind(text(now - SignedDuration::from_hours(24 * (DAYS + 1))))
        .fetch_all(&mut *db)
        .await?;
        for row in &rows {
            let hour: String = row.try_get("hour")?;
            let done = Done {
                posted: count(row, "posted")?,
                held: count(row, "held")?,
                failed: count(row, "failed")?,
                skipped: 0,
            };
            self.add(&format!("{hour}:00:00Z"), done);
        }
        for started_at in going(db, scope, &self.of.subsidiary).await? {
            let done = done(db, scope, &self.of.subsidiary, &started_at, None).await?;
            self.add(&started_at, done);
        }
        Ok(())
    }

    fn add(&mut self, at: &str, done: Done) {
        let Ok(at) = at.parse::<Timestamp>() else { return };
        let date = date(at + self.ahead);
        if let Some(day) = self.of.days.iter_mut().find(|day| day.date == date) {
            day.posted += done.posted;
            day.held += done.held;
            day.failed += done.failed;
        }
    }
}

/// When the exports began that have not ended.
async fn going(db: &mut Db, scope: &Scope, subsidiary: &str) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query(
        "SELECT started_at FROM runs WHERE tenant_id = $1 AND subsidiary_id = $2 \
         AND ended_at IS NULL AND kind = 'export'",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok(row.try_get("started_at")?)).collect()
}

/// `2026-09-16` of a moment.
fn date(moment: Timestamp) -> String {
    text(moment).chars().take(10).collect()
}

/// A run that nobody works any more has ended, though nobody was left to say so.
fn read(row: &Row, now: Timestamp) -> Result<Run, StoreError> {
    let kind: String = row.try_get("kind")?;
    let ending: Option<String> = row.try_get("ending")?;
    let mut end = ending.as_deref().map(read_name).transpose()?;
    let mut ended_at: Option<String> = row.try_get("ended_at")?;
    let requests = ended_at.is_some().then(|| count(row, "requests")).transpose()?;
    let payments: Option<String> = row.try_get("payments")?;
    let held_until: Option<String> = row.try_get("held_until")?;
    let is_held = held_until.as_ref().is_some_and(|until| *until > text(now));
    if ended_at.is_none() && !is_held {
        end = Some(RunEnd::LaneLost);
        ended_at = held_until.or_else(|| Some(text(now)));
    }
    Ok(Run {
        id: row.try_get("id")?,
        kind: read_name(&kind)?,
        started_at: row.try_get("started_at")?,
        ended_at,
        end,
        resumes_at: row.try_get("resumes_at")?,
        due: count(row, "due")?,
        posted: count(row, "posted")?,
        held: count(row, "held")?,
        failed: count(row, "failed")?,
        payments: payments.as_deref().map(serde_json::from_str).transpose()?,
        requests,
        progress: None,
    })
}

fn count(row: &Row, name: &str) -> Result<u64, StoreError> {
    let number: i64 = row.try_get(name)?;
    Ok(number.unsigned_abs())
}
