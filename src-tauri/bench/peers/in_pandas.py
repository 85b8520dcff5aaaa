"""Workload W in pandas: joins and groups of data frames."""

import numpy as np
import pandas as pd

import terms as t
from columns import YEARS, lines, payouts, rounded
from measured import folder, measure

deals, credits, rates, calendar = (
    pd.read_csv(f"{folder()}/{name}.csv") for name in ("deals", "credits", "rates", "calendar")
)
eligible = pd.DataFrame(
    [(f, k, t.STRATEGIC[f]) for f in range(t.FAMILIES) for k in range(t.KINDS) if t.ELIGIBLE[f][k]],
    columns=["family", "kind", "strategic"],
)
counts, pool_weight = np.array(t.REVENUE_ROLE, bool), np.array(t.POOL_WEIGHT, np.int64)
partners = int(credits.partner.max()) + 1


def grid(sums, width=t.QUARTERS):
    out = np.zeros((partners, width), np.int64)
    out[sums.index.get_level_values(0), sums.index.get_level_values(1)] = sums.to_numpy()
    return out


def shares(joined):
    """Each credit's part of its deal's pool, by largest remainder, ties by partner."""
    joined = joined.assign(share=pool_weight[joined.role.to_numpy()])
    of = joined.groupby("deal").share.agg(["sum", "size"])
    held = joined.merge(of[of["size"] > 1], left_on="deal", right_index=True)
    product = held.pool * held.share
    held["part"], held["remainder"] = product // held["sum"], product % held["sum"]
    held = held.sort_values(["deal", "remainder", "partner"], ascending=[True, False, True])
    by_deal = held.groupby("deal")
    left = held.pool - by_deal.part.transform("sum")
    held["part"] += (by_deal.cumcount() < left).astype(np.int64)
    return held.groupby(["partner", "quarter"]).part.sum()


def calculate():
    won = deals.merge(calendar, on="day").merge(eligible, on=["family", "kind"])
    won = won.merge(rates, on=["currency", "quarter"])
    won["amount"] = rounded(won.cents * won.millionths, 10_000)
    won["pool"] = np.minimum(rounded(won.amount * t.POOL_RATE, t.TO_CENTS), t.POOL_CAP)
    joined = credits.merge(won[["deal", "customer", "quarter", "strategic", "amount", "pool"]], on="deal")
    earning = joined[counts[joined.role.to_numpy()]]
    earning = earning.assign(credit=rounded(earning.amount * earning.weight, 10_000))
    earning["in_strategic"] = earning.credit * earning.strategic
    sums = earning.groupby(["partner", "quarter"])[["credit", "in_strategic"]].sum()
    customers = None
    if t.CUSTOMERS_FROM:
        by_year = earning.assign(year=earning.quarter // 4).groupby(["partner", "year"])
        customers = grid(by_year.customer.nunique(), YEARS)
    return payouts(grid(sums.credit), grid(sums.in_strategic), grid(shares(joined)), customers)


measure(calculate, lines)
