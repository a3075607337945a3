-- Readings of the books beside what was posted, each of a period and of one company of the books. Listed:
-- its documents are all here. Read: so is what the books say of each; the one before it goes then.
CREATE TABLE reconciliations (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    connection_id TEXT NOT NULL REFERENCES connections (id),
    company_id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    listed_at TEXT,
    documents BIGINT NOT NULL DEFAULT 0,
    done BIGINT NOT NULL DEFAULT 0,
    trouble TEXT,
    next_try_at TEXT,
    read_at TEXT
);
CREATE INDEX reconciliations_by_connection ON reconciliations (tenant_id, connection_id, read_at);

-- Both sides of each document, in core's JSON; `theirs` once it was read.
CREATE TABLE reconciled_documents (
    reconciliation_id TEXT NOT NULL REFERENCES reconciliations (id),
    tenant_id TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id),
    remote_id TEXT NOT NULL,
    ours TEXT NOT NULL,
    theirs TEXT,
    PRIMARY KEY (reconciliation_id, document_id)
);

-- The day that a posting's entries carry; what was posted before this column says it in its content only.
ALTER TABLE postings ADD COLUMN posting_date TEXT;
CREATE INDEX postings_by_day ON postings (tenant_id, connection_id, posting_date);
