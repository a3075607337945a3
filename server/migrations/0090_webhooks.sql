-- Where a company's own system hears of changes. `sealed` is the secret of the signatures (R51);
-- `stopped` says in words why nothing is sent any more; `failing_since` is when the first try failed
-- since the last that did not.
CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    url TEXT NOT NULL,
    description TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    failing_since TEXT,
    stopped TEXT
);
CREATE INDEX webhooks_by_tenant ON webhooks (tenant_id, id);

-- What changed, written in the transaction of the change while the company has any webhook. `nth`
-- counts the changes of one subject; `mark` tells a change from the same again; `body` is what is sent.
CREATE TABLE changes (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    subject TEXT NOT NULL,
    nth INTEGER NOT NULL,
    kind TEXT NOT NULL,
    mark TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX changes_by_subject ON changes (tenant_id, subject, nth);
CREATE INDEX changes_by_time ON changes (tenant_id, at, id);

-- One row for each change that is owed to a webhook. `state` follows waypost_core::api::DeliveryState.
CREATE TABLE deliveries (
    webhook_id TEXT NOT NULL REFERENCES webhooks (id),
    change_id TEXT NOT NULL REFERENCES changes (id),
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    subject TEXT NOT NULL,
    nth INTEGER NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    owed_at TEXT NOT NULL,
    next_try_at TEXT NOT NULL,
    PRIMARY KEY (webhook_id, change_id)
);
CREATE INDEX deliveries_due ON deliveries (webhook_id, state, next_try_at);
CREATE INDEX deliveries_in_order ON deliveries (webhook_id, state, subject, nth);
CREATE INDEX deliveries_by_time ON deliveries (webhook_id, at, change_id);
CREATE INDEX deliveries_by_change ON deliveries (change_id);

-- What came of each try, without anything secret.
CREATE TABLE delivery_attempts (
    webhook_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    nth INTEGER NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    at TEXT NOT NULL,
    status INTEGER,
    outcome TEXT NOT NULL,
    PRIMARY KEY (webhook_id, change_id, nth)
);
CREATE INDEX delivery_attempts_by_change ON delivery_attempts (change_id);

-- When the books said that something changed in them; none once it was looked at.
ALTER TABLE payment_imports ADD COLUMN asked_at TEXT;
