"""Workload W in numpy: columns in arrays, credits in order of deal."""

import numpy as np

import terms as t
from columns import YEARS, lines, payouts, rounded
from measured import folder, measure


def load(name):
    table = np.loadtxt(f"{folder()}/{name}.csv", delimiter=",", skiprows=1, dtype=np.int64)
    return [np.ascontiguousarray(column) for column in table.T]


_, customer, day, family, _, currency, cents, kind = load("deals")
deal, partner, role, weight = load("credits")
rates = np.zeros((currency.max() + 1, t.QUARTERS), np.int64)
for of, quarter_of, millionths in zip(*load("rates")):
    if of < len(rates):
        rates[of, quarter_of] = millionths
calendar = load("calendar")[1]
eligible, strategic = np.array(t.ELIGIBLE, bool), np.array(t.STRATEGIC, np.int64)
counts, pool_weight = np.array(t.REVENUE_ROLE, bool), np.array(t.POOL_WEIGHT, np.int64)
partners = int(partner.max()) + 1
starts = np.searchsorted(deal, np.arange(len(day)))
many = np.diff(np.append(starts, len(deal)))


def by_quarter(key, values):
    # Sums stay below 2^53, so that floating point holds them exactly.
    sums = np.bincount(key, weights=values, minlength=partners * t.QUARTERS)
    return sums.astype(np.int64).reshape(partners, t.QUARTERS)


def customers_by_year(earns, year):
    """Different customers by partner and year."""
    each = (partner[earns] * YEARS + year) * (int(customer.max()) + 1) + customer[deal[earns]]
    places = np.unique(each) // (int(customer.max()) + 1)
    return np.bincount(places, minlength=partners * YEARS).reshape(partners, YEARS)


def shares(pool, passes, key):
    """Each credit's part of its deal's pool, by largest remainder, ties by partner."""
    held = passes[deal] & (many[deal] > 1)
    of, parts_weight = deal[held], pool_weight[role[held]]
    begins = np.flatnonzero(np.diff(of, prepend=-1))
    sizes = np.diff(np.append(begins, len(of)))
    whole = np.repeat(np.add.reduceat(parts_weight, begins), sizes)
    product = pool[of] * parts_weight
    part, remainder = product // whole, product % whole
    left = np.repeat(pool[of[begins]] - np.add.reduceat(part, begins), sizes)
    order = np.lexsort((-remainder, of))
    place = np.empty_like(order)
    place[order] = np.arange(len(of)) - np.repeat(begins, sizes)
    return by_quarter(key[held], part + (place < left))


def calculate():
    quarter = calendar[day]
    passes = eligible[family, kind]
    amount = rounded(cents * rates[currency, quarter], 10_000)
    pool = np.minimum(rounded(amount * t.POOL_RATE, t.TO_CENTS), t.POOL_CAP)
    key = partner * t.QUARTERS + quarter[deal]
    earns = passes[deal] & counts[role]
    credit = rounded(amount[deal[earns]] * weight[earns], 10_000)
    revenue = by_quarter(key[earns], credit)
    in_strategic = by_quarter(key[earns], credit * strategic[family[deal[earns]]])
    customers = customers_by_year(earns, quarter[deal[earns]] // 4) if t.CUSTOMERS_FROM else None
    return payouts(revenue, in_strategic, shares(pool, passes, key), customers)


measure(calculate, lines)
