-- The .tierwright document, version 2: every table and column of facts that a program can look at.
--
-- The new columns of the rows that a document has already say nothing, until facts are imported
-- again.

DROP VIEW deal_view;
DROP VIEW credit_view;
DROP VIEW adjustment_view;
DROP VIEW fund_event_view;

ALTER TABLE partner ADD COLUMN partner_group TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN parent TEXT REFERENCES partner (id);
ALTER TABLE partner ADD COLUMN left_on TEXT;
ALTER TABLE partner ADD COLUMN currency TEXT;
ALTER TABLE partner ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';

ALTER TABLE deal ADD COLUMN tax_e4 INTEGER;
ALTER TABLE deal ADD COLUMN recurring_e4 INTEGER;
ALTER TABLE deal ADD COLUMN term_start TEXT;
ALTER TABLE deal ADD COLUMN term_end TEXT;
ALTER TABLE deal ADD COLUMN cancelled_on TEXT;
ALTER TABLE deal ADD COLUMN marketplace TEXT NOT NULL DEFAULT '';
ALTER TABLE deal ADD COLUMN offer TEXT NOT NULL DEFAULT '';
ALTER TABLE deal ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';

ALTER TABLE credit ADD COLUMN evidence INTEGER NOT NULL DEFAULT 0 CHECK (evidence IN (0, 1));

ALTER TABLE activity ADD COLUMN quantity_e8 INTEGER;
ALTER TABLE activity ADD COLUMN value_currency TEXT;
ALTER TABLE activity ADD COLUMN value_e4 INTEGER;
ALTER TABLE activity ADD COLUMN deal TEXT REFERENCES deal (id);
ALTER TABLE activity ADD COLUMN evidence INTEGER NOT NULL DEFAULT 0 CHECK (evidence IN (0, 1));

ALTER TABLE fund_event ADD COLUMN fund TEXT NOT NULL DEFAULT '';
ALTER TABLE fund_event ADD COLUMN cost_e4 INTEGER;
ALTER TABLE fund_event ADD COLUMN deals TEXT NOT NULL DEFAULT '[]';

-- A deal that may be unknown: SQLite cannot take NOT NULL from a column, so that the rows move.
CREATE TABLE adjustment_of_version_2 (
  -- Returns, credit notes and cancellations. Amounts are above zero, in the deal's currency where
  -- the deal is known; where it is not, they lower what the partner sold.
  id          TEXT PRIMARY KEY,
  deal        TEXT REFERENCES deal (id),
  line        TEXT CHECK (line IS NULL OR deal IS NOT NULL),
  partner     TEXT REFERENCES partner (id) CHECK (partner IS NOT NULL OR deal IS NOT NULL),
  date        TEXT NOT NULL,
  currency    TEXT NOT NULL,
  amount_e4   INTEGER NOT NULL,
  quantity_e8 INTEGER NOT NULL,
  file_id     INTEGER NOT NULL REFERENCES source_file (id),
  row         INTEGER NOT NULL,
  FOREIGN KEY (deal, line) REFERENCES line (deal, id)
) STRICT, WITHOUT ROWID;
INSERT INTO adjustment_of_version_2
  (id, deal, line, date, currency, amount_e4, quantity_e8, file_id, row)
SELECT id, deal, line, date, currency, amount_e4, quantity_e8, file_id, row FROM adjustment;
DROP TABLE adjustment;
ALTER TABLE adjustment_of_version_2 RENAME TO adjustment;

