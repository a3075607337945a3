-- One row for what an activation of a lane did for one subsidiary; kept for 90 days. `kind` and
-- `ending` follow waypost_core::api::RunKind and RunEnd. Without `ended_at` it goes on as long
-- as its lane is held; then its worker is gone.
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    subsidiary_id TEXT NOT NULL,
    connection_id TEXT NOT NULL REFERENCES connections (id),
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    ending TEXT,
    resumes_at TEXT,
    due BIGINT NOT NULL,
    posted BIGINT NOT NULL,
    held BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    requests BIGINT NOT NULL
);
CREATE INDEX runs_by_subsidiary ON runs (tenant_id, subsidiary_id, started_at, id);
CREATE INDEX runs_by_connection ON runs (connection_id, ended_at);

-- The lists of activity, newest change first, and whether anything has changed lately.
CREATE INDEX operations_by_state ON operations (tenant_id, state, changed_at);
