-- The .tierwright document, version 1.
--
-- Comments stand inside the statements, where SQLite keeps them: whoever asks a document for its
-- schema reads them too.

CREATE TABLE revision (
  -- Every saved state of the program, and every import as an entry of the history.
  number   INTEGER PRIMARY KEY,
  parent   INTEGER REFERENCES revision (number) CHECK (parent < number),
  label    TEXT NOT NULL,               -- what was done, as a sentence
  saved_at TEXT NOT NULL,
  program  TEXT                         -- JSON; NULL where facts were replaced, not the program
) STRICT;
CREATE INDEX revision_parent ON revision (parent);

CREATE TABLE document (
  -- One row: what the document is, and which revision holds now. For all tables:
  -- * A column that ends in _e4 holds money as whole ten-thousandths of the currency beside it:
  --   150000 with USD is 15.00 USD. A column that ends in _e8 holds a plain number as whole
  --   hundred-millionths: 3000000 is 0.03. Both are exact, and so are their sums.
  -- * The views (deal_view, line_view ...) show the same as decimal text, with the file's name.
  -- * Dates are 'YYYY-MM-DD', moments 'YYYY-MM-DDTHH:MM:SSZ' in UTC.
  -- * file_id and row say where a row came from; the header of a file is row 1.
  -- * Facts may be changed by hand: the next opening calculates from what it finds. Switch
  --   foreign keys on first (PRAGMA foreign_keys = ON), so that no row loses what it refers to.
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  sample  INTEGER NOT NULL CHECK (sample IN (0, 1)),  -- 1: made-up data
  created TEXT NOT NULL,
  head    INTEGER NOT NULL REFERENCES revision (number)
) STRICT;