CREATE TABLE partner_status (
  -- Statuses that partners have for a time.
  id          TEXT PRIMARY KEY,
  partner     TEXT NOT NULL REFERENCES partner (id),
  kind        TEXT NOT NULL,              -- agreement, due diligence, tax form ...
  valid_from  TEXT NOT NULL,
  valid_until TEXT,
  file_id     INTEGER NOT NULL REFERENCES source_file (id),
  row         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE level (
  -- Tiers held or granted before.
  id          TEXT PRIMARY KEY,
  partner     TEXT NOT NULL REFERENCES partner (id),
  track       TEXT NOT NULL,              -- ids of the program
  level       TEXT NOT NULL,
  valid_from  TEXT NOT NULL,
  valid_until TEXT,
  reason      TEXT NOT NULL,
  file_id     INTEGER NOT NULL REFERENCES source_file (id),
  row         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE touch (
  -- Interactions on deals.
  id         TEXT PRIMARY KEY,
  deal       TEXT NOT NULL REFERENCES deal (id),
  partner    TEXT REFERENCES partner (id),
  at         TEXT NOT NULL,               -- 'YYYY-MM-DDTHH:MM:SS', the vendor's clock
  kind       TEXT NOT NULL,
  milestones TEXT NOT NULL,               -- JSON: a list of texts
  file_id    INTEGER NOT NULL REFERENCES source_file (id),
  row        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE registration (
  -- Partners' claims to deals.
  id              TEXT PRIMARY KEY,
  deal            TEXT NOT NULL REFERENCES deal (id),
  partner         TEXT NOT NULL REFERENCES partner (id),
  role            TEXT NOT NULL,
  registered_on   TEXT NOT NULL,
  approved_on     TEXT,
  refused_on      TEXT,
  protected_until TEXT,
  file_id         INTEGER NOT NULL REFERENCES source_file (id),
  row             INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE overlap (
  -- Accounts found in common.
  id        TEXT PRIMARY KEY,
  partner   TEXT NOT NULL REFERENCES partner (id),
  account   TEXT NOT NULL,
  mapped_on TEXT NOT NULL,
  origin    TEXT NOT NULL,
  deal      TEXT REFERENCES deal (id),
  file_id   INTEGER NOT NULL REFERENCES source_file (id),
  row       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settlement (
  -- Invoices, collections and marketplace disbursements, in the deal's currency.
  id       TEXT PRIMARY KEY,
  deal     TEXT NOT NULL REFERENCES deal (id),
  line     TEXT,
  kind     TEXT NOT NULL CHECK (kind IN ('billed', 'collected', 'disbursed')),
  date     TEXT NOT NULL,
  currency TEXT NOT NULL,
  gross_e4 INTEGER NOT NULL,
  fee_e4   INTEGER,
  tax_e4   INTEGER,
  net_e4   INTEGER,
  file_id  INTEGER NOT NULL REFERENCES source_file (id),
  row      INTEGER NOT NULL,
  FOREIGN KEY (deal, line) REFERENCES line (deal, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE score (
  -- Dated figures about a partner, or about a customer.
  id       TEXT PRIMARY KEY,
  partner  TEXT REFERENCES partner (id),
  customer TEXT CHECK ((customer IS NULL) <> (partner IS NULL)),
  name     TEXT NOT NULL,
  date     TEXT NOT NULL,
  value_e8 INTEGER NOT NULL,
  file_id  INTEGER NOT NULL REFERENCES source_file (id),
  row      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE target (
  -- Numbers agreed with a partner, or with a group: money, or plain numbers.
  id            TEXT PRIMARY KEY,
  partner       TEXT REFERENCES partner (id),
  partner_group TEXT CHECK ((partner_group IS NULL) <> (partner IS NULL)),
  name          TEXT NOT NULL,
  measure       TEXT NOT NULL,
  period_from   TEXT NOT NULL,
  period_until  TEXT NOT NULL,
  currency      TEXT,
  amount_e4     INTEGER CHECK ((amount_e4 IS NULL) = (currency IS NULL)),
  number_e8     INTEGER CHECK ((number_e8 IS NULL) <> (amount_e4 IS NULL)),
  file_id       INTEGER NOT NULL REFERENCES source_file (id),
  row           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW deal_view AS
SELECT
  d.id, d.name, d.customer, d.stage, d.opened, d.closed, d.currency,
  printf('%s%d.%04d', iif(d.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    d.amount_e4 / 10000, abs(d.amount_e4 % 10000)) AS amount,
  iif(d.tax_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(d.tax_e4 BETWEEN -9999 AND -1, '-', ''),
    d.tax_e4 / 10000, abs(d.tax_e4 % 10000))) AS tax,
  iif(d.list_amount_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(d.list_amount_e4 BETWEEN -9999 AND -1, '-', ''),
    d.list_amount_e4 / 10000, abs(d.list_amount_e4 % 10000))) AS list_amount,
  iif(d.cost_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(d.cost_e4 BETWEEN -9999 AND -1, '-', ''),
    d.cost_e4 / 10000, abs(d.cost_e4 % 10000))) AS cost,
  iif(d.recurring_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(d.recurring_e4 BETWEEN -9999 AND -1, '-', ''),
    d.recurring_e4 / 10000, abs(d.recurring_e4 % 10000))) AS recurring,
  d.kind, d.term_start, d.term_end, d.cancelled_on, d.region, d.segment, d.origin, d.marketplace,
  d.offer, d.attributes,
  f.name AS file, d.row
FROM deal d JOIN source_file f ON f.id = d.file_id;

CREATE VIEW credit_view AS
SELECT
  c.id, c.deal, c.partner, p.name AS partner_name, c.role,
  iif(c.share_e8 IS NULL, NULL,
    printf('%s%d.%08d', iif(c.share_e8 BETWEEN -99999999 AND -1, '-', ''),
    c.share_e8 / 100000000, abs(c.share_e8 % 100000000))) AS share,
  c.evidence,
  f.name AS file, c.row
FROM credit c JOIN partner p ON p.id = c.partner JOIN source_file f ON f.id = c.file_id;

CREATE VIEW adjustment_view AS
SELECT
  a.id, a.deal, a.line, a.partner, a.date, a.currency,
  printf('%s%d.%04d', iif(a.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    a.amount_e4 / 10000, abs(a.amount_e4 % 10000)) AS amount,
  printf('%s%d.%08d', iif(a.quantity_e8 BETWEEN -99999999 AND -1, '-', ''),
    a.quantity_e8 / 100000000, abs(a.quantity_e8 % 100000000)) AS quantity,
  f.name AS file, a.row
FROM adjustment a JOIN source_file f ON f.id = a.file_id;

CREATE VIEW activity_view AS
SELECT
  a.id, a.partner, p.name AS partner_name, a.kind, a.date, a.valid_until, a.person,
  iif(a.quantity_e8 IS NULL, NULL,
    printf('%s%d.%08d', iif(a.quantity_e8 BETWEEN -99999999 AND -1, '-', ''),
    a.quantity_e8 / 100000000, abs(a.quantity_e8 % 100000000))) AS quantity,
  a.value_currency,
  iif(a.value_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(a.value_e4 BETWEEN -9999 AND -1, '-', ''),
    a.value_e4 / 10000, abs(a.value_e4 % 10000))) AS value,
  a.deal, a.evidence,
  f.name AS file, a.row
FROM activity a JOIN partner p ON p.id = a.partner JOIN source_file f ON f.id = a.file_id;

CREATE VIEW fund_event_view AS
SELECT
  e.id, e.fund, e.partner, p.name AS partner_name, e.request, e.step, e.activity, e.date,
  e.currency,
  printf('%s%d.%04d', iif(e.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    e.amount_e4 / 10000, abs(e.amount_e4 % 10000)) AS amount,
  iif(e.cost_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(e.cost_e4 BETWEEN -9999 AND -1, '-', ''),
    e.cost_e4 / 10000, abs(e.cost_e4 % 10000))) AS cost,
  e.deals,
  f.name AS file, e.row
FROM fund_event e JOIN partner p ON p.id = e.partner JOIN source_file f ON f.id = e.file_id;

CREATE VIEW settlement_view AS
SELECT
  s.id, s.deal, s.line, s.kind, s.date, s.currency,
  printf('%s%d.%04d', iif(s.gross_e4 BETWEEN -9999 AND -1, '-', ''),
    s.gross_e4 / 10000, abs(s.gross_e4 % 10000)) AS gross,
  iif(s.fee_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(s.fee_e4 BETWEEN -9999 AND -1, '-', ''),
    s.fee_e4 / 10000, abs(s.fee_e4 % 10000))) AS fee,
  iif(s.tax_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(s.tax_e4 BETWEEN -9999 AND -1, '-', ''),
    s.tax_e4 / 10000, abs(s.tax_e4 % 10000))) AS tax,
  iif(s.net_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(s.net_e4 BETWEEN -9999 AND -1, '-', ''),
    s.net_e4 / 10000, abs(s.net_e4 % 10000))) AS net,
  f.name AS file, s.row
FROM settlement s JOIN source_file f ON f.id = s.file_id;

CREATE VIEW score_view AS
SELECT
  s.id, s.partner, s.customer, s.name, s.date,
  printf('%s%d.%08d', iif(s.value_e8 BETWEEN -99999999 AND -1, '-', ''),
    s.value_e8 / 100000000, abs(s.value_e8 % 100000000)) AS value,
  f.name AS file, s.row
FROM score s JOIN source_file f ON f.id = s.file_id;

CREATE VIEW target_view AS
SELECT
  t.id, t.partner, t.partner_group, t.name, t.measure, t.period_from, t.period_until, t.currency,
  iif(t.amount_e4 IS NULL, NULL,
    printf('%s%d.%04d', iif(t.amount_e4 BETWEEN -9999 AND -1, '-', ''),
    t.amount_e4 / 10000, abs(t.amount_e4 % 10000))) AS amount,
  iif(t.number_e8 IS NULL, NULL,
    printf('%s%d.%08d', iif(t.number_e8 BETWEEN -99999999 AND -1, '-', ''),
    t.number_e8 / 100000000, abs(t.number_e8 % 100000000))) AS number,
  f.name AS file, t.row
FROM target t JOIN source_file f ON f.id = t.file_id;
