-- The .tierwright document, version 4: pinned levers.

CREATE TABLE lever (
  -- A value of the program that is pinned for trying out. Without a row the product pins some itself.
  position INTEGER PRIMARY KEY,         -- its place in the list, from 0
  place    TEXT NOT NULL UNIQUE         -- the value's place in the program, by ids:
                                        -- /incentives/volume/schedule/bands/1/rates/0
) STRICT;
