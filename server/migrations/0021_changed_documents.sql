-- A document may have stood in the books before, under an earlier generation (R45): each keeps what
-- posted it. `ended_at` is when the books confirmed that it is void, cancelled or credited.
CREATE TABLE postings_by_generation (
    operation_id TEXT NOT NULL REFERENCES operations (id),
    generation BIGINT NOT NULL,
    tenant_id TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id),
    connection_id TEXT NOT NULL REFERENCES connections (id),
    document TEXT NOT NULL,
    catalog TEXT,
    payload TEXT NOT NULL,
    mapping_version BIGINT NOT NULL,
    preview TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    remote_number TEXT NOT NULL,
    redated TEXT,
    differences TEXT NOT NULL,
    posted_at TEXT NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (operation_id, generation),
    UNIQUE (connection_id, remote_id)
);
INSERT INTO postings_by_generation (operation_id, generation, tenant_id, document_id, connection_id,
    document, catalog, payload, mapping_version, preview, remote_id, remote_number, differences,
    posted_at)
SELECT operation_id, 1, tenant_id, document_id, connection_id, document, catalog, payload,
    mapping_version, preview, remote_id, remote_number, differences, posted_at FROM postings;
DROP TABLE postings;
ALTER TABLE postings_by_generation RENAME TO postings;
CREATE INDEX postings_by_document ON postings (tenant_id, document_id);

-- When the source took the document back.
ALTER TABLE documents ADD COLUMN withdrawn_at TEXT;

-- When a person said that the party is nobody of the books, and is to be made (R28). Choices now
-- carry ids; what was offered without them is offered again.
ALTER TABLE parties ADD COLUMN make_at TEXT;
UPDATE parties SET choices = NULL WHERE choices <> '[]';

-- What is to be looked at again at some time, among all that stands in the books.
CREATE INDEX operations_by_time ON operations (tenant_id, kind, next_try_at);
