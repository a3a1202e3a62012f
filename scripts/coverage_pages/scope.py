"""The rows of the scope: rules, options, readings, decisions of a person, golden cases."""

import re
from pathlib import Path

from . import law as files

LETTERS = {"E": "Eligibility", "F": "Family share", "R": "Rates", "A": "Attendance", "P": "Payment", "Q": "Priorities and funds",
           "N": "Notices, changes, reports, integrity", "X": "Other programmes"}
KEYS = {"title", "source", "rules", "options", "readings", "determinations", "tables", "hooks", "cases", "note"}
WORKED = range(1, 48)


def page(root: Path, law: files.Law, findings: list[str]) -> list[str]:
    rows = files.load(root / "docs/scope/rows.yaml")
    carried: dict[str, dict] = {}
    for letter in LETTERS:
        path = root / f"docs/scope/{letter}.yaml"
        if path.is_file():
            for row, entry in files.load(path).items():
                if row not in rows or row[0] != letter:
                    findings.append(f"docs/scope/{letter}.yaml: {row} is no row of docs/scope/rows.yaml")
                carried[row] = entry
    for row, entry in carried.items():
        check_names(row, entry, law, findings)
    return [*summary(rows, carried), *tables(rows, carried, law, findings), *worked_cases(law)]


def check_names(row: str, entry: dict, law: files.Law, findings: list[str]) -> None:
    where = f"docs/scope/{row[0]}.yaml: {row}"
    for key in entry.keys() - KEYS:
        findings.append(f"{where}: '{key}' is no key")
    known = {"rules": law.rules, "options": law.options, "readings": law.readings, "tables": law.tables, "hooks": law.hooks}
    for key, names in known.items():
        for name in entry.get(key, []):
            if name not in names and not any(other.startswith(name + ".") for other in names):
                findings.append(f"{where}: there is no {key[:-1]} '{name}'")
    for name in entry.get("determinations", []):
        if name not in law.facts:
            findings.append(f"{where}: there is no fact '{name}'")
        elif law.facts[name].get("determination") != "yes":
            findings.append(f"{where}: the fact '{name}' is no determination")
    for file in entry.get("cases", []):
        if not any(case.file == file for case in law.cases):
            findings.append(f"{where}: there is no file of cases '{file}'")
    if not entry.get("rules") and not entry.get("hooks"):
        findings.append(f"{where}: no rule carries it")


def cases_of(entry: dict, law: files.Law) -> list[files.Case]:
    names = [*entry.get("rules", []), *entry.get("hooks", [])]
    whole = [case for case in law.cases if any(shows(expected, name) for expected in case.expects for name in names)]
    return whole + [case for case in law.cases if case not in whole and case.file in entry.get("cases", [])]


def shows(expected: str, name: str) -> bool:
    return expected == name or expected.startswith(name + ".")


def summary(rows: dict, carried: dict) -> list[str]:
    later = [row for row, entry in rows.items() if "later" in entry and row not in carried]
    missing = [row for row, entry in rows.items() if "later" not in entry and row not in carried]
    lines = ["## Scope", "", f"{len(carried)} of {len(rows)} rows are carried by rules."]
    if missing:
        lines += ["", "No rule yet: " + ", ".join(f"{row} ({rows[row]['title']})" for row in missing) + "."]
    if later:
        lines += ["", "Later:", "", *(f"- {row} {rows[row]['title']}: {rows[row]['later']}." for row in later)]
    return [*lines, ""]


def tables(rows: dict, carried: dict, law: files.Law, findings: list[str]) -> list[str]:
    lines: list[str] = []
    for letter, title in LETTERS.items():
        of_letter = [row for row in rows if row[0] == letter and row in carried]
        if not of_letter:
            continue
        lines += [f"### {letter} {title}", "", "| row | rules | options, readings, tables | decided by a person | golden cases |", "| --- | --- | --- | --- | --- |"]
        for row in of_letter:
            entry = carried[row]
            shown = cases_of(entry, law)
            if not shown:
                findings.append(f"docs/scope/{letter}.yaml: {row}: no golden case expects a result of its rules")
            lines.append(f"| **{row}** {rows[row]['title']} ({entry['source']}) | {names(entry, 'rules', 'hooks')} "
                         f"| {names(entry, 'options', 'readings', 'tables')} | {names(entry, 'determinations')} | {where_shown(shown)} |")
        lines.append("")
    return lines


def names(entry: dict, *keys: str) -> str:
    return ", ".join(f"`{name}`" for key in keys for name in entry.get(key, [])) or "-"


def where_shown(cases: list[files.Case]) -> str:
    count: dict[str, int] = {}
    for case in cases:
        count[case.file] = count.get(case.file, 0) + 1
    most = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    listed = ", ".join(f"{short(file)} {number}" for file, number in most[:6])
    rest = sum(number for _, number in most[6:])
    return f"{len(cases)}: {listed}" + (f", others {rest}" if rest else "")


def short(file: str) -> str:
    return file.split("/")[-1].removesuffix(".yaml")


def worked_cases(law: files.Law) -> list[str]:
    """W01 to W47 are the cases that were worked by hand before the rules were written."""
    shown = {number: [case for case in law.cases if re.search(rf"\bW{number:02}\b", case.name)] for number in WORKED}
    without = [f"W{number:02}" for number in WORKED if not shown[number]]
    lines = ["## Worked cases", "", f"{len(WORKED) - len(without)} of {len(WORKED)} cases worked by hand stand among the golden cases by their number."]
    if without:
        lines += ["", "Not yet: " + ", ".join(without) + "."]
    return [*lines, ""]
