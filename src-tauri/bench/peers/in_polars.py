"""Workload W in Polars: lazy data frames, all sums in whole numbers."""

import os

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import polars as pl

import terms as t
from measured import folder, measure

SMALL = {"family": pl.Int8, "kind": pl.Int8, "currency": pl.Int8, "role": pl.Int8}
NARROW = {"deal": pl.Int32, "customer": pl.Int32, "day": pl.Int32, "partner": pl.Int32, "quarter": pl.Int32}


def load(name):
    frame = pl.read_csv(f"{folder()}/{name}.csv")
    types = {column: kind for column, kind in (SMALL | NARROW).items() if column in frame.columns}
    return frame.cast(types)


deals, credits, rates, calendar = map(load, ("deals", "credits", "rates", "calendar"))
eligible = pl.DataFrame(
    [(f, k, t.STRATEGIC[f]) for f in range(t.FAMILIES) for k in range(t.KINDS) if t.ELIGIBLE[f][k]],
    schema=["family", "kind", "strategic"],
    orient="row",
).cast({"family": pl.Int8, "kind": pl.Int8})
roles = pl.DataFrame({"role": range(4), "share": t.POOL_WEIGHT}).cast({"role": pl.Int8})
col = pl.col


def rounded(above, below):
    """Half away from zero, for what is never below zero and an even divisor."""
    return (above + below // 2) // below


def picked(value, table):
    """The entry of a small table at a position."""
    found = pl.lit(table[0], pl.Int64)
    for at, entry in enumerate(table[1:], 1):
        found = pl.when(value == at).then(pl.lit(entry, pl.Int64)).otherwise(found)
    return found


def reached(value, thresholds):
    """How many thresholds above the first one are reached."""
    return sum((value >= least).cast(pl.Int64) for least in thresholds[1:])


def shares(joined):
    """Each credit's part of its deal's pool, by largest remainder, ties by partner."""
    whole = credits.lazy().join(roles.lazy(), on="role").group_by("deal")
    whole = whole.agg(whole=col("share").sum(), many=pl.len()).filter(col("many") > 1)
    parts = joined.join(whole, on="deal").join(roles.lazy(), on="role").with_columns(
        part=col("pool") * col("share") // col("whole"),
        remainder=col("pool") * col("share") % col("whole"),
    )
    left = parts.group_by("deal").agg(left=col("pool").first() - col("part").sum())
    ranked = parts.sort("deal", "remainder", "partner", descending=[False, True, False])
    ranked = ranked.with_row_index("row").with_columns(row=col("row").cast(pl.Int64))
    first = ranked.group_by("deal").agg(first=col("row").min())
    ranked = ranked.join(first, on="deal").join(left, on="deal")
    more = (col("row") - col("first") < col("left")).cast(pl.Int64)
    return ranked.group_by("partner", "quarter").agg(cents=(col("part") + more).sum())


def line(frame, incentive, cents):
    return frame.select(
        "partner", "quarter", pl.lit(incentive).alias("incentive"), cents.cast(pl.Int64).alias("cents")
    )


def calculate():
    won = deals.lazy().join(calendar.lazy(), on="day").join(eligible.lazy(), on=["family", "kind"])
    won = won.join(rates.lazy(), on=["currency", "quarter"])
    won = won.with_columns(amount=rounded(col("cents") * col("millionths"), 10_000))
    won = won.with_columns(
        pool=pl.min_horizontal(rounded(col("amount") * t.POOL_RATE, t.TO_CENTS), pl.lit(t.POOL_CAP))
    ).select("deal", "customer", "quarter", "strategic", "amount", "pool")
    joined = credits.lazy().join(won, on="deal").collect().lazy()
    credit = rounded(col("amount") * col("weight"), 10_000)
    sums = joined.filter(col("role") != 3).group_by("partner", "quarter").agg(
        revenue=credit.sum(), strategic=(credit * col("strategic")).sum()
    )
    sums = sums.with_columns(year=col("quarter") // 4).collect().lazy()
    reviewed = sums.group_by("partner", "year").agg(col("revenue").sum())
    tier = reached(col("revenue"), t.TIER_FROM)
    if t.CUSTOMERS_FROM:
        by_year = joined.filter(col("role") != 3).group_by("partner", year=col("quarter") // 4)
        reviewed = reviewed.join(by_year.agg(many=col("customer").n_unique()), on=["partner", "year"])
        tier = pl.min_horizontal(tier, reached(col("many"), t.CUSTOMERS_FROM))
    reviewed = reviewed.select("partner", col("year") + 1, tier=tier)
    before = sums.select("partner", col("quarter") + 4, baseline=col("revenue"))
    held = sums.join(reviewed, on=["partner", "year"], how="left")
    held = held.join(before, on=["partner", "quarter"], how="left")
    held = held.with_columns(col("tier").fill_null(0)).collect().lazy()
    return pl.concat(payouts(held, shares(joined))).filter(col("cents") != 0).collect()


def payouts(held, pooled):
    volume = pl.lit(0, pl.Int64)
    for least, by_tier in zip(t.VOLUME_FROM, t.VOLUME_RATE):
        volume = pl.when(col("revenue") >= least).then(picked(col("tier"), by_tier)).otherwise(volume)
    ends = t.STRATEGIC_FROM[1:] + [t.NO_END]
    slices = sum(
        pl.max_horizontal(pl.min_horizontal(col("strategic"), pl.lit(end)) - least, pl.lit(0)) * rate
        for least, end, rate in zip(t.STRATEGIC_FROM, ends, t.STRATEGIC_RATE)
    )
    growth = pl.lit(0, pl.Int64)
    for least, rate in zip(t.GROWTH_FROM, t.GROWTH_RATE):
        reaches = col("revenue") * 10_000 >= col("baseline") * least
        growth = pl.when(reaches).then(pl.lit(rate, pl.Int64)).otherwise(growth)
    grown = held.filter((col("baseline") > 0) & (col("revenue") > col("baseline")))
    accrued = rounded(col("revenue") * picked(col("tier"), t.MDF_RATE), t.TO_CENTS)
    mdf = held.select("partner", "quarter", "year", accrued=accrued).sort("partner", "quarter")
    mdf = mdf.with_columns(upto=col("accrued").cum_sum().over("partner", "year"))
    cap = pl.lit(t.MDF_CAP)
    within = pl.min_horizontal(col("upto"), cap) - pl.min_horizontal(col("upto") - col("accrued"), cap)
    return [
        line(held, t.VOLUME, rounded(col("revenue") * volume, t.TO_CENTS)),
        line(held, t.STRATEGIC_REBATE, rounded(slices, t.TO_CENTS)),
        line(grown, t.GROWTH, rounded((col("revenue") - col("baseline")) * growth, t.TO_CENTS)),
        line(pooled, t.CO_SELL, col("cents")),
        line(mdf, t.MDF, within),
    ]


measure(calculate, lambda frame: frame.select("partner", "quarter", "incentive", "cents").rows())
