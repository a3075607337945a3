-- A payment may be of invoices in several books: it goes once into those of each connection, with an
-- operation of its own. None for what is no payment.
ALTER TABLE operations ADD COLUMN connection_id TEXT REFERENCES connections (id);

-- The connection that an allocation is sent to, and its id there once it arrived: until then, it is on its
-- way. What was read from the books has its id in `payments`.
ALTER TABLE allocations ADD COLUMN sent_to TEXT REFERENCES connections (id);
ALTER TABLE allocations ADD COLUMN remote_id TEXT;

-- What is on its way settles the invoices that its intent names by their ids in the books.
UPDATE allocations SET sent_to = (
    SELECT MIN(s.connection_id) FROM operations o
    JOIN intents i ON i.operation_id = o.id
    JOIN postings s ON s.tenant_id = o.tenant_id AND i.payload LIKE '%"' || s.remote_id || '"%'
    WHERE o.tenant_id = allocations.tenant_id AND o.subject_id = allocations.payment_id
    AND o.kind = 'payment' AND o.state IN ('sending', 'checking')
    AND s.document_id = allocations.document_id)
WHERE payment_id IN (SELECT o.subject_id FROM operations o
                     WHERE o.kind = 'payment' AND o.state IN ('sending', 'checking'))
AND payment_id NOT IN (SELECT p.id FROM payments p WHERE p.remote_id IS NOT NULL);

-- A key names the connection, and stays free for the operation of another: it is derived anew when the
-- operation is written next.
UPDATE operations SET key = id, connection_id = COALESCE(
    (SELECT p.connection_id FROM payments p WHERE p.id = operations.subject_id),
    (SELECT MIN(a.sent_to) FROM allocations a
     WHERE a.tenant_id = operations.tenant_id AND a.payment_id = operations.subject_id),
    (SELECT MIN(c.id) FROM allocations a
     JOIN documents d ON d.tenant_id = a.tenant_id AND d.id = a.document_id
     JOIN connections c ON c.tenant_id = d.tenant_id AND c.subsidiary_id = d.subsidiary_id
     WHERE a.tenant_id = operations.tenant_id AND a.payment_id = operations.subject_id))
WHERE kind = 'payment';

-- What was marked as sent stands in the books where its document is in those of the connection.
UPDATE allocations SET exported = 0 WHERE exported = 1
AND EXISTS (SELECT 1 FROM payments p WHERE p.id = allocations.payment_id
            AND p.origin <> 'remote' AND p.connection_id IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM payments p
                JOIN connections c ON c.tenant_id = p.tenant_id AND c.id = p.connection_id
                JOIN documents d ON d.tenant_id = c.tenant_id AND d.subsidiary_id = c.subsidiary_id
                WHERE p.id = allocations.payment_id AND d.id = allocations.document_id);
UPDATE allocations SET
    sent_to = (SELECT p.connection_id FROM payments p WHERE p.id = allocations.payment_id),
    remote_id = (SELECT p.remote_id FROM payments p WHERE p.id = allocations.payment_id)
WHERE exported = 1
AND EXISTS (SELECT 1 FROM payments p WHERE p.id = allocations.payment_id
            AND p.origin <> 'remote' AND p.connection_id IS NOT NULL);
UPDATE payments SET remote_id = NULL, connection_id = NULL
WHERE origin <> 'remote' AND connection_id IS NOT NULL;

-- What was taken back before it was sent closes nothing, and what nothing closes is open: what came behind it
-- is decided anew.
UPDATE allocations SET completed = 0, counted = 0
WHERE decision = 'skip' AND reason = 'taken_back_here' AND sent_to IS NULL;
UPDATE documents SET completed_at = NULL WHERE completed_at IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM allocations a WHERE a.tenant_id = documents.tenant_id
                AND a.document_id = documents.id AND a.completed = 1);

CREATE INDEX operations_by_connection ON operations (tenant_id, connection_id, state);
CREATE INDEX allocations_by_remote ON allocations (tenant_id, remote_id);
