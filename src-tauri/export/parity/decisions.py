"""Asks the decisions of bundles in the zen engine and in a DMN engine, and compares every answer.

Beside each bundle lies what its history gives the decisions and what the engine pays for it
(`NAME.decisions.jsonl`). A bundle's own test cases are asked as well. Then a number of each decision is
changed, and the comparison has to fail.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from pathlib import Path

TCK = "{http://www.omg.org/spec/DMN/20160719/testcase}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


class Decided:
    """What a bundle decides, and what is asked of it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.name = self.folder.name
        manifest = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        mark = "SAMPLE-" if manifest["sample"] else ""
        self.jdm = (self.folder / f"deploy/{mark}program.jdm.json").read_text("utf-8")
        self.dmn = (self.folder / f"deploy/{mark}program.dmn").read_text("utf-8")
        beside = self.folder.with_name(self.name + ".decisions.jsonl")
        lines = beside.read_text("utf-8").splitlines() if beside.is_file() else []
        self.asked = [json.loads(line) for line in lines]
        self.asked += cases(self.folder / f"deploy/{mark}program-test-01.xml", self.jdm)


def cases(path, jdm):
    """The test cases of a model as questions; a GoRules decision is asked by the rule's id."""
    ids, tracks = dict(named(jdm, "incentive")), dict(named(jdm, "track"))
    found = []
    for case in ElementTree.parse(path).getroot().iter(TCK + "testCase"):
        result = case.find(TCK + "resultNode")
        decision = result.get("name")
        given = {}
        for node in case.iter(TCK + "inputNode"):
            value = node.find(TCK + "value")
            kind, text = value.get(TYPE), value.text or ""
            given[node.get("name")] = (
                Decimal(text) if kind == "xsd:decimal" else text == "true" if kind == "xsd:boolean" else text
            )
        if decision.endswith("_level"):
            # A ladder of GoRules reads its own measures; a model keeps those of each apart.
            ladder = decision[: -len("_level")]
            given = {name.removeprefix(ladder + "_"): value for name, value in given.items()}
            found.append({"decision": decision, "given": {"track": tracks[ladder], **given},
                          "answer": "level", "is": result.find(f"{TCK}expected/{TCK}value").text})
            continue
        deal = decision.endswith("_deal")
        rule = decision[: -len("_deal")] if deal else decision
        given["incentive"] = ids[rule]
        if deal:
            given["step"] = "deal"
        elif "earned" in given:
            given["step"] = "payout"
        days = [node.get("name") for node in case.iter(TCK + "inputNode")
                if node.find(TCK + "value").get(TYPE) == "xsd:date"]
        found.append({"decision": decision, "given": given, "days": days,
                      "answer": "earned" if deal else "payout",
                      "is": result.find(f"{TCK}expected/{TCK}value").text})
    return found


def named(jdm, what):
    """The ids of rules or ladders by the names of their decisions."""
    graph = json.loads(jdm)
    switch = next(node for node in graph["nodes"] if node["type"] == "switchNode")
    for statement in switch["content"]["statements"]:
        found = re.match(what + r' == "([^"]*)"', statement["condition"])
        if found:
            name = statement["id"][: -len("_asked")]
            yield name.removesuffix("_pays"), found.group(1)


def number(value):
    return float(value) if isinstance(value, Decimal) else value


class Zen:
    target = "GoRules zen"

    def __init__(self):
        import importlib.metadata
        import zen
        self.version = importlib.metadata.version("zen-engine")
        self.engine = zen.ZenEngine()

    def text(self, decided):
        return decided.jdm

    def wrong(self, text, asked):
        decision = self.engine.create_decision(text)
        wrong = []
        for one in asked:
            given = {name: number(value) for name, value in one["given"].items()}
            try:
                got = decision.evaluate(given)["result"].get(one["answer"])
            except Exception as error:
                got = str(error)[:200]
            if one["answer"] == "level":
                if got != one["is"]:
                    wrong.append((one, got))
                continue
            # A number of at most 15 digits comes back from floating point as it was.
            if not isinstance(got, (int, float)) or Decimal(repr(got)) != Decimal(one["is"]):
                wrong.append((one, got))
        return wrong


