-- The .tierwright document, version 9: sign-off, and the version of each export.

CREATE TABLE author (
  -- Who made a revision, by the name they gave; nobody verifies it. No row where nobody gave one.
  revision INTEGER PRIMARY KEY REFERENCES revision (number),
  name     TEXT NOT NULL CHECK (name <> '')
) STRICT;

CREATE TABLE sign_off (
  -- What was done on the way to an approval, one row a step. Rows are only added: undo leaves them, and
  -- no row is changed or taken away.
  number   INTEGER PRIMARY KEY,         -- higher is later
  done_at  TEXT NOT NULL,               -- in UTC, such as 2026-11-21T04:20:01Z
  what     TEXT NOT NULL CHECK (what IN (
    'review',                           -- put into review; subject: the roles asked for, one a line
    'draft',                            -- set back to a draft: signatures before it count no more
    'signed',                           -- signed; what it covers stands in signature
    'withdrawn',                        -- a signature taken back; subject: its number
    'accepted',                         -- a warning accepted; words: the reason
    'reopened',                         -- that taken back
    'review_days',                      -- when reviews are due; subject: days after a quarter's end
    'exported',                         -- a bundle written as approved; subject: its version
    'reviewed')),                       -- a quarterly review held; subject: the quarter, words: what came of it
  who      TEXT NOT NULL,               -- the name that was given; nobody verifies it
  role     TEXT NOT NULL,               -- the role that was given; empty where none was
  subject  TEXT NOT NULL,               -- of a warning: the place in the program, empty where none is meant
  code     TEXT NOT NULL,               -- of a warning: its code
  shown    TEXT NOT NULL,               -- of a warning: what it said
  words    TEXT NOT NULL,               -- the reason or the note; of a signature: why one alone is enough
  revision INTEGER NOT NULL REFERENCES revision (number) -- the program that held
) STRICT;

CREATE TABLE signature (
  -- What a signature covers.
  number         INTEGER PRIMARY KEY REFERENCES sign_off (number),
  program_sha256 TEXT NOT NULL,         -- the program as canonical JSON
  facts_sha256   TEXT NOT NULL,
  engine         TEXT NOT NULL,         -- the version that calculated
  as_of          TEXT NOT NULL,         -- the last day that is replayed; empty without deals
  total          TEXT NOT NULL,         -- what is paid in all, such as 1971402.00 USD
  liability      TEXT NOT NULL,         -- what is owed at the end, a currency a line
  sha256         TEXT NOT NULL          -- the digest of all of them, which is what was signed
) STRICT;

CREATE TABLE export_version (
  -- The version that an export holds: exports of the same program, facts, engine, day and figures are one
  -- version, any other is the next.
  number         INTEGER PRIMARY KEY REFERENCES export (number),
  version        INTEGER NOT NULL,      -- from 1
  status         TEXT NOT NULL CHECK (status IN ('draft', 'in_review', 'approved')), -- when it was written
  who            TEXT NOT NULL,         -- who exported it, by the name they gave; empty where nobody did
  program_sha256 TEXT NOT NULL,         -- the program as canonical JSON; empty before document version 9
  as_of          TEXT NOT NULL,         -- the last day that is replayed; empty before document version 9
  sha256         TEXT NOT NULL          -- as in signature; empty before document version 9
) STRICT;

INSERT INTO export_version
  SELECT number, row_number() OVER (ORDER BY number), 'draft', '', '', '', '' FROM export;

CREATE TRIGGER sign_off_is_never_changed BEFORE UPDATE ON sign_off
  BEGIN SELECT RAISE(ABORT, 'steps of a sign-off are only added'); END;
CREATE TRIGGER sign_off_is_never_removed BEFORE DELETE ON sign_off
  BEGIN SELECT RAISE(ABORT, 'steps of a sign-off are only added'); END;
CREATE TRIGGER signature_is_never_changed BEFORE UPDATE ON signature
  BEGIN SELECT RAISE(ABORT, 'signatures are only added'); END;
CREATE TRIGGER signature_is_never_removed BEFORE DELETE ON signature
  BEGIN SELECT RAISE(ABORT, 'signatures are only added'); END;
CREATE TRIGGER export_is_never_changed BEFORE UPDATE ON export
  BEGIN SELECT RAISE(ABORT, 'exports are only added'); END;
CREATE TRIGGER export_is_never_removed BEFORE DELETE ON export
  BEGIN SELECT RAISE(ABORT, 'exports are only added'); END;
CREATE TRIGGER export_version_is_never_changed BEFORE UPDATE ON export_version
  BEGIN SELECT RAISE(ABORT, 'exports are only added'); END;
CREATE TRIGGER export_version_is_never_removed BEFORE DELETE ON export_version
  BEGIN SELECT RAISE(ABORT, 'exports are only added'); END;
