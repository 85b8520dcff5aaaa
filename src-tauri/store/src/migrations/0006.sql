-- The .tierwright document, version 6: the plan, and what figures are worked out on.

CREATE TABLE ground (
  -- What programs are paid on as of a revision: the history, the history grown to the plan, or a year
  -- drawn again from it. A revision without a row has that of the revision that it was made from.
  revision INTEGER PRIMARY KEY REFERENCES revision (number),
  basis    TEXT NOT NULL CHECK (basis IN ('history', 'plan', 'year')),
  seed     INTEGER NOT NULL,            -- of the drawn year
  plan     TEXT NOT NULL                -- JSON: {growth, new_partners}
) STRICT;