class Dsntk:
    target = "DMN (dsntk)"

    def __init__(self):
        self.binary = os.environ.get("TIERWRIGHT_DSNTK") or shutil.which("dsntk")
        if not self.binary:
            raise ImportError("dsntk is not there (cargo install dsntk --version 0.3.0, or TIERWRIGHT_DSNTK)")
        said = subprocess.run([self.binary, "--version"], capture_output=True, text=True).stdout
        self.version = said.split()[-1] if said.split() else "?"

    def text(self, decided):
        return decided.dmn

    def wrong(self, text, asked):
        """All questions of one decision are one test file of FEEL."""
        wrong = []
        with tempfile.TemporaryDirectory() as scratch:
            model, tests = Path(scratch) / "program.dmn", Path(scratch) / "tests.feel"
            model.write_text(text, "utf-8")
            for name in sorted({one["decision"] for one in asked}):
                of = [one for one in asked if one["decision"] == name]
                tests.write_text("\n".join("%%% " + feel(one) for one in of), "utf-8")
                done = subprocess.run([self.binary, "tdm", "--invocable", name, "--color", "never", str(tests), str(model)],
                                      capture_output=True, text=True)
                lines = re.findall(r"^test (\d+) \.\.\. (\w+)(.*(?:\n    .*)*)", done.stdout, re.M)
                bad = [(of[int(at) - 1], why.strip()) for at, how, why in lines if how != "ok"]
                if len(lines) != len(of):
                    wrong.append((of[0], f"{len(lines)} of {len(of)} answered: {(done.stderr or done.stdout)[-300:]}"))
                wrong += bad
        return wrong


def feel(one):
    """A question and its answer as FEEL."""
    def value(name, given):
        if isinstance(given, bool):
            return str(given).lower()
        if name in one.get("days", []) or name == "day":
            return f'date("{given}")'
        if isinstance(given, str):
            return '"' + given.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return format(Decimal(str(given)), "f")

    given = {name: given for name, given in one["given"].items() if name not in ("incentive", "step", "track")}
    if one["answer"] == "level":
        ladder = one["decision"].removesuffix("level")
        given = {ladder + name: value for name, value in given.items()}
    inside = ", ".join(f"{name}: {value(name, given)}" for name, given in given.items())
    answer = f'"{one["is"]}"' if one["answer"] == "level" else one["is"]
    return f"{{{inside}}}, {answer}"


def changed(text):
    """The same with one number of a table, a threshold or a cap changed, one by one."""
    for what, pattern in (
        ("rate", r'(_out\d+":"|<outputEntry>\s*<text>)(0\.\d*[1-9])'),
        ("threshold", r'(>=? |&gt;=? )([1-9]\d*(?:\.\d+)?)(?="|</text>)'),
        ("cap", r'(min\(\[?(?:[\w$.]*limited|[\w$.]*rounded|paid_before \+ [\w$.]*limited), )(\d+(?:\.\d+)?)'),
    ):
        found = list(re.finditer(pattern, text))
        if found:
            yield what, [
                text[: one.start(2)] + str(Decimal(one.group(2)) * Decimal("0.97")) + text[one.end(2):]
                for one in found
            ]


def main(folder):
    decided = [Decided(path.parent) for path in sorted(Path(folder).glob("*/manifest.json"))]
    decided = [one for one in decided if one.asked]
    table, failed = [], False
    for make in (Zen, Dsntk):
        try:
            engine = make()
        except ImportError as why:
            print(f"skipped: {make.target}: {why}", flush=True)
            continue
        began, asked, wrong, noticed = time.time(), 0, 0, {}
        for one in decided:
            odd = engine.wrong(engine.text(one), one.asked)
            for question, got in odd[:3]:
                print(f"{one.name}, {engine.target}: {question}: {got}", flush=True)
            asked, wrong = asked + len(one.asked), wrong + len(odd)
            for what, texts in changed(engine.text(one)):
                if noticed.get(what, 0) < 12:
                    for text in texts[:3]:
                        noticed[what] = noticed.get(what, 0) + bool(engine.wrong(text, one.asked))
        for what in ("rate", "threshold", "cap"):
            if not noticed.get(what):
                print(f"{engine.target}: a changed {what} was not noticed", flush=True)
                failed = True
        table.append((engine.target, engine.version, len(decided), asked, wrong, time.time() - began, noticed))
        failed |= wrong > 0
    print(f"\n{'engine':14}{'version':>10}{'programs':>10}{'answers':>10}{'differences':>13}{'seconds':>9}  changes noticed")
    for name, version, programs, asked, wrong, seconds, noticed in table:
        print(f"{name:14}{version:>10}{programs:>10}{asked:>10}{wrong:>13}{seconds:>9.1f}  {noticed}")
    sys.exit(1 if failed or not table else 0)


if __name__ == "__main__":
    main(sys.argv[1])
