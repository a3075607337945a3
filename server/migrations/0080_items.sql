-- Which item of the books is sold to which account, where revenue is posted by item (R14). Without
-- `remote_id`, one is being made since `intended_at`.
CREATE TABLE items (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    connection_id TEXT NOT NULL REFERENCES connections (id),
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    remote_id TEXT,
    intended_at TEXT,
    PRIMARY KEY (connection_id, account_id)
);
