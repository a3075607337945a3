-- One SQL text for SQLite and PostgreSQL: ids and times are text (RFC 3339, UTC), money is text,
-- JSON is text. Every table but `lanes` carries its tenant, and every key begins with it.

CREATE TABLE tenants (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at TEXT NOT NULL
);

-- Only hashes: a copy of the database signs nobody in.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    csrf_token TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at TEXT NOT NULL,
    used_at TEXT,
    revoked_at TEXT
);

CREATE TABLE subsidiaries (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE catalogs (
    tenant_id TEXT NOT NULL,
    subsidiary_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    catalog TEXT NOT NULL,
    retired TEXT NOT NULL,
    added TEXT NOT NULL,
    received_at TEXT NOT NULL,
    PRIMARY KEY (tenant_id, subsidiary_id),
    FOREIGN KEY (tenant_id, subsidiary_id) REFERENCES subsidiaries (tenant_id, id)
);

-- One per subsidiary. `state` follows waypost_core::api::ConnectionState.
CREATE TABLE connections (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    subsidiary_id TEXT NOT NULL,
    system TEXT NOT NULL,
    state TEXT NOT NULL,
    sign_in TEXT,
    directory TEXT,
    environment TEXT,
    company TEXT,
    company_before TEXT,
    settings TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (tenant_id, subsidiary_id),
    FOREIGN KEY (tenant_id, subsidiary_id) REFERENCES subsidiaries (tenant_id, id)
);

-- Sealed with a key that is not in this database, bound to tenant and connection (R51).
CREATE TABLE credentials (
    connection_id TEXT PRIMARY KEY REFERENCES connections (id),
    tenant_id TEXT NOT NULL,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    updated_at TEXT NOT NULL
);

-- A sign-in that has begun: bound to the session that began it, used once.
CREATE TABLE sign_ins (
    state_hash TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL REFERENCES connections (id),
    session_hash TEXT NOT NULL,
    environment TEXT NOT NULL,
    sealed_verifier BLOB NOT NULL,
    key_id TEXT NOT NULL,
    expires_at TEXT NOT NULL
);

-- The last chart that was read whole; a failed reading only sets `trouble` (R15).
CREATE TABLE charts (
    connection_id TEXT PRIMARY KEY REFERENCES connections (id),
    tenant_id TEXT NOT NULL,
    chart TEXT,
    fetched_at TEXT,
    trouble TEXT
);

CREATE TABLE mapping_drafts (
    connection_id TEXT PRIMARY KEY REFERENCES connections (id),
    tenant_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    mapping TEXT NOT NULL,
    done INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at TEXT NOT NULL
);

-- Never updated: what posted a document last year can still be read (R44).
CREATE TABLE mapping_versions (
    connection_id TEXT NOT NULL REFERENCES connections (id),
    tenant_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    mapping TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    submitted_at TEXT NOT NULL,
    PRIMARY KEY (connection_id, version)
);

-- What the source sent, as it last sent it. `generation` grows when the former one is void (R45).
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    source_id TEXT NOT NULL,
    origin TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    party_name TEXT NOT NULL,
    date TEXT NOT NULL,
    total TEXT NOT NULL,
    currency TEXT NOT NULL,
    subsidiary_id TEXT NOT NULL,
    body TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    generation INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    UNIQUE (tenant_id, source_id, origin)
);
CREATE INDEX documents_by_subsidiary ON documents (tenant_id, subsidiary_id, id);

-- One row per thing owed to a remote; what a person sees is this table. `subject_id` is a document's
-- id or a party link's id. `detail` holds reason in words, mapping version, payload hash, remote id
-- and number as far as they are known. `lane` is system and company, empty while no company is chosen.
CREATE TABLE operations (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    reason TEXT,
    tries INTEGER NOT NULL,
    next_try_at TEXT,
    detail TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
CREATE INDEX operations_by_subject ON operations (tenant_id, subject_id);
CREATE INDEX operations_due ON operations (lane, state, next_try_at);

-- What is being sent: durable before its first byte leaves, gone when the outcome is certain (R40).
CREATE TABLE intents (
    operation_id TEXT PRIMARY KEY REFERENCES operations (id),
    tenant_id TEXT NOT NULL,
    key TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    payload TEXT NOT NULL,
    content TEXT NOT NULL,
    step TEXT NOT NULL,
    remote_id TEXT,
    written_at TEXT NOT NULL
);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    operation_id TEXT NOT NULL REFERENCES operations (id),
    at TEXT NOT NULL,
    step TEXT NOT NULL,
    request TEXT NOT NULL,
    reply TEXT,
    outcome TEXT NOT NULL
);
CREATE INDEX attempts_by_operation ON attempts (operation_id, at);

-- What stands in the books, and the resolution that put it there (R44).
CREATE TABLE postings (
    operation_id TEXT PRIMARY KEY REFERENCES operations (id),
    tenant_id TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id),
    connection_id TEXT NOT NULL REFERENCES connections (id),
    document TEXT NOT NULL,
    catalog TEXT,
    payload TEXT NOT NULL,
    mapping_version INTEGER NOT NULL,
    preview TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    remote_number TEXT NOT NULL,
    differences TEXT NOT NULL,
    posted_at TEXT NOT NULL,
    UNIQUE (connection_id, remote_id)
);
CREATE INDEX postings_by_document ON postings (tenant_id, document_id);

-- Which remote party a source party is (R28). `choices` while a person has to say.
CREATE TABLE parties (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL REFERENCES connections (id),
    party_id TEXT NOT NULL,
    side TEXT NOT NULL,
    name TEXT NOT NULL,
    remote_id TEXT,
    remote_name TEXT,
    choices TEXT,
    linked_by TEXT,
    UNIQUE (connection_id, party_id, side)
);

-- One company in one system has one worker at a time; `fence` grows with every claim.
CREATE TABLE lanes (
    lane TEXT PRIMARY KEY,
    holder TEXT,
    fence INTEGER NOT NULL,
    held_until TEXT,
    closed_until TEXT,
    failures INTEGER NOT NULL,
    succeeded_at TEXT
);

-- Who did what, when: appended to, never changed (R53).
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT
);

-- The answer to a write that carried an Idempotency-Key, given again to the same request.
CREATE TABLE idempotent_replies (
    tenant_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    reply TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (tenant_id, idempotency_key)
);
