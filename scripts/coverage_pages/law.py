"""Rules, options, readings, facts, plans and golden cases as they stand in the files: names and places, no meaning."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ANSWER_KEYS = {"value", "state", "from", "until", "known", "ground", "reason", "cite", "text"}
STATES = ("stated", "inferred", "determination", "not stated", "details missing", "not asked")


@dataclass
class Case:
    name: str
    file: str
    plan: str
    expects: set[str] = field(default_factory=set)


@dataclass
class Plan:
    name: str
    file: str
    programme: str
    source: str
    answers: dict[str, list[str]] = field(default_factory=dict)  # option or hook -> the state of each entry


@dataclass
class Law:
    rules: dict[str, str] = field(default_factory=dict)  # name -> file
    hooks: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    read_options: set[str] = field(default_factory=set)
    cases: list[Case] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)


def load(path: Path) -> dict:
    """Every scalar is text, as the programme reads it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) or {}


def read(root: Path) -> Law:
    law = Law()
    for path in sorted((root / "rules/ny").rglob("*.yaml")):
        if "cases" in path.parts:
            read_cases(load(path), path.relative_to(root).as_posix(), law)
        else:
            read_rule_file(path, root, law)
    for path in sorted((root / "plans/ny").rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        if "cases" in path.parts:
            read_cases(load(path), name, law)
        else:
            law.plans.append(read_plan(load(path), name))
    return law


def read_rule_file(path: Path, root: Path, law: Law) -> None:
    text, name = load(path), path.relative_to(root).as_posix()
    for section, into in (("rules", law.rules), ("hooks", law.hooks), ("options", law.options), ("readings", law.readings), ("tables", law.tables)):
        into.update(dict.fromkeys(text.get(section) or {}, name))
    law.facts.update(text.get("facts") or {})
    law.rules.update(dict.fromkeys(text.get("parameters") or {}, name))
    code = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    law.read_options.update(match.rstrip(".") for match in re.findall(r"\boption\.([a-z_0-9.]+)", code))


def read_plan(text: dict, name: str) -> Plan:
    plan = Plan(text["plan"], name, text["programme"], text["source"])
    for section in ("options", "hooks"):
        collect(text.get(section) or {}, "", plan.answers)
    return plan


def collect(node: dict, prefix: str, answers: dict[str, list[str]]) -> None:
    for key, value in node.items():
        name = prefix + key
        if isinstance(value, dict) and not ANSWER_KEYS & value.keys():
            collect(value, name + ".", answers)
        else:
            entries = value if isinstance(value, list) else [value]
            answers[name] = [state_of(entry) for entry in entries]


def state_of(entry: dict | str) -> str:
    if isinstance(entry, str):
        return entry if entry in STATES else "stated"
    return entry.get("state", "stated")


def read_cases(text: dict, file: str, law: Law) -> None:
    for case in text.get("cases") or []:
        plan = case.get("plan", text.get("plan", ""))
        if "expect" in case:
            law.cases.append(made(case["name"], file, plan, case["expect"]))
        for variant in case.get("each") or []:
            expect = variant.get("expect", case.get("expect", {}))
            law.cases.append(made(f"{case['name']}: {variant['name']}", file, variant.get("plan", plan), expect))


def made(name: str, file: str, plan: str, expect: dict) -> Case:
    return Case(name, file, plan, {re.sub(r"\[[^\]]*\]", "", key) for key in expect})
