"""Workload W in SQLite: data in its own tables in memory, SQL in whole numbers."""

import csv
import sqlite3

import terms as t
from measured import folder, measure

db = sqlite3.connect(":memory:")
TABLES = {
    "deals": "deal INTEGER PRIMARY KEY, customer INT, day INT, family INT, region INT, currency INT, cents INT, kind INT",
    "credits": "deal INT, partner INT, role INT, weight INT, PRIMARY KEY (deal, partner)",
    "rates": "currency INT, quarter INT, millionths INT, PRIMARY KEY (currency, quarter)",
    "calendar": "day INTEGER PRIMARY KEY, quarter INT",
}
for name, columns in TABLES.items():
    kept = " WITHOUT ROWID" if "PRIMARY KEY (" in columns else ""
    db.execute(f"CREATE TABLE {name} ({columns}){kept}")
    with open(f"{folder()}/{name}.csv", newline="") as file:
        rows = csv.reader(file)
        head = next(rows)
        db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(head))})", rows)


def table(name, columns, rows):
    db.execute(f"CREATE TABLE {name} ({columns})")
    db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)


table("eligible", "family INT, kind INT, strategic INT",
      [[f, k, t.STRATEGIC[f]] for f in range(t.FAMILIES) for k in range(t.KINDS) if t.ELIGIBLE[f][k]])
db.execute("CREATE UNIQUE INDEX of_eligible ON eligible(family, kind)")
table("roles", "role INTEGER PRIMARY KEY, pool_weight INT", list(enumerate(t.POOL_WEIGHT)))
asked = t.CUSTOMERS_FROM or [0] * 4
table("tiers", "tier INTEGER PRIMARY KEY, least INT, customers INT, mdf_rate INT",
      [[n, t.TIER_FROM[n], asked[n], t.MDF_RATE[n]] for n in range(4)])
table("volume", "tier INT, least INT, rate INT",
      [[n, t.VOLUME_FROM[b], t.VOLUME_RATE[b][n]] for n in range(4) for b in range(4)])
ends = t.STRATEGIC_FROM[1:] + [t.NO_END]
table("slices", "least INT, until INT, rate INT",
      [[t.STRATEGIC_FROM[b], ends[b], t.STRATEGIC_RATE[b]] for b in range(4)])
table("growth", "least INT, rate INT", list(zip(t.GROWTH_FROM, t.GROWTH_RATE)))


def rounded(above, below):
    """Half away from zero, for what is never below zero and an even divisor."""
    return f"(({above}) + {below} / 2) / {below}"


