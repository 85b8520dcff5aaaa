-- The .tierwright document, version 5: facts that do not hold now are kept, so that an import is one
-- step of undo.

CREATE TABLE facts_snapshot (
  -- Facts that do not hold now: as they were before an import, or after one that was undone.
  number  INTEGER PRIMARY KEY,
  kept_at TEXT NOT NULL,                -- when an import replaced them, or brought them
  label   TEXT NOT NULL,                -- where they came from: the names of their files
  deals   INTEGER NOT NULL              -- how many deals are among them
) STRICT;

CREATE TABLE facts_snapshot_row (
  -- Their rows, as JSON objects of column and value; money and dates as in the table itself.
  snapshot   INTEGER NOT NULL REFERENCES facts_snapshot (number),
  position   INTEGER NOT NULL,          -- rows that others refer to come first
  fact_table TEXT NOT NULL,
  content    TEXT NOT NULL,
  PRIMARY KEY (snapshot, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE facts_step (
  -- The entries of the history that replaced facts, each with the facts on its other side: those
  -- before it while it holds, those after it while it is undone.
  revision INTEGER PRIMARY KEY REFERENCES revision (number),
  snapshot INTEGER NOT NULL REFERENCES facts_snapshot (number)
) STRICT;
