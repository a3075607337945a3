-- Payments of one moment keep the order in which they came: of two parts, the later reaches the total (R31).
ALTER TABLE payments ADD COLUMN nth BIGINT NOT NULL DEFAULT 0;
CREATE INDEX payments_by_moment ON payments (tenant_id, received_at, nth);

-- What drifted lately.
CREATE INDEX drifts_by_time ON drifts (tenant_id, seen_at);
