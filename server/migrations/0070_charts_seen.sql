-- The chart as it was when somebody last looked at what changed in it (R15); none: nothing to tell.
ALTER TABLE charts ADD COLUMN seen TEXT;
