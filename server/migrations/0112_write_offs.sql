-- Credit memos over what was posted (R45): each wrote off what the source took off the invoice since, and
-- the books carry that content with it. `written` is what the interface shows, in core's JSON.
CREATE TABLE write_offs (
    operation_id TEXT NOT NULL REFERENCES operations (id),
    generation BIGINT NOT NULL,
    tenant_id TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id),
    connection_id TEXT NOT NULL REFERENCES connections (id),
    remote_id TEXT NOT NULL,
    document TEXT NOT NULL,
    preview TEXT NOT NULL,
    payload TEXT NOT NULL,
    written TEXT NOT NULL,
    posted_at TEXT NOT NULL,
    PRIMARY KEY (connection_id, remote_id)
);
CREATE INDEX write_offs_by_document ON write_offs (tenant_id, document_id);
