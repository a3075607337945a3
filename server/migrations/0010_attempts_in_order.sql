-- Attempts of one moment keep the order in which they were made.
ALTER TABLE attempts ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;
