"""LibreOffice, made to work every formula of workbooks out again."""

import csv
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

from bundle import compared, guarded, key
from databases import Absent

# It keeps the results in a file unless it is told to work them out again.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# All sheets as CSV, cells as they are and not as they are shown.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
# Workbooks that one start of it opens.
AT_ONCE = 40
# The row of the heads on the sheet of payouts.
HEAD = 3
SHARED = re.compile(r' t="s"><v>(\d+)</v>')
CELL = re.compile(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', re.S)


class Office:
    target, few = "Workbook", False

    def __init__(self):
        self.binary = shutil.which("soffice") or shutil.which("libreoffice")
        if not self.binary:
            raise Absent("LibreOffice is not there (Debian: libreoffice-calc)")
        said = subprocess.run([self.binary, "--version"], capture_output=True, text=True).stdout.split()
        self.version = said[1] if len(said) > 1 else "?"
        self.folder = Path(tempfile.mkdtemp(prefix="tierwright-parity-"))
        user = self.folder / "profile/user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")

    def tasks(self, bundles):
        """For each bundle its own workbook, one with other facts, and one with a number changed."""
        for bundle in bundles:
            if not bundle.rules(self.target, "exact"):
                continue
            book = parts(bundle.path("internal", "program.xlsx"))
            yield "own", bundle, bundle, book
            if foreign := bundle.foreign():
                yield "foreign", bundle, foreign, with_data(book, parts(foreign.path("internal", "program.xlsx")))
            for what, _, _, name, number in bundle.changes():
                yield what, bundle, bundle, with_cell(book, name, number)

    def answers(self, bundles):
        waiting = []
        for one in self.tasks(bundles):
            waiting.append(one)
            if len(waiting) == AT_ONCE:
                yield from self.worked_out(waiting)
                waiting = []
        yield from self.worked_out(waiting)

    def worked_out(self, tasks):
        if not tasks:
            return
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        files = []
        for at, (_, _, _, book) in enumerate(tasks):
            files.append(self.folder / f"book{at}.xlsx")
            with zipfile.ZipFile(files[-1], "w", zipfile.ZIP_DEFLATED) as archive:
                for name, data in book.items():
                    archive.writestr(name, data)
        subprocess.run([self.binary, f"-env:UserInstallation=file://{self.folder}/profile", "--headless",
                        "--convert-to", CSV, "--outdir", str(out), *map(str, files)],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        for at, (task, bundle, facts, _) in enumerate(tasks):
            try:
                found = payouts(out / f"book{at}-Payouts.csv")
            except Exception as error:
                found = error
            yield task, bundle, *compared(facts.sums(bundle.rules(self.target, "exact")), found)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def payouts(path):
    """What a sheet pays by partner, incentive and first day; its last row adds up."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    at = [rows[HEAD].index(name) for name in ("Partner id", "Incentive", "From", "Payout")]
    found = {}
    for row in rows[HEAD + 1 : -1]:
        partner, incentive, start, amount = (row[column] for column in at)
        one = key(guarded(partner), incentive, start)
        found[one] = found.get(one, 0) + Decimal(amount)
    return found


def parts(path):
    """The files in a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def sheet(book, name):
    """The path of a sheet by its name; ours are numbered in their order."""
    names = re.findall(r'<sheet name="([^"]*)"', book["xl/workbook.xml"])
    return f"xl/worksheets/sheet{names.index(name) + 1}.xml"


def with_cell(book, name, number):
    """A workbook with another number in a named cell; all results in it stay as they are."""
    cell = re.search(rf'<definedName name="{name}">Parameters!([^<]*)<', book["xl/workbook.xml"])
    place = cell.group(1).replace("$", "")
    path = sheet(book, "Parameters")
    text, changed = re.subn(rf'(<c r="{place}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{number}\g<2>", book[path])
    if changed != 1:
        raise ValueError(f"{name} is not one cell")
    return {**book, path: text}


def with_data(book, other):
    """A workbook whose measures and deals are those of another one; every formula stays its own."""
    texts = re.findall(r"<si>(.*?)</si>", other["xl/sharedStrings.xml"], re.S)
    changed = dict(book)
    for name in ("Measures", "Deals"):
        if f'<sheet name="{name}"' not in book["xl/workbook.xml"]:
            continue
        path = sheet(book, name)
        cells = {one.group(1): one.group(0) for one in CELL.finditer(other[sheet(other, name)])}

        def taken(own):
            cell = cells.get(own.group(1), own.group(0))
            if "<f" in own.group(0):
                return own.group(0)
            return SHARED.sub(lambda of: f' t="inlineStr"><is>{texts[int(of.group(1))]}</is>', cell)

        changed[path] = CELL.sub(taken, book[path])
    return changed
