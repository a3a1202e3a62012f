"""Every number that decides something: in rules, parameters, decision tables, answers of plans and schedules; each with its changes.

Durations, clock times and dates that stand in values count as numbers; with `dates`, so do the days from and until which an entry
counts. What only says how large a value may be (range, step, carrier, at_most) is no mutant here, but for the bounds that an answer
is held to where it leaves them (`clamp`): other bounds of options are held to the law by test_bounds.py, the rest by the proofs of
the checker. What letters say is held by the approved letters of tests/explain.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

LAYOUT = {"range", "step", "carrier", "at_most", "cite", "label", "ask", "reason", "fact", "ground", "text", "remark", "source", "title",
          "unit_by", "units", "remarks", "file", "column", "from_column", "until_column", "keys", "blocks", "type", "words", "name", "tell",
          "from", "until", "known", "state", "hit_policy", "bounds"}
SECTIONS = ("rules", "parameters", "readings", "entities")
EXAMPLE = "example"  # no district's plan: what it answers is nobody's law
NOT_READ = ("on_record", "funds_sheet")  # no rule reads these, as tests/docs holds
DAY = r"\d{4}-\d\d-\d\d"
LITERAL = re.compile(rf'(?P<duration>@"PT?\d+[DHMWY]")|"(?P<clock>\d\d:\d\d)"|(?:@")?(?P<day>(?<![\w.-]){DAY}(?![\w.-]))"?|"[^"]*"'
                     r'|(?<![\w.@-])\d[\w.]*-\d[\w.]*|(?<![\w@])(?<![^.]\.)(?P<number>\$?\d+(?:\.\d+)?%?)(?!\w)')
KINDS = ("duration", "clock", "day", "number")


@dataclass(frozen=True)
class Mutant:
    file: str
    place: int  # of the literal in the file's text
    written: str
    changed: str
    rule: str  # what it belongs to: a rule, a parameter, an option of a plan, a row of a schedule
    nth: int  # among the literals of the rule that are written alike, from 1
    line: int

    def literal(self) -> str:
        return f"{self.rule}: {self.written} ({self.nth})"

    def key(self) -> str:
        """Its name without the line, which moves."""
        return f"{self.file} {self.literal()} -> {self.changed}"

    def name(self) -> str:
        return f"{self.file}:{self.line} {self.literal()} -> {self.changed}"


def of_tree(root: Path, schedules: bool, dates: bool = False) -> list[Mutant]:
    found: list[Mutant] = []
    for path in sorted((root / "rules/ny").rglob("*.yaml")):
        if "cases" not in path.parts:
            found += of_file(path, root, {*SECTIONS, "options", "facts"}, dates)
    for path in sorted((root / "plans/ny").rglob("*.yaml")):
        if "cases" not in path.parts and path.stem != EXAMPLE:
            plan = "_".join(path.relative_to(root / "plans/ny").with_suffix("").parts)
            found += of_file(path, root, {"options", "hooks"}, dates, plan + ".")
    if schedules:
        for path in sorted((root / "rules/ny").rglob("tables/**/*.csv")):
            found += of_schedule(path, root)
    return found


def of_file(path: Path, root: Path, sections: set[str], dates: bool, plan: str = "") -> list[Mutant]:
    text = path.read_text(encoding="utf-8")
    tree = yaml.compose(text, Loader=yaml.CSafeLoader)
    found: list[Mutant] = []
    for key, section in tree.value if tree else []:
        for name, node in section.value if key.value in sections else []:
            if name.value.startswith(NOT_READ):
                continue
            seen: dict[str, int] = {}
            for scalar, holder in numbers_of(key.value if not plan else "", node, dates):
                found += in_text(text, scalar, holder, plan + name.value, path.relative_to(root).as_posix(), seen)
    return found


def numbers_of(section: str, node: yaml.Node, dates: bool):
    """(scalar, the key that holds it) of what decides something in an item of a section; an item of a plan has no section."""
    if section == "options":
        yield from clamps(node)
    elif section == "facts":
        yield from ((value, key.value) for key, value in node.value if key.value == "absent")
    else:
        yield from scalars(node, LAYOUT - {"from", "until", "known"} if dates else LAYOUT)


def clamps(option: yaml.Node):
    """The bounds that the answer to an option is held to wherever it leaves them."""
    for key, bounds in option.value:
        for bound in bounds.value if key.value == "bounds" else []:
            said = {item.value: value for item, value in bound.value}
            if "clamp" in said:
                yield said["range"], "value"


def scalars(node: yaml.Node, layout: set[str], key: str = "value"):
    """Scalars that hold expressions or values."""
    if isinstance(node, yaml.ScalarNode):
        yield node, key
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item, layout, key)
    else:
        for inner, value in node.value:
            if inner.value not in layout:
                yield from scalars(value, layout, inner.value)


def in_text(text: str, scalar: yaml.ScalarNode, holder: str, rule: str, file: str, seen: dict[str, int]) -> list[Mutant]:
    start, end, found = scalar.start_mark.index, scalar.end_mark.index, []
    quoted = text[start] == '"'  # these quotes are YAML's
    for match in LITERAL.finditer(text, start + quoted, end - quoted):
        kind = next((kind for kind in KINDS if match[kind]), None)
        if not kind or is_remark(text, match.start(), start, holder == "table"):
            continue
        seen[match[kind]] = seen.get(match[kind], 0) + 1
        line = text.count("\n", 0, match.start()) + 1
        found += [Mutant(file, match.start(kind), match[kind], changed, rule, seen[match[kind]], line) for changed in changes(kind, match[kind])]
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


def changes(kind: str, literal: str) -> list[str]:
    """The neighbours of a number."""
    if kind == "day":
        return [(date.fromisoformat(literal) + timedelta(step)).isoformat() for step in (1, -1)]
    if kind == "clock":
        hours, minutes = (int(part) for part in literal.split(":"))
        return [f"{clock // 60:02}:{clock % 60:02}" for clock in (hours * 60 + minutes + 1, hours * 60 + minutes - 1) if 0 <= clock < 24 * 60]
    before, digits, behind = re.fullmatch(r"(\D*)([\d.]+)(\D*)", literal).groups()
    decimals = len(digits.split(".")[1]) if "." in digits else 0
    units = int(digits.replace(".", ""))
    return [before + written(units + step, decimals) + behind for step in (1, -1) if units + step >= 0]


def written(units: int, decimals: int) -> str:
    digits = str(units).rjust(decimals + 1, "0")
    return digits if not decimals else f"{digits[:-decimals]}.{digits[-decimals:]}"


def of_schedule(path: Path, root: Path) -> list[Mutant]:
    """The value column of a schedule: amounts, and the groups of districts."""
    text = path.read_text(encoding="utf-8")
    head = text.split("\n", 1)[0].split(",")
    column = next((head.index(name) for name in ("rate", "amount", "group") if name in head), None)
    found, place = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        cells = line.rstrip("\n").split(",")
        if number > 1 and column is not None:
            at = place + sum(len(cell) + 1 for cell in cells[:column])
            changed = {"1": "2", "A": "B"}.get(cells[column], chr(ord(cells[column]) - 1)) if head[column] == "group" else changes("number", cells[column])[0]
            found.append(Mutant(path.relative_to(root).as_posix(), at, cells[column], changed, ",".join(cells[:column]), 1, number))
        place += len(line)
    return found
