-- The .tierwright document, version 8: doubts about figures.

CREATE TABLE doubt (
  -- What somebody doubts, as it stands after a revision: reporting, settling and opening again each
  -- add a row. What holds of a doubt is its latest row among the revision that holds and those that it
  -- was made from.
  revision    INTEGER PRIMARY KEY REFERENCES revision (number),
  number      INTEGER NOT NULL,         -- the doubt, from 1; never given twice
  partner     TEXT,                     -- the figure, by ids of the facts and the program;
  incentive   TEXT,                     -- NULL: all of them
  period      TEXT,                     -- such as 'Q4 FY25'; NULL: the whole replay
  scenario    TEXT,                     -- the scenario that the figure is of; NULL: the program
  title       TEXT NOT NULL,            -- what the figure was called: 'Volume rebate, Nordwind, Q4 FY25'
  caption     TEXT NOT NULL,            -- what it rested on: program, data and period
  currency    TEXT NOT NULL,
  amount_e4   INTEGER NOT NULL,         -- the figure as it was calculated then, in ten-thousandths
  text        TEXT NOT NULL,            -- what is doubted
  who         TEXT NOT NULL,            -- who doubts it; empty where nobody said
  reported_at TEXT NOT NULL,            -- in UTC, such as 2026-11-21T04:20:01Z
  state       TEXT NOT NULL CHECK (state IN ('open', 'answered', 'upheld')),
  answer      TEXT NOT NULL CHECK (answer <> '' OR state <> 'answered'),
  answered_by TEXT NOT NULL,
  answered_at TEXT CHECK ((answered_at IS NULL) = (state = 'open'))
) STRICT;

CREATE INDEX doubt_by_number ON doubt (number);
