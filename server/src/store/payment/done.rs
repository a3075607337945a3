//! What became of payments in some time: counted where it stands, so that a worker which is gone leaves a
//! count behind all the same.

use std::cmp::Reverse;

use sqlx::{AssertSqlSafe, Row as _};
use waypost_core::api::{PaymentsLeft, RunPayments};
use waypost_core::wire::Decided;

use super::super::operation::Detail;
use super::super::{Db, Row, Scope, StoreError};

/// Which way payments went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// What was entered here, to the books.
    ToBooks,
    /// What was entered in the books.
    FromBooks,
}

impl Way {
    /// Whether a payment `p` went this way, in SQL.
    fn goes(self) -> &'static str {
        match self {
            Way::ToBooks => "p.origin <> 'remote'",
            Way::FromBooks => "p.origin = 'remote'",
        }
    }

    /// Whether an allocation `a` of `p` moved on this way from `$10` on, and until `$11` where that is given.
    pub(super) fn moved(self) -> String {
        let within = |at: &str| format!("{at} >= $10 AND ($11 IS NULL OR {at} <= $11)");
        let (goes, decided) = (self.goes(), within("a.decided_at"));
        let other = match self {
            Way::ToBooks => format!("{goes} AND {}", within("o.changed_at")),
            Way::FromBooks => format!(
                "EXISTS (SELECT 1 FROM drifts f WHERE f.tenant_id = p.tenant_id \
                 AND f.payment_id = p.id AND f.document_id = a.document_id AND {})",
                within("f.seen_at")
            ),
        };
        format!("({goes} AND {decided}) OR ({other})")
    }
}

/// What became of payments on a subsidiary's documents from `from` on, until `until` where one is given.
pub async fn done(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    way: Way,
    (from, until): (&str, Option<&str>),
) -> Result<RunPayments, StoreError> {
    let mut done = RunPayments::default();
    let decided = format!("{DECIDED} AND {} {BY_DECISION}", way.goes());
    for row in read(db, scope, subsidiary, decided, (from, until)).await? {
        decision(&mut done, &row)?;
    }
    match way {
        Way::ToBooks => {
            for row in read(db, scope, subsidiary, SENT.to_owned(), (from, until)).await? {
                sending(&mut done, &row)?;
            }
        }
        Way::FromBooks => {
            for row in read(db, scope, subsidiary, DRIFTED.to_owned(), (from, until)).await? {
                done.drift = count(&row)?;
            }
        }
    }
    done.left.sort_by_key(|one| Reverse(one.count));
    Ok(done)
}

const DECIDED: &str = "SELECT a.decision AS decision, a.reason AS reason, MIN(a.message) AS message, \
    COUNT(DISTINCT a.payment_id) AS n FROM allocations a CROSS JOIN payments p CROSS JOIN documents d \
    WHERE a.tenant_id = $1 AND a.decision IN ('import', 'wait', 'skip', 'hold') \
    AND a.decided_at >= $3 AND ($4 IS NULL OR a.decided_at <= $4) \
    AND p.tenant_id = a.tenant_id AND p.id = a.payment_id \
    AND d.tenant_id = a.tenant_id AND d.id = a.document_id AND d.subsidiary_id = $2";

const BY_DECISION: &str = "GROUP BY a.decision, a.reason ORDER BY a.decision, a.reason";

/// What is sent has an operation; the detail of one says why it was not.
const SENT: &str = "SELECT o.state AS state, o.reason AS reason, MIN(o.detail) AS detail, COUNT(*) AS n \
    FROM operations o WHERE o.tenant_id = $1 AND o.kind = 'payment' \
    AND o.state IN ('waiting', 'sending', 'checking', 'posted', 'needs_you') \
    AND o.changed_at >= $3 AND ($4 IS NULL OR o.changed_at <= $4) \
    AND (o.state IN ('posted', 'needs_you') OR o.reason IS NOT NULL) \
    AND EXISTS (SELECT 1 FROM connections c WHERE c.tenant_id = o.tenant_id \
    AND c.id = o.connection_id AND c.subsidiary_id = $2) GROUP BY o.state, o.reason ORDER BY o.state, o.reason";

const DRIFTED: &str = "SELECT COUNT(*) AS n FROM drifts f CROSS JOIN documents d WHERE f.tenant_id = $1 \
    AND f.seen_at >= $3 AND ($4 IS NULL OR f.seen_at <= $4) \
    AND d.tenant_id = f.tenant_id AND d.id = f.document_id AND d.subsidiary_id = $2";

async fn read(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    sql: String,
    (from, until): (&str, Option<&str>),
) -> Result<Vec<Row>, StoreError> {
    let query = sqlx::query(AssertSqlSafe(sql)).bind(scope.tenant()).bind(subsidiary);
    Ok(query.bind(from).bind(until).fetch_all(db).await?)
}

fn decision(done: &mut RunPayments, row: &Row) -> Result<(), StoreError> {
    let (decision, count): (String, u64) = (row.try_get("decision")?, count(row)?);
    if decision == Decided::Import.as_str() {
        done.imported += count;
        return Ok(());
    }
    let message: Option<String> = row.try_get("message")?;
    done.left.push(PaymentsLeft {
        reason: reason(row)?,
        message: message.unwrap_or_default(),
        needs_you: decision == Decided::Hold.as_str(),
        count,
    });
    Ok(())
}

fn sending(done: &mut RunPayments, row: &Row) -> Result<(), StoreError> {
    let (state, count): (String, u64) = (row.try_get("state")?, count(row)?);
    match state.as_str() {
        "posted" => done.exported += count,
        "needs_you" => {
            let detail: String = row.try_get("detail")?;
            let detail: Detail = serde_json::from_str(&detail)?;
            let message = detail.message.unwrap_or_default();
            done.left.push(PaymentsLeft { reason: reason(row)?, message, needs_you: true, count });
        }
        _ => done.failed += count,
    }
    Ok(())
}

fn reason(row: &Row) -> Result<String, StoreError> {
    let reason: Option<String> = row.try_get("reason")?;
    Ok(reason.unwrap_or_default())
}

fn count(row: &Row) -> Result<u64, StoreError> {
    let number: i64 = row.try_get("n")?;
    Ok(number.unsigned_abs())
}
