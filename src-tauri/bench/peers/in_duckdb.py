"""Workload W in DuckDB: data in its own tables, two threads, sums in whole numbers."""

import duckdb

import terms as t
from measured import folder, measure

db = duckdb.connect()
db.execute("SET threads = 2")
db.execute("SET enable_progress_bar = false")
FILE = "read_csv('" + folder() + "/{}.csv', header = true)"
TABLES = {
    "deals": "deal::INT deal, customer::INT customer, day::INT AS day, family::TINYINT family,"
    " currency::TINYINT currency, cents::BIGINT cents, kind::TINYINT kind",
    "credits": "deal::INT deal, partner::INT partner, role::TINYINT AS role, weight::INT weight",
    "rates": "currency::TINYINT currency, quarter::INT AS quarter, millionths::BIGINT millionths",
    "calendar": "day::INT AS day, quarter::INT AS quarter",
}
for name, columns in TABLES.items():
    db.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM {FILE.format(name)}")


def table(name, columns, rows):
    db.execute(f"CREATE TABLE {name}({columns})")
    db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)


families = range(t.FAMILIES)
table(
    "eligible",
    "family TINYINT, kind TINYINT, strategic BIGINT",
    [[f, k, t.STRATEGIC[f]] for f in families for k in range(t.KINDS) if t.ELIGIBLE[f][k]],
)
table(
    "roles",
    "role TINYINT, counts BIGINT, pool_weight BIGINT",
    [[r, t.REVENUE_ROLE[r], t.POOL_WEIGHT[r]] for r in range(4)],
)
asked = t.CUSTOMERS_FROM or [0] * 4
table("tiers", "tier INT, least BIGINT, customers BIGINT, mdf_rate BIGINT",
      [[n, t.TIER_FROM[n], asked[n], t.MDF_RATE[n]] for n in range(4)])
table("volume", "tier INT, least BIGINT, rate BIGINT",
      [[n, t.VOLUME_FROM[b], t.VOLUME_RATE[b][n]] for n in range(4) for b in range(4)])
ends = t.STRATEGIC_FROM[1:] + [t.NO_END]
table("slices", "least BIGINT, until BIGINT, rate BIGINT",
      [[t.STRATEGIC_FROM[b], ends[b], t.STRATEGIC_RATE[b]] for b in range(4)])
table("growth", "least BIGINT, rate BIGINT", [list(row) for row in zip(t.GROWTH_FROM, t.GROWTH_RATE)])

# Half away from zero, for what is never below zero and an even divisor.
db.execute("CREATE MACRO rounded(n, d) AS (n + d // 2) // d")
# Customers of each year, at its first quarter.
CUSTOMERS = """
CREATE OR REPLACE TEMP TABLE bought AS
  SELECT c.partner, w.quarter // 4 * 4 AS quarter, count(DISTINCT w.customer) customers
  FROM credits c JOIN won w ON w.deal = c.deal WHERE c.role <> 3 GROUP BY ALL;"""
