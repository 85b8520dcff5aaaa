"""Runs a bundle's Spark SQL on its facts many times over: `many.py BUNDLE COPIES`.

Each copy has partners, deals and customers of its own, so the engine pays each of its partners what it pays
the first of them, and the comparison needs no second calculation: every payout of every copy is compared.
It holds for programs in which no partner's payout depends on other partners.
"""

import csv
import sys
import tempfile
import time
from pathlib import Path

from bundle import Bundle, key
from databases import Spark

# Columns that name something of a copy's own, in every table.
OWN = {"partner": ("id",), "deal": ("id", "customer")}
REFERS = ("partner", "deal")


def copied(path, table, into, copies, partners):
    """A table with each row once for every copy; how many rows that are."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        head, rows = next(rows), list(rows)
    own = [at for at, name in enumerate(head) if name in OWN.get(table, ()) or name in REFERS]
    place = head.index("place") if "place" in head else None
    once = not own
    with open(into, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        for copy in range(1 if once else copies):
            for row in rows:
                new = list(row)
                for at in own:
                    new[at] = marked(row[at], copy)
                if place is not None:
                    # Ties go by place: partners of a copy stay in their order.
                    new[place] = int(row[place]) + copy * partners
                writer.writerow(new)
    return len(rows) * (1 if once else copies)


def marked(text, copy):
    """The name of something in a copy; the first one keeps its own."""
    return f"{text}~{copy}" if text and copy else text


class Many:
    """The facts of a bundle many times over, as the Spark engine reads them."""

    def __init__(self, bundle, copies, folder):
        self.folder, self.load = folder, bundle.script("load", "spark")
        facts = folder / "internal/facts"
        facts.mkdir(parents=True)
        tables = {path.stem.removeprefix(bundle.mark): path for path in (bundle.folder / "internal/facts").glob("*.csv")}
        with open(tables["partner"], encoding="utf-8", newline="") as file:
            partners = sum(1 for _ in csv.reader(file)) - 1
        self.rows = {table: copied(path, table, facts / path.name, copies, partners) for table, path in tables.items()}

    def script(self, kind, slug):
        return self.load


def main(name, copies):
    bundle, copies = Bundle(name), int(copies)
    engine = Spark(large=True)
    ours = bundle.payouts(bundle.rules(engine.target, "exact"))
    equal, wrong = set(), []
    with tempfile.TemporaryDirectory(dir=bundle.folder.parent) as scratch:
        began = time.time()
        many = Many(bundle, copies, Path(scratch))
        print(f"{many.rows['deal']:,} deals, {many.rows['credit']:,} credits, {many.rows['partner']:,} partners, "
              f"written in {time.time() - began:.0f} s", flush=True)
        began = time.time()
        for row in engine.rows(many, bundle.script("payout", engine.slug)):
            one = key(row[0].split("~")[0], *row[1:6])
            if row[6] and ours.get(one, 0) == row[6]:
                equal.add(hash((row[0], one)))
            elif row[6]:
                wrong.append((one, row[0], row[6]))
        seconds = time.time() - began
    engine.close()
    # Every payout is one of a copy and equal to the first's, and none is missing.
    missing = copies * len([paid for paid in ours.values() if paid]) - len(equal)
    for one, partner, paid in wrong[:5]:
        print(f"{partner}, {one}: {ours.get(one, 0)} and {paid}")
    print(f"{engine.target} {engine.version}: {len(equal):,} payouts equal, {len(wrong):,} others, {missing:,} missing, {seconds:.0f} s")
    sys.exit(1 if wrong or missing else 0)


main(*sys.argv[1:])
