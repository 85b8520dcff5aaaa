"""The part of workload W that works on sums by partner and quarter, in numpy: for the two engines
that hold them as arrays."""

import numpy as np

import terms as t

YEARS = t.QUARTERS // 4


def rounded(above, below):
    """Half away from zero, for what is never below zero and an even divisor."""
    return (above + below // 2) // below


def reached(value, thresholds):
    """How many thresholds above the first one are reached."""
    return sum((value >= least).astype(np.int64) for least in thresholds[1:])


def payouts(revenue, strategic, pooled, customers):
    """Lines as four columns, from sums of the shape (partners, quarters), and customers by year
    where tiers ask for them."""
    by_year = revenue.reshape(-1, YEARS, 4).sum(2)
    reviewed = reached(by_year, t.TIER_FROM)
    if t.CUSTOMERS_FROM:
        reviewed = np.minimum(reviewed, reached(customers, t.CUSTOMERS_FROM))
    held = np.concatenate([np.zeros_like(reviewed[:, :1]), reviewed[:, :-1]], axis=1)
    tier = np.repeat(held, 4, axis=1)
    out = np.zeros(revenue.shape + (5,), np.int64)
    band = np.searchsorted(np.array(t.VOLUME_FROM), revenue, side="right") - 1
    out[:, :, t.VOLUME] = rounded(revenue * np.array(t.VOLUME_RATE)[band, tier], t.TO_CENTS)
    ends = t.STRATEGIC_FROM[1:] + [t.NO_END]
    slices = (
        np.maximum(np.minimum(strategic, end) - least, 0) * rate
        for least, end, rate in zip(t.STRATEGIC_FROM, ends, t.STRATEGIC_RATE)
    )
    out[:, :, t.STRATEGIC_REBATE] = rounded(sum(slices), t.TO_CENTS)
    value, base = revenue[:, 4:], revenue[:, :-4]
    level = sum((value * 10_000 >= base * least).astype(np.int64) for least in t.GROWTH_FROM)
    rate = np.where(base > 0, np.array([0] + t.GROWTH_RATE)[level], 0)
    out[:, 4:, t.GROWTH] = rounded(np.maximum(value - base, 0) * rate, t.TO_CENTS)
    out[:, :, t.CO_SELL] = pooled
    accrued = rounded(revenue * np.array(t.MDF_RATE)[tier], t.TO_CENTS).reshape(-1, YEARS, 4)
    upto = np.minimum(accrued.cumsum(2), t.MDF_CAP)
    out[:, :, t.MDF] = np.diff(upto, axis=2, prepend=0).reshape(revenue.shape)
    partner, quarter, incentive = np.nonzero(out)
    return partner, quarter, incentive, out[partner, quarter, incentive]


def lines(result):
    return zip(*(column.tolist() for column in result))
