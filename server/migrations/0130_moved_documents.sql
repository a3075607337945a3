-- Where the source moved a document to while the books of its subsidiary hold it, or may: it goes there
-- once it is out of them (R25).
ALTER TABLE documents ADD COLUMN moves_to TEXT;
-- Those that were moved before go back to the books that hold them.
UPDATE documents SET moves_to = subsidiary_id, subsidiary_id =
    (SELECT MIN(c.subsidiary_id) FROM postings p JOIN connections c ON c.id = p.connection_id
    WHERE p.document_id = documents.id AND p.ended_at IS NULL)
WHERE EXISTS (SELECT 1 FROM postings p JOIN connections c ON c.id = p.connection_id
    WHERE p.document_id = documents.id AND p.ended_at IS NULL
    AND c.subsidiary_id <> documents.subsidiary_id);
