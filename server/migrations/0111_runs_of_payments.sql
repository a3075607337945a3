-- What a run did with payments, in the JSON of waypost_core::api::RunPayments; none for other runs, and
-- none before its end.
ALTER TABLE runs ADD COLUMN payments TEXT;
