"""Every number that decides something: in rules, parameters, decision tables, answers of plans and schedules; each with its changes.

What only says how large a value may be (range, step, carrier, at_most) is no mutant here: bounds of options are held to the law by
test_bounds.py, the rest by the proofs of the checker.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

LAYOUT = {"range", "step", "carrier", "at_most", "cite", "label", "ask", "reason", "fact", "ground", "text", "remark", "source", "title",
          "unit_by", "units", "remarks", "file", "column", "from_column", "until_column", "keys", "blocks", "type", "words", "name", "tell",
          "from", "until", "known", "state", "hit_policy", "bounds"}
EXAMPLE = "example"  # no district's plan: what it answers is nobody's law
LITERAL = re.compile(r'"(?P<clock>\d\d:\d\d)"|"[^"]*"|\d{4}-\d\d-\d\d|(?<![\w.@-])\d[\w.]*-\d[\w.]*|(?<![\w.@])(?P<number>\$?\d+(?:\.\d+)?%?)(?!\w)')


@dataclass(frozen=True)
class Mutant:
    file: str
    place: int  # of the literal in the file's text
    written: str
    changed: str
    rule: str  # what it belongs to: a rule, a parameter, an option of a plan, a row of a schedule
    nth: int  # among the literals of the rule that are written alike, from 1
    line: int

    def name(self) -> str:
        return f"{self.file}:{self.line} {self.rule}: {self.written} ({self.nth}) -> {self.changed}"


def of_tree(root: Path, schedules: bool) -> list[Mutant]:
    found: list[Mutant] = []
    for path in sorted((root / "rules/ny").rglob("*.yaml")):
        if "cases" not in path.parts:
            found += of_file(path, root, ("rules", "parameters", "readings", "entities"))
    for path in sorted((root / "plans/ny").glob("*.yaml")):
        if path.stem != EXAMPLE:
            found += of_file(path, root, ("options", "hooks"), path.stem + ".")
    if schedules:
        for path in sorted((root / "rules/ny").rglob("tables/**/*.csv")):
            found += of_schedule(path, root)
    return found


def of_file(path: Path, root: Path, sections: tuple[str, ...], prefix: str = "") -> list[Mutant]:
    text = path.read_text(encoding="utf-8")
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    found: list[Mutant] = []
    for key, section in tree.value if tree else []:
        if key.value in sections:
            for name, node in section.value:
                if not name.value.startswith(("on_record", "funds_sheet")):
                    seen: dict[str, int] = {}
                    for start, end, block in scalars(node):
                        found += in_text(text, start, end, block, prefix + name.value, path.relative_to(root).as_posix(), seen)
    return found


def scalars(node: yaml.Node, key: str = "value"):
    """Places of the scalars that hold expressions or values."""
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index, key == "table"
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item, key)
    else:
        for inner, value in node.value:
            if inner.value not in LAYOUT:
                yield from scalars(value, inner.value)


def in_text(text: str, start: int, end: int, table: bool, rule: str, file: str, seen: dict[str, int]) -> list[Mutant]:
    found = []
    for match in LITERAL.finditer(text, start, end):
        group = "clock" if match["clock"] else "number"
        if not match[group] or is_remark(text, match.start(), start, table):
            continue
        seen[match[group]] = seen.get(match[group], 0) + 1
        for changed in changes(match[group]):
            line = text.count("\n", 0, match.start()) + 1
            found.append(Mutant(file, match.start(group), match[group], changed, rule, seen[match[group]], line))
    return found


def is_remark(text: str, place: int, start: int, table: bool) -> bool:
    """In a comment, in the head of a decision table, or behind its output, where the citation of the row stands."""
    line_start = text.rfind("\n", 0, place) + 1
    before = text[line_start:place]
    if re.search(r"(^|\s)#", before):
        return True
    if not table:
        return False
    head = next(line for line in text[start:].split("\n")[1:] if "|" in line)
    if text[line_start:].split("\n")[0] == head:
        return "->" in before
    return before.count("|") >= head.split("->")[0].count("|") + 1


def changes(literal: str) -> list[str]:
    if ":" in literal:
        hours, minutes = (int(part) for part in literal.split(":"))
        return [f"{clock // 60:02}:{clock % 60:02}" for clock in (hours * 60 + minutes + 1, hours * 60 + minutes - 1) if 0 <= clock < 24 * 60]
    sign, digits, unit = re.fullmatch(r"(\$?)([\d.]+)(%?)", literal).groups()
    decimals = len(digits.split(".")[1]) if "." in digits else 0
    units = int(digits.replace(".", ""))
    return [f"{sign}{written(units + step, decimals)}{unit}" for step in (1, -1) if units + step >= 0]


def written(units: int, decimals: int) -> str:
    digits = str(units).rjust(decimals + 1, "0")
    return digits if not decimals else f"{digits[:-decimals]}.{digits[-decimals:]}"


def of_schedule(path: Path, root: Path) -> list[Mutant]:
    """The value column of a schedule of amounts; districts and groups are no numbers."""
    text = path.read_text(encoding="utf-8")
    head = text.split("\n", 1)[0].split(",")
    column = next((head.index(name) for name in ("rate", "amount") if name in head), None)
    found, place = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        cells = line.rstrip("\n").split(",")
        if number > 1 and column is not None and re.fullmatch(r"[\d.]+", cells[column]):
            at = place + sum(len(cell) + 1 for cell in cells[:column])
            found.append(Mutant(path.relative_to(root).as_posix(), at, cells[column], changes(cells[column])[0], ",".join(cells[:column]), 1, number))
        place += len(line)
    return found