# Customers of each year.
CUSTOMERS = """
DROP TABLE IF EXISTS bought;
CREATE TEMP TABLE bought AS SELECT c.partner, w.quarter / 4 AS year, count(DISTINCT d.customer) customers
  FROM won w CROSS JOIN credits c ON c.deal = w.deal CROSS JOIN deals d ON d.deal = w.deal
  WHERE c.role <> 3 GROUP BY c.partner, year;
CREATE UNIQUE INDEX of_bought ON bought(partner, year);"""
WITH = ("JOIN bought USING (partner, year)", "AND s.customers >= tiers.customers", ", customers")
MADE, (JOINED, ENOUGH, KEPT) = (CUSTOMERS, WITH) if t.CUSTOMERS_FROM else ("", ("", "", ""))
SQL = f"""
DROP TABLE IF EXISTS won; DROP TABLE IF EXISTS sums; DROP TABLE IF EXISTS shares;
DROP TABLE IF EXISTS reviewed; DROP TABLE IF EXISTS held; DROP TABLE IF EXISTS payouts;
CREATE TEMP TABLE won (deal INTEGER PRIMARY KEY, quarter INT, strategic INT, amount INT, pool INT);
INSERT INTO won SELECT deal, quarter, strategic, amount,
    min({rounded(f'amount * {t.POOL_RATE}', t.TO_CENTS)}, {t.POOL_CAP})
  FROM (SELECT deal, c.quarter, e.strategic, {rounded('d.cents * r.millionths', 10000)} amount
    FROM deals d JOIN calendar c ON c.day = d.day
    JOIN eligible e ON e.family = d.family AND e.kind = d.kind
    JOIN rates r ON r.currency = d.currency AND r.quarter = c.quarter);
CREATE TEMP TABLE sums AS SELECT partner, quarter, sum(credit) revenue, sum(credit * strategic) strategic
  FROM (SELECT c.partner, w.quarter, w.strategic, {rounded('w.amount * c.weight', 10000)} credit
    FROM won w CROSS JOIN credits c ON c.deal = w.deal WHERE c.role <> 3)
  GROUP BY partner, quarter;
CREATE UNIQUE INDEX of_sums ON sums(partner, quarter);
CREATE TEMP TABLE shares AS
  WITH parts AS (
    SELECT c.deal, c.partner, w.quarter, w.pool, w.pool * r.pool_weight product,
      sum(r.pool_weight) OVER (PARTITION BY c.deal) whole, count(*) OVER (PARTITION BY c.deal) many
    FROM won w CROSS JOIN credits c ON c.deal = w.deal CROSS JOIN roles r ON r.role = c.role),
  ranked AS (
    SELECT partner, quarter, product / whole part, pool - sum(product / whole) OVER (PARTITION BY deal) over_all,
      row_number() OVER (PARTITION BY deal ORDER BY product % whole DESC, partner) place
    FROM parts WHERE many > 1)
  SELECT partner, quarter, sum(part + (place <= over_all)) cents FROM ranked GROUP BY partner, quarter;
{MADE}
CREATE TEMP TABLE reviewed AS SELECT partner, year,
    (SELECT max(tier) FROM tiers WHERE s.revenue >= least {ENOUGH}) tier
  FROM (SELECT partner, year, revenue{KEPT} FROM
    (SELECT partner, quarter / 4 AS year, sum(revenue) revenue FROM sums GROUP BY partner, year) {JOINED}) s;
CREATE UNIQUE INDEX of_reviewed ON reviewed(partner, year);
CREATE TEMP TABLE held AS SELECT s.*, coalesce(r.tier, 0) tier, b.revenue baseline
  FROM sums s LEFT JOIN reviewed r ON r.partner = s.partner AND r.year = s.quarter / 4 - 1
  LEFT JOIN sums b ON b.partner = s.partner AND b.quarter = s.quarter - 4;
CREATE TEMP TABLE payouts AS SELECT * FROM (
  SELECT partner, quarter, {t.VOLUME} incentive,
    {rounded('revenue * (SELECT rate FROM volume v WHERE v.tier = held.tier AND v.least <= revenue ORDER BY least DESC LIMIT 1)', t.TO_CENTS)} cents
    FROM held
  UNION ALL SELECT partner, quarter, {t.STRATEGIC_REBATE},
    {rounded('SELECT sum((min(strategic, until) - least) * rate) FROM slices WHERE least < strategic', t.TO_CENTS)}
    FROM held
  UNION ALL SELECT partner, quarter, {t.GROWTH},
    {rounded('(revenue - baseline) * (SELECT max(rate) FROM growth WHERE revenue * 10000 >= baseline * least)', t.TO_CENTS)}
    FROM held WHERE baseline > 0
  UNION ALL SELECT partner, quarter, {t.CO_SELL}, cents FROM shares
  UNION ALL SELECT partner, quarter, {t.MDF}, min(upto, {t.MDF_CAP}) - min(upto - accrued, {t.MDF_CAP})
    FROM (SELECT partner, quarter, accrued,
        sum(accrued) OVER (PARTITION BY partner, quarter / 4 ORDER BY quarter) upto
      FROM (SELECT partner, quarter, {rounded('revenue * mdf_rate', t.TO_CENTS)} accrued
        FROM held JOIN tiers USING (tier)))
) WHERE cents <> 0;"""


def calculate():
    db.executescript(SQL)
    return db.execute("SELECT sum(cents) FROM payouts").fetchone()


measure(calculate, lambda _: db.execute("SELECT partner, quarter, incentive, cents FROM payouts"))
