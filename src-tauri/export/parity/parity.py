"""Runs the SQL of bundles in other databases and compares every payout: `parity.py FOLDER...`."""

import sys
import time
import traceback
from pathlib import Path

from bundle import Bundle
from engines import ENGINES, FEW, Absent


def main(folders):
    bundles = [Bundle(path.parent) for folder in folders for path in sorted(Path(folder).glob("*/manifest.json"))]
    if not bundles:
        sys.exit("There is no bundle to compare.")
    table, failed = [], False
    for engine in ENGINES:
        try:
            running = engine()
        except Absent as why:
            print(f"skipped: {engine.target}: {why}", flush=True)
            continue
        taken = [one for one in bundles if engine not in FEW or is_large(one)]
        if len(taken) < len(bundles):
            print(f"skipped: {engine.target}: {len(bundles) - len(taken)} programs of cases", flush=True)
        began, payouts, differences = time.time(), 0, 0
        for bundle in taken:
            wrong, all_of_it = compare(running, bundle)
            payouts += all_of_it
            differences += wrong
        running.close()
        table.append((engine.target, running.version, len(taken), payouts, differences, time.time() - began))
        failed |= differences > 0
    print(f"\n{'engine':12}{'version':>10}{'programs':>10}{'payouts':>10}{'differences':>13}{'seconds':>9}")
    for name, version, programs, payouts, differences, seconds in table:
        print(f"{name:12}{version:>10}{programs:>10}{payouts:>10}{differences:>13}{seconds:>9.1f}")
    sys.exit(1 if failed or not table else 0)


def is_large(bundle):
    """The sample and the templates, for engines that plan slowly."""
    return not bundle.name.startswith("case-") or bundle.name.startswith("case-template-")


def compare(engine, bundle):
    """How many payouts of a bundle differ, and how many there are."""
    ours = bundle.payouts(bundle.exact(engine.target))
    try:
        theirs = engine.payouts(bundle)
    except Exception as error:
        print(f"{bundle.name}, {engine.target}: {str(error)[:900] or traceback.format_exc()}", flush=True)
        return max(len(ours), 1), len(ours)
    wrong = [one for one in ours.keys() | theirs.keys() if ours.get(one, 0) != theirs.get(one, 0)]
    for one in sorted(wrong)[:3]:
        print(f"{bundle.name}, {engine.target}: {one}: {ours.get(one, 0)} and {theirs.get(one, 0)}", flush=True)
    return len(wrong), len(ours)


main(sys.argv[1:])
