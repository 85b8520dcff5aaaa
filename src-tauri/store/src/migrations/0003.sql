-- The .tierwright document, version 3: scenarios.

CREATE TABLE scenario_list (
  -- The scenarios as they stand after a revision. A revision without a row has those of the revision
  -- that it was made from.
  revision INTEGER PRIMARY KEY REFERENCES revision (number),
  edited   TEXT,                        -- the scenario that edits go to; NULL: the program
  baseline TEXT                         -- what figures are compared with: 'opened' (the program as it
                                        -- was when the document was opened), 'program', or a
                                        -- scenario; NULL: whichever suits what is edited
) STRICT;

CREATE TABLE scenario (
  -- A scenario: a name, and a list of differences from the program.
  revision    INTEGER NOT NULL REFERENCES scenario_list (revision),
  position    INTEGER NOT NULL,         -- its place in the list, from 0
  id          TEXT NOT NULL,
  name        TEXT NOT NULL,
  differences TEXT NOT NULL,            -- JSON: a list of {on, place, sentence, forth, back}; forth
                                        -- are the changes of the program that make the difference
  PRIMARY KEY (revision, id),
  UNIQUE (revision, position)
) STRICT, WITHOUT ROWID;
