-- What has to be mended for a document to go on, as waypost_core::sync::cause names it. None while
-- nothing stands in its way. Grouped by, for fifty thousand documents at once.
ALTER TABLE operations ADD COLUMN cause TEXT;
CREATE INDEX operations_by_cause ON operations (tenant_id, cause);
