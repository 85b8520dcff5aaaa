"""Asks the decisions of bundles in the zen engine and in a DMN engine, and compares every answer.

Beside each bundle lies what its history gives the decisions and what the engine pays for it
(`NAME.decisions.jsonl`). A bundle's own test cases are asked as well.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from pathlib import Path

from databases import Absent

TCK = "{http://www.omg.org/spec/DMN/20160719/testcase}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


# Tables with a changed number that are asked again, of each bundle and kind of number.
CHANGED = 3


class Decisions:
    """What both engines are asked."""

    few = False

    def answers(self, bundles):
        """Each task with how many answers were compared, and which are others."""
        for bundle in bundles:
            text = bundle.path("deploy", self.file).read_text("utf-8")
            own = asked(bundle)
            if not own:
                continue
            yield "own", bundle, len(own), self.wrong(text, own)
            if foreign := bundle.foreign():
                others = history(foreign)
                yield "foreign", bundle, len(others), self.wrong(text, others)
            if bundle.changes():
                for what, texts in changed(text):
                    odd = [one for text in texts[:CHANGED] for one in self.wrong(text, own)]
                    yield what, bundle, len(own), odd

    def close(self):
        pass


def history(bundle):
    """What the history of a bundle asks."""
    path = bundle.beside(".decisions.jsonl")
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines]


def asked(bundle):
    """Everything that is asked of a bundle."""
    jdm = bundle.path("deploy", "program.jdm.json").read_text("utf-8")
    return history(bundle) + cases(bundle.path("deploy", "program-test-01.xml"), jdm)


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
        deal = decision not in ids
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


class Zen(Decisions):
    target, file = "GoRules JDM", "program.jdm.json"

    def __init__(self):
        import importlib.metadata
        try:
            import zen
        except ImportError as error:
            raise Absent(f"its Python package is not there ({error})") from error
        self.version = importlib.metadata.version("zen-engine")
        self.engine = zen.ZenEngine()

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


class Dsntk(Decisions):
    target, file = "DMN 1.3", "program.dmn"

    def __init__(self):
        self.binary = os.environ.get("TIERWRIGHT_DSNTK") or shutil.which("dsntk")
        if not self.binary:
            raise Absent("dsntk is not there (cargo install dsntk --version 0.3.0, or TIERWRIGHT_DSNTK)")
        said = subprocess.run([self.binary, "--version"], capture_output=True, text=True).stdout
        self.version = said.split()[-1] if said.split() else "?"

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
