"""Has other engines work out what bundles pay, and compares every payout: `parity.py FOLDER...`.

Each engine reads its own file of a bundle: SQL, the workbook, decision tables. It does so on the facts of
the bundle; where there are other facts of the same program beside it, on those too; and with one number of
the file changed, which the comparison has to notice.
"""

import sys
import time
from pathlib import Path

from bundle import Bundle
from databases import Absent, DuckDb, PostgreSql, Spark, Sqlite
from decisions import Dsntk, Zen
from office import Office

ENGINES = {
    "SQLite": Sqlite, "DuckDB": DuckDb, "PostgreSQL": PostgreSql, "Spark SQL": Spark,
    "LibreOffice": Office, "zen": Zen, "dsntk": Dsntk,
}
# Payouts at thresholds, beside them, at midpoints and caps that each engine has to work out.
FLOOR = 5_000
CHANGES = ("rate", "threshold", "cap")


class Row:
    """What an engine worked out."""

    def __init__(self, name, engine):
        self.name, self.engine, self.began = name, engine, time.time()
        self.programs = self.payouts = self.boundary = self.foreign = self.differ = 0
        self.noticed = set()

    def add(self, task, bundle, many, wrong):
        if task in CHANGES:
            self.noticed |= {task} if wrong else set()
            return
        self.programs += task == "own"
        self.payouts += many
        self.boundary += many if bundle.is_boundary else 0
        self.foreign += many if task == "foreign" else 0
        self.differ += len(wrong)
        for one in dict.fromkeys(wrong[:3]):
            print(f"{bundle.name}, {self.name}, {task} facts: {one}", flush=True)

    def lacks(self, bundles):
        """What it did not show, where there are facts for it."""
        if any(one.is_boundary for one in bundles):
            if self.boundary < FLOOR:
                yield f"{self.boundary:,} payouts at boundaries are fewer than {FLOOR:,}"
            if self.foreign == 0:
                yield "nothing was worked out on facts that the file was not exported with"
            yield from (f"a changed {what} was not noticed" for what in CHANGES if what not in self.noticed)


def main(folders):
    bundles = [Bundle(path.parent) for folder in folders for path in found(Path(folder))]
    if not bundles:
        sys.exit("There is no bundle to compare.")
    rows, failed = [], False
    for name, make in ENGINES.items():
        try:
            engine = make()
        except Absent as why:
            print(f"skipped: {name}: {why}", flush=True)
            continue
        taken = [one for one in bundles if not engine.few or is_large(one)]
        if len(taken) < len(bundles):
            print(f"skipped: {name}: {len(bundles) - len(taken)} programs of cases, for time", flush=True)
        row = Row(name, engine)
        for task in engine.answers(taken):
            row.add(*task)
        engine.close()
        row.seconds = time.time() - row.began
        row.refused = sum(len(one.rules(engine.target, "refused")) for one in taken)
        rows.append(row)
        for lack in row.lacks(taken):
            print(f"{name}: {lack}", flush=True)
            failed = True
        failed |= row.differ > 0
    print_table(rows)
    sys.exit(1 if failed or not rows else 0)


def found(folder):
    """The bundles in a folder, which may be one itself."""
    own = folder / "manifest.json"
    return [own] if own.is_file() else sorted(folder.glob("*/manifest.json"))


def is_large(bundle):
    """The sample, the templates and whatever was named, for engines that plan slowly."""
    return not bundle.name.startswith("case-") or bundle.name.startswith("case-template-")


def print_table(rows):
    print("\n| engine | programs | payouts | at boundaries | on other facts | differences | changes noticed | refused by name | seconds |")
    print("|---|---:|---:|---:|---:|---:|---|---:|---:|")
    for row in rows:
        noticed = ", ".join(what for what in CHANGES if what in row.noticed) or "-"
        print(f"| {row.name} {row.engine.version} | {row.programs:,} | {row.payouts:,} | {row.boundary:,} | "
              f"{row.foreign:,} | {row.differ:,} | {noticed} | {row.refused:,} | {row.seconds:.0f} |")


main(sys.argv[1:])
