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
    with tempfile.TemporaryDirectory(dir=bundle.folder.parent) as scratch:
        began = time.time()
        many = Many(bundle, copies, Path(scratch))
        print(f"{many.rows['deal']:,} deals, {many.rows['credit']:,} credits, {many.rows['partner']:,} partners "
              f"written in {time.time() - began:.0f} s", flush=True)
        began = time.time()
        found = engine.payouts(many, bundle.script("payout", engine.slug))
        seconds = time.time() - began
    engine.close()
    ours = bundle.payouts(bundle.rules(engine.target, "exact"))
    expected = {key(marked(one[0], copy), *one[1:]): paid for copy in range(copies) for one, paid in ours.items()}
    wrong = [one for one in expected.keys() | found.keys() if expected.get(one, 0) != found.get(one, 0)]
    for one in sorted(wrong)[:5]:
        print(f"{one}: {expected.get(one, 0)} and {found.get(one, 0)}")
    print(f"{engine.target} {engine.version}: {len(expected):,} payouts, {len(wrong):,} differences, {seconds:.0f} s")
    sys.exit(1 if wrong else 0)


main(*sys.argv[1:])
