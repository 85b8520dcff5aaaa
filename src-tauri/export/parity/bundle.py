"""A bundle as other engines read it: its facts, its files for each target, and what it pays."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path


class Bundle:
    """One exported folder."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.name = self.folder.name
        self.manifest = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        self.mark = "SAMPLE-" if self.manifest["sample"] else ""

    def path(self, folder, name):
        """The path of a file, which says SAMPLE where the facts are made up."""
        return self.folder / folder / (self.mark + name)

    def script(self, kind, slug):
        """The text of `tables`, `load` or `payout` for a database."""
        return self.path("deploy/sql", f"{kind}.{slug}.sql").read_text("utf-8")

    def rules(self, target, how):
        """The ids of the incentives that a target works out (`exact`) or refuses (`refused`)."""
        targets = self.manifest["proof"]["targets"]
        of = next((one for one in targets if one["target"] == target), None)
        found = of[how] if of else []
        return {one if how == "exact" else one["incentive"] for one in found}

    def lines(self, exact):
        """The payout lines of some incentives."""
        exact = {guarded(one) for one in exact}
        with open(self.path("internal", "payouts.csv"), encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if row["incentive_id"] in exact]

    def payouts(self, exact):
        """What the engine pays, in minor units, by what tells a payout."""
        return {
            key(*(row[name] for name in ("partner_id", "period_from", "period_until", "incentive_id", "account", "state"))):
            int(row["amount"].replace(".", "")) for row in self.lines(exact)
        }

    def sums(self, exact):
        """What the engine pays by partner, name of the incentive and first day, as the workbook has it."""
        program = json.loads(self.path("deploy", "spec.json").read_text("utf-8"))
        names = {guarded(one["id"]): one["name"] for one in program["incentives"]}
        found = {}
        for row in self.lines(exact):
            one = key(row["partner_id"], names[row["incentive_id"]], row["period_from"])
            found[one] = found.get(one, 0) + Decimal(row["amount"])
        return found

    @property
    def is_boundary(self):
        """Whether its facts lie at every threshold and cap."""
        return self.name.startswith("boundaries-")

    def beside(self, ending):
        """A file that tests left beside the bundle."""
        return self.folder.with_name(self.name + ending)

    def foreign(self):
        """The bundle of the same program over other facts, where there is one."""
        folder = self.beside("-foreign")
        return Bundle(folder) if folder.is_dir() else None

    def changes(self):
        """Numbers of the program to change: what it is, in SQL from and to, in the workbook name and number."""
        path = self.beside(".changes.json")
        return json.loads(path.read_text("utf-8")) if path.is_file() else []


def with_number(script, before, after):
    """A script with a number in place of another one, wherever it stands alone."""
    return re.sub(rf"(?<![A-Za-z0-9_]){before}(?![A-Za-z0-9_])", after, script)


def compared(expected, found):
    """How many payouts there are, and each that differs, in words; what failed is all wrong."""
    if isinstance(found, Exception):
        return len(expected), [f"{type(found).__name__}: {str(found)[:600]}"] * max(len(expected), 1)
    keys = sorted(one for one in expected.keys() | found.keys() if expected.get(one, 0) != found.get(one, 0))
    return len(expected), [f"{one}: {expected.get(one, 0)} and {found.get(one, 0)}" for one in keys]


def guarded(text):
    """An id as it stands in files: those of fixtures begin plainly, but for what could be a formula."""
    return "'" + text if text[:1] in "=+-@'\t\r\n" else text


def key(*parts):
    return tuple(str(part) for part in parts)


def statements(script):
    """The statements of a script one by one; texts may hold semicolons and line ends."""
    found, start, at, quoted = [], 0, 0, False
    while at < len(script):
        letter = script[at]
        if quoted:
            if letter == "\\" and script[at + 1 : at + 2] in ("\\", "'"):
                at += 1
            elif letter == "'":
                quoted = False
        elif letter == "'":
            quoted = True
        elif script.startswith("--", at):
            at = script.find("\n", at)
            continue
        elif letter == ";":
            found.append(script[start:at])
            start = at + 1
        at += 1
    return [one for one in found if one.strip()]
