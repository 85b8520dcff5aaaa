"""The terms of fixtures/programs/workload.json as whole numbers. The lines of every engine are
compared to the cent, so a figure that differs here does not go unseen.

Money of deals and sums is in ten-thousandths, payouts are in cents, rates in basis points."""

import sys

UNIT = 10_000
FAMILIES = 12
KINDS = 2
# [family][kind]: the last family earns nothing, renewals earn in the first eight.
ELIGIBLE = [[int(f < 11 and (k == 0 or f < 8)) for k in range(KINDS)] for f in range(FAMILIES)]
STRATEGIC = [int(f < 4) for f in range(FAMILIES)]
# Sourced, influenced, resold, implemented: whether it is the partner's revenue, and its weight in a pool.
REVENUE_ROLE = [1, 1, 1, 0]
POOL_WEIGHT = [40, 15, 30, 15]
TIER_FROM = [0, 250_000 * UNIT, 1_000_000 * UNIT, 5_000_000 * UNIT]
# How many customers of the year a tier asks for besides; nothing where revenue alone decides.
CUSTOMERS_FROM = [0, 20, 60, 200] if sys.argv[4:] == ["customers"] else None
VOLUME_FROM = [0, 100_000 * UNIT, 500_000 * UNIT, 2_000_000 * UNIT]
# [band][tier]
VOLUME_RATE = [[0, 100, 150, 200], [50, 150, 250, 300], [100, 200, 350, 450], [150, 250, 450, 600]]
STRATEGIC_FROM = [0, 50_000 * UNIT, 200_000 * UNIT, 1_000_000 * UNIT]
STRATEGIC_RATE = [0, 100, 200, 300]
# In basis points of the baseline.
GROWTH_FROM = [11_000, 12_500, 15_000]
GROWTH_RATE = [200, 400, 600]
POOL_RATE = 300
POOL_CAP = 1_500_000
MDF_RATE = [150, 200, 250, 300]
MDF_CAP = 7_500_000
QUARTERS = 12
NO_END = 1 << 60
# From ten-thousandths times basis points to cents.
TO_CENTS = 1_000_000
# Positions of the incentives in the program.
VOLUME, STRATEGIC_REBATE, GROWTH, CO_SELL, MDF = range(5)