CREATE TABLE mapping (
  -- How a file's columns become facts, by name.
  name TEXT PRIMARY KEY,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source_file (
  -- The files that facts came from.
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,
  sha256    TEXT NOT NULL,
  rows      INTEGER NOT NULL,           -- data rows in it
  set_aside INTEGER NOT NULL            -- how many of them were set aside
) STRICT;

CREATE TABLE set_aside (
  -- Rows of a file that became no fact.
  number     INTEGER PRIMARY KEY,
  file_id    INTEGER NOT NULL REFERENCES source_file (id),
  row        INTEGER NOT NULL,
  fact_table TEXT NOT NULL,             -- the table it was meant for
  reason     TEXT NOT NULL,
  original   TEXT NOT NULL              -- the row as it stands in the file
) STRICT;

CREATE TABLE rounded_figure (
  -- Figures finer than the document keeps: money has four decimals, other numbers eight.
  number      INTEGER PRIMARY KEY,
  file_id     INTEGER NOT NULL REFERENCES source_file (id),
  row         INTEGER NOT NULL,
  fact_column TEXT NOT NULL,            -- such as rate.rate
  original    TEXT NOT NULL,
  rounded     TEXT NOT NULL
) STRICT;

CREATE TABLE partner (
  -- Companies in the channel.
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  region  TEXT NOT NULL,
  country TEXT NOT NULL,
  segment TEXT NOT NULL,
  joined  TEXT,
  file_id INTEGER NOT NULL REFERENCES source_file (id),
  row     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE deal (
  -- Opportunities and orders.
  id             TEXT PRIMARY KEY,
  name           TEXT NOT NULL,
  customer       TEXT NOT NULL,
  stage          TEXT NOT NULL CHECK (stage IN ('open', 'won', 'lost')),
  opened         TEXT,
  closed         TEXT,
  currency       TEXT NOT NULL,
  amount_e4      INTEGER NOT NULL,
  list_amount_e4 INTEGER,
  cost_e4        INTEGER,
  kind           TEXT NOT NULL,
  region         TEXT NOT NULL,
  segment        TEXT NOT NULL,
  origin         TEXT NOT NULL,
  file_id        INTEGER NOT NULL REFERENCES source_file (id),
  row            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE line (
  -- Products on a deal. The currency is always the deal's.
  deal           TEXT NOT NULL REFERENCES deal (id),
  id             TEXT NOT NULL,
  product        TEXT NOT NULL,
  family         TEXT NOT NULL,
  quantity_e8    INTEGER NOT NULL,
  currency       TEXT NOT NULL,
  amount_e4      INTEGER NOT NULL,
  list_amount_e4 INTEGER,
  cost_e4        INTEGER,
  file_id        INTEGER NOT NULL REFERENCES source_file (id),
  row            INTEGER NOT NULL,
  PRIMARY KEY (deal, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit (
  -- Partners' parts in deals.
  id       TEXT PRIMARY KEY,
  deal     TEXT NOT NULL REFERENCES deal (id),
  partner  TEXT NOT NULL REFERENCES partner (id),
  role     TEXT NOT NULL,
  share_e8 INTEGER,                     -- declared share; 100000000 is the whole deal
  file_id  INTEGER NOT NULL REFERENCES source_file (id),
  row      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE adjustment (
  -- Returns, credit notes and cancellations. Amounts are above zero, in the deal's currency.
  id          TEXT PRIMARY KEY,
  deal        TEXT NOT NULL REFERENCES deal (id),
  line        TEXT,
  date        TEXT NOT NULL,
  currency    TEXT NOT NULL,
  amount_e4   INTEGER NOT NULL,
  quantity_e8 INTEGER NOT NULL,
  file_id     INTEGER NOT NULL REFERENCES source_file (id),
  row         INTEGER NOT NULL,
  FOREIGN KEY (deal, line) REFERENCES line (deal, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
  -- What partners did, where it can be verified.
  id          TEXT PRIMARY KEY,
  partner     TEXT NOT NULL REFERENCES partner (id),
  kind        TEXT NOT NULL,
  date        TEXT NOT NULL,
  valid_until TEXT,
  person      TEXT NOT NULL,
  file_id     INTEGER NOT NULL REFERENCES source_file (id),
  row         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE fund_event (
  -- Steps of MDF money.
  id        TEXT PRIMARY KEY,
  partner   TEXT NOT NULL REFERENCES partner (id),
  request   TEXT NOT NULL,
  step      TEXT NOT NULL CHECK (step IN ('requested', 'approved', 'claimed', 'paid')),
  activity  TEXT NOT NULL,
  date      TEXT NOT NULL,
  currency  TEXT NOT NULL,
  amount_e4 INTEGER NOT NULL,
  file_id   INTEGER NOT NULL REFERENCES source_file (id),
  row       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rate (
  -- Exchange rates: one unit of currency is rate units of base; where inverse is 1, one unit of
  -- base is rate units of currency.
  rate_table TEXT NOT NULL,             -- 'market', or a named fixed table
  currency   TEXT NOT NULL,
  base       TEXT NOT NULL,
  date       TEXT NOT NULL,
  rate_e8    INTEGER NOT NULL,
  inverse    INTEGER NOT NULL CHECK (inverse IN (0, 1)),
  file_id    INTEGER NOT NULL REFERENCES source_file (id),
  row        INTEGER NOT NULL,
  PRIMARY KEY (rate_table, currency, base, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE paid (
  -- What was really paid in the past.
  id           TEXT PRIMARY KEY,
  partner      TEXT NOT NULL REFERENCES partner (id),
  period_from  TEXT NOT NULL,
  period_until TEXT NOT NULL,
  label        TEXT NOT NULL,           -- the incentive as it was called
  currency     TEXT NOT NULL,
  amount_e4    INTEGER NOT NULL,
  file_id      INTEGER NOT NULL REFERENCES source_file (id),
  row          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE payout_result (
  -- The last calculation. Derived: never read back, and gone when the program or a fact changes.
  one            INTEGER PRIMARY KEY CHECK (one = 1),
  program_sha256 TEXT NOT NULL,         -- of the program's JSON text
  facts_sha256   TEXT NOT NULL,         -- of all facts in key order
  engine         TEXT NOT NULL,         -- the version that calculated
  calculated_at  TEXT NOT NULL
) STRICT;

CREATE TABLE payout_line (
  -- The lines of that calculation.
  partner      TEXT NOT NULL,
  period_from  TEXT NOT NULL,
  period_until TEXT NOT NULL,
  incentive    TEXT NOT NULL,
  account      TEXT NOT NULL,           -- where it goes: cash, mdf ...
  currency     TEXT NOT NULL,
  amount_e4    INTEGER NOT NULL,
  payable      TEXT NOT NULL,           -- the day it is due
  PRIMARY KEY (partner, period_from, period_until, incentive, account)
) STRICT, WITHOUT ROWID;

-- x_e4 as text: the sign apart where the whole part is zero, as -0 would lose it.
CREATE VIEW deal_view AS
SELECT d.id, d.name, d.customer, d.stage, d.opened, d.closed, d.currency,
  printf('%s%d.%04d', iif(d.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    d.amount_e4 / 10000, abs(d.amount_e4 % 10000)) AS amount,
  iif(d.list_amount_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(d.list_amount_e4 BETWEEN -9999 AND -1, '-', ''),
      d.list_amount_e4 / 10000, abs(d.list_amount_e4 % 10000))) AS list_amount,
  iif(d.cost_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(d.cost_e4 BETWEEN -9999 AND -1, '-', ''),
      d.cost_e4 / 10000, abs(d.cost_e4 % 10000))) AS cost,
  d.kind, d.region, d.segment, d.origin, f.name AS file, d.row
FROM deal d JOIN source_file f ON f.id = d.file_id;

CREATE VIEW line_view AS
SELECT l.deal, l.id, l.product, l.family,
  printf('%s%d.%08d', iif(l.quantity_e8 BETWEEN -99999999 AND -1, '-', ''),
    l.quantity_e8 / 100000000, abs(l.quantity_e8 % 100000000)) AS quantity,
  l.currency,
  printf('%s%d.%04d', iif(l.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    l.amount_e4 / 10000, abs(l.amount_e4 % 10000)) AS amount,
  iif(l.list_amount_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(l.list_amount_e4 BETWEEN -9999 AND -1, '-', ''),
      l.list_amount_e4 / 10000, abs(l.list_amount_e4 % 10000))) AS list_amount,
  iif(l.cost_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(l.cost_e4 BETWEEN -9999 AND -1, '-', ''),
      l.cost_e4 / 10000, abs(l.cost_e4 % 10000))) AS cost,
  f.name AS file, l.row
FROM line l JOIN source_file f ON f.id = l.file_id;

CREATE VIEW credit_view AS
SELECT c.id, c.deal, c.partner, p.name AS partner_name, c.role,
  iif(c.share_e8 IS NULL, NULL,
    printf('%s%d.%08d', iif(c.share_e8 BETWEEN -99999999 AND -1, '-', ''),
      c.share_e8 / 100000000, abs(c.share_e8 % 100000000))) AS share,
  f.name AS file, c.row
FROM credit c JOIN partner p ON p.id = c.partner JOIN source_file f ON f.id = c.file_id;

CREATE VIEW adjustment_view AS
SELECT a.id, a.deal, a.line, a.date, a.currency,
  printf('%s%d.%04d', iif(a.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    a.amount_e4 / 10000, abs(a.amount_e4 % 10000)) AS amount,
  printf('%s%d.%08d', iif(a.quantity_e8 BETWEEN -99999999 AND -1, '-', ''),
    a.quantity_e8 / 100000000, abs(a.quantity_e8 % 100000000)) AS quantity,
  f.name AS file, a.row
FROM adjustment a JOIN source_file f ON f.id = a.file_id;

CREATE VIEW fund_event_view AS
SELECT e.id, e.partner, p.name AS partner_name, e.request, e.step, e.activity, e.date, e.currency,
  printf('%s%d.%04d', iif(e.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    e.amount_e4 / 10000, abs(e.amount_e4 % 10000)) AS amount,
  f.name AS file, e.row
FROM fund_event e JOIN partner p ON p.id = e.partner JOIN source_file f ON f.id = e.file_id;

CREATE VIEW rate_view AS
SELECT r.rate_table, r.currency, r.base, r.date,
  printf('%s%d.%08d', iif(r.rate_e8 BETWEEN -99999999 AND -1, '-', ''),
    r.rate_e8 / 100000000, abs(r.rate_e8 % 100000000)) AS rate,
  r.inverse, f.name AS file, r.row
FROM rate r JOIN source_file f ON f.id = r.file_id;

CREATE VIEW paid_view AS
SELECT a.id, a.partner, p.name AS partner_name, a.period_from, a.period_until, a.label, a.currency,
  printf('%s%d.%04d', iif(a.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    a.amount_e4 / 10000, abs(a.amount_e4 % 10000)) AS amount,
  f.name AS file, a.row
FROM paid a JOIN partner p ON p.id = a.partner JOIN source_file f ON f.id = a.file_id;

-- The last calculation, each line with the program and the facts it came from.
CREATE VIEW payout_view AS
SELECT l.partner, p.name AS partner_name, l.period_from, l.period_until, l.incentive, l.account,
  l.currency,
  printf('%s%d.%04d', iif(l.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    l.amount_e4 / 10000, abs(l.amount_e4 % 10000)) AS amount,
  l.payable, r.program_sha256, r.facts_sha256, r.engine, r.calculated_at
FROM payout_line l JOIN partner p ON p.id = l.partner JOIN payout_result r ON r.one = 1;
