//! Payments that changed a moment ago, for whoever follows: what became of one, how far one is on its way
//! into the books, what the books changed.

use sqlx::Row as _;
use waypost_core::api::{ChangeKind, Changed};

use crate::store::event::Mark;
use crate::store::{Db, Scope, StoreError};

/// A payment on a document that is not known belongs to no subsidiary and is shown in each.
const DECIDED: &str = "SELECT s.id AS subsidiary, a.payment_id || ' ' || CAST(a.nth AS TEXT) || ' ' \
    || a.decided_at || ' ' || a.decision || ' ' || CAST(a.completed AS TEXT) AS mark \
    FROM allocations a LEFT JOIN documents d ON d.tenant_id = a.tenant_id AND d.id = a.document_id \
    CROSS JOIN subsidiaries s WHERE a.tenant_id = $1 \
    AND a.decision IN ('export', 'import', 'wait', 'skip', 'hold', 'echo') AND a.decided_at >= $2 \
    AND s.tenant_id = a.tenant_id AND (a.document_id IS NULL OR s.id = d.subsidiary_id) \
    ORDER BY a.decided_at DESC, a.payment_id, a.nth LIMIT $3";

const SENT: &str = "SELECT c.subsidiary_id AS subsidiary, o.id || ' ' || o.changed_at || ' ' \
    || o.state || ' ' || COALESCE(o.reason, '') AS mark \
    FROM operations o CROSS JOIN connections c WHERE o.tenant_id = $1 AND o.kind = 'payment' \
    AND o.state IN ('waiting', 'sending', 'checking', 'posted', 'skipped', 'needs_you') \
    AND o.changed_at >= $2 AND c.tenant_id = o.tenant_id AND c.id = o.connection_id \
    ORDER BY o.changed_at DESC, o.id LIMIT $3";

const DRIFTED: &str = "SELECT d.subsidiary_id AS subsidiary, f.id || ' ' || f.seen_at AS mark \
    FROM drifts f CROSS JOIN documents d WHERE f.tenant_id = $1 AND f.seen_at >= $2 \
    AND d.tenant_id = f.tenant_id AND d.id = f.document_id \
    ORDER BY f.seen_at DESC, f.id LIMIT $3";

/// What changed from `since` on: each change is a mark of its own, up to `most` of each sort.
pub async fn marks(
    db: &mut Db,
    scope: &Scope,
    since: &str,
    most: i64,
) -> Result<Vec<Mark>, StoreError> {
    let mut marks = Vec::new();
    for sql in [DECIDED, SENT, DRIFTED] {
        let query = sqlx::query(sql).bind(scope.tenant()).bind(since).bind(most);
        for row in query.fetch_all(&mut *db).await? {
            let subsidiary = row.try_get("subsidiary")?;
            let of = Changed { subsidiary, kind: ChangeKind::Payments };
            marks.push(Mark { of, text: row.try_get("mark")? });
        }
    }
    Ok(marks)
}
