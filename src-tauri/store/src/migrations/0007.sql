-- The .tierwright document, version 7: what was handed over.

CREATE TABLE export (
  -- A bundle that was written from this document. Undo leaves it: what was handed over stays so.
  number         INTEGER PRIMARY KEY,   -- higher is later
  exported_at    TEXT NOT NULL,         -- in UTC, such as 2026-11-21T04:20:01Z
  folder         TEXT NOT NULL,         -- where it was written, on the computer that wrote it
  revision       INTEGER NOT NULL REFERENCES revision (number), -- the program that was handed over
  facts_sha256   TEXT NOT NULL,         -- the facts that it was paid on
  engine         TEXT NOT NULL,         -- the version that calculated it
  seal           TEXT NOT NULL,         -- SHA-256 of the bundle's manifest: names the bundle
  lines          INTEGER NOT NULL,      -- payout lines in it that are not zero
  currency       TEXT NOT NULL,
  total_e4       INTEGER NOT NULL,      -- what the paid lines add up to, in ten-thousandths
  proved_by      TEXT NOT NULL,         -- what worked the payouts out again
  payouts_proved INTEGER NOT NULL       -- how many, zeros included, each equal
) STRICT;
