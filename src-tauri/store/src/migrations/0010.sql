-- The .tierwright document, version 10: what was decided about pilots and other studies.

CREATE TABLE decision (
  -- What was decided on what a study showed, a revision each: undo takes it back, the row stays as history.
  revision INTEGER PRIMARY KEY REFERENCES revision (number),
  study    TEXT NOT NULL CHECK (study <> ''), -- pilot, rollout or another study
  subject  TEXT NOT NULL,               -- what it was about, such as Pilot with partners in EMEA
  decided  TEXT NOT NULL CHECK (decided IN ('roll_out', 'go_on', 'stop')),
  words    TEXT NOT NULL,               -- the reason; empty where none was given
  settings TEXT NOT NULL,               -- the study with its settings and the values it tried, as JSON
  finding  TEXT NOT NULL,               -- what it showed then
  basis    TEXT NOT NULL                -- what that rested on: program, data and period
) STRICT;
