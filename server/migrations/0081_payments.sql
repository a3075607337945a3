-- Payments: entered at the source, by a factoring report, or in the books (rulebook section 5). `source_id`
-- is the source's own id; of one that was read from the books, connection and remote id. `body` is the
-- public format.
CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    source_id TEXT NOT NULL,
    direction TEXT NOT NULL,
    origin TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    connection_id TEXT REFERENCES connections (id),
    remote_id TEXT,
    received_at TEXT NOT NULL,
    UNIQUE (tenant_id, source_id)
);
CREATE INDEX payments_by_remote ON payments (tenant_id, remote_id);

-- What became of each allocation, and what of it counts on its document (R33, R35). The flags are those
-- of the public format's `Applied`; without `counted` the allocation is no part of what was paid.
CREATE TABLE allocations (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    payment_id TEXT NOT NULL REFERENCES payments (id),
    nth BIGINT NOT NULL,
    named TEXT NOT NULL,
    document_id TEXT REFERENCES documents (id),
    amount TEXT NOT NULL,
    decision TEXT,
    reason TEXT,
    message TEXT,
    completes BIGINT NOT NULL DEFAULT 0,
    counted BIGINT NOT NULL DEFAULT 0,
    imported BIGINT NOT NULL DEFAULT 0,
    exported BIGINT NOT NULL DEFAULT 0,
    completed BIGINT NOT NULL DEFAULT 0,
    released BIGINT NOT NULL DEFAULT 0,
    decided_at TEXT,
    PRIMARY KEY (payment_id, nth)
);
CREATE INDEX allocations_by_document ON allocations (tenant_id, document_id);
CREATE INDEX allocations_by_decision ON allocations (tenant_id, decision, decided_at);

-- What the books changed after it was applied or sent: nothing changes here, a person sees it (R35).
CREATE TABLE drifts (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    payment_id TEXT NOT NULL REFERENCES payments (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    reason TEXT NOT NULL,
    was TEXT NOT NULL,
    is_now TEXT NOT NULL,
    message TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    UNIQUE (payment_id, document_id, reason, is_now)
);

-- Up to which moment payments were read from a connection's books (R33), and why not further.
CREATE TABLE payment_imports (
    connection_id TEXT PRIMARY KEY REFERENCES connections (id),
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    covered_at TEXT NOT NULL,
    not_ours BIGINT NOT NULL DEFAULT 0,
    trouble TEXT
);

-- How often a document of Business Central turned Paid, as last seen (R33).
CREATE TABLE turns (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    count BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    PRIMARY KEY (connection_id, document_id)
);

-- The columns of a factor's report, as they were last chosen for a subsidiary (R37).
CREATE TABLE factoring_columns (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    subsidiary_id TEXT NOT NULL,
    columns TEXT NOT NULL,
    PRIMARY KEY (tenant_id, subsidiary_id)
);

-- When the document was paid in full: the load is completed, the bill closed (R35).
ALTER TABLE documents ADD COLUMN completed_at TEXT;
