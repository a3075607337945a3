-- When a sign-in ends unless it is renewed, as far as its giver says; never how it signs in (R51).
ALTER TABLE credentials ADD COLUMN ends_at TEXT;
