"""A bundle as other engines read it: its facts, its scripts, and what it pays."""

import csv
import json
from pathlib import Path


class Bundle:
    """One exported folder."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.name = self.folder.name
        self.manifest = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        self.mark = "SAMPLE-" if self.manifest["sample"] else ""

    def script(self, kind, slug):
        """The text of `tables`, `load` or `payout` for a database."""
        return (self.folder / f"deploy/sql/{self.mark}{kind}.{slug}.sql").read_text("utf-8")

    def exact(self, target):
        """The incentives that a target works out."""
        targets = self.manifest["proof"]["targets"]
        return {id for one in targets if one["target"] == target for id in one["exact"]}

    def payouts(self, exact):
        """What the engine pays, in minor units, by what tells a payout."""
        path = self.folder / f"internal/{self.mark}payouts.csv"
        with open(path, encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            return {
                key(row["partner_id"], row["period_from"], row["period_until"], row["incentive_id"],
                    row["account"], row["state"]): int(row["amount"].replace(".", ""))
                for row in rows
                if row["incentive_id"] in {guarded(one) for one in exact}
            }


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