WITH = ("JOIN bought USING (partner, quarter)", "AND bought.customers >= t.customers")
MADE, (JOINED, ENOUGH) = (CUSTOMERS, WITH) if t.CUSTOMERS_FROM else ("", ("", ""))
SQL = f"""
CREATE OR REPLACE TEMP TABLE won AS
  SELECT deal, d.customer, c.quarter, e.strategic, rounded(d.cents * r.millionths, 10000) amount,
    least(rounded(rounded(d.cents * r.millionths, 10000) * {t.POOL_RATE}, {t.TO_CENTS}), {t.POOL_CAP}) pool
  FROM deals d JOIN calendar c ON c.day = d.day
  JOIN eligible e ON e.family = d.family AND e.kind = d.kind
  JOIN rates r ON r.currency = d.currency AND r.quarter = c.quarter;
CREATE OR REPLACE TEMP TABLE sums AS
  SELECT partner, quarter, sum(credit)::BIGINT revenue, sum(credit * strategic)::BIGINT strategic
  FROM (SELECT c.partner, w.quarter, w.strategic, rounded(w.amount * c.weight, 10000) credit
    FROM credits c JOIN won w ON w.deal = c.deal WHERE c.role <> 3)
  GROUP BY partner, quarter;
{MADE}
CREATE OR REPLACE TEMP TABLE shares AS
  WITH whole AS (
    SELECT deal, sum(pool_weight)::BIGINT whole FROM credits JOIN roles USING (role)
    GROUP BY deal HAVING count(*) > 1),
  parts AS (
    SELECT c.deal, c.partner, w.quarter, w.pool, w.pool * r.pool_weight // h.whole part,
      w.pool * r.pool_weight % h.whole remainder
    FROM credits c JOIN won w ON w.deal = c.deal JOIN whole h ON h.deal = c.deal
    JOIN roles r ON r.role = c.role),
  ranked AS (
    SELECT partner, quarter, part, pool - sum(part) OVER same AS over_all,
      row_number() OVER (PARTITION BY deal ORDER BY remainder DESC, partner) place
    FROM parts WINDOW same AS (PARTITION BY deal))
  SELECT partner, quarter, sum(part + (place <= over_all)::BIGINT)::BIGINT cents
  FROM ranked GROUP BY partner, quarter;
CREATE OR REPLACE TEMP TABLE held AS
  WITH reviewed AS (
    SELECT partner, quarter // 4 AS year, max(t.tier) tier
    FROM (SELECT partner, quarter // 4 * 4 AS quarter, sum(revenue)::BIGINT revenue FROM sums GROUP BY ALL) s {JOINED}
    JOIN tiers t ON s.revenue >= t.least {ENOUGH} GROUP BY ALL)
  SELECT s.*, coalesce(r.tier, 0) tier, b.revenue baseline
  FROM sums s LEFT JOIN reviewed r ON r.partner = s.partner AND r.year = s.quarter // 4 - 1
  LEFT JOIN sums b ON b.partner = s.partner AND b.quarter = s.quarter - 4;
CREATE OR REPLACE TEMP TABLE payouts AS SELECT * FROM (
  SELECT partner, quarter, {t.VOLUME} AS incentive, rounded(revenue * v.rate, {t.TO_CENTS}) cents
    FROM held ASOF JOIN volume v ON v.tier = held.tier AND held.revenue >= v.least
  UNION ALL SELECT partner, quarter, {t.STRATEGIC_REBATE},
    rounded(sum((least(strategic, until) - least) * rate)::BIGINT, {t.TO_CENTS})
    FROM held JOIN slices ON least < strategic GROUP BY partner, quarter
  UNION ALL SELECT partner, quarter, {t.GROWTH}, rounded((revenue - baseline) * max(rate), {t.TO_CENTS})
    FROM held JOIN growth ON revenue * 10000 >= baseline * least
    WHERE baseline > 0 GROUP BY partner, quarter, revenue, baseline
  UNION ALL SELECT partner, quarter, {t.CO_SELL}, cents FROM shares
  UNION ALL SELECT partner, quarter, {t.MDF}, least(upto, {t.MDF_CAP}) - least(upto - accrued, {t.MDF_CAP})
    FROM (SELECT partner, quarter, accrued,
        (sum(accrued) OVER (PARTITION BY partner, quarter // 4 ORDER BY quarter))::BIGINT upto
      FROM (SELECT partner, quarter, rounded(revenue * mdf_rate, {t.TO_CENTS}) accrued
        FROM held JOIN tiers USING (tier)))
) WHERE cents <> 0;"""


def calculate():
    db.execute(SQL)
    return db.execute("SELECT sum(cents) FROM payouts").fetchone()


measure(calculate, lambda _: db.execute("SELECT partner, quarter, incentive, cents FROM payouts").fetchall())
