"""A row of a unique decision table that is taken out is a gap, one that stands twice an overlap: every row of the law.

The gap is named in words: every input that the row tests stands in the message, and every word its cells name. An overlap is
named by one part of what both rows cover: words of one cell that another row tells apart need not all stand in it, but one must.
"""

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from law_copy import Copy, check, findings, root


@dataclass
class Table:
    file: str
    line: int              # of 'table: |', from 0
    rows: range            # lines of its rows, the head left out
    has_otherwise: bool


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def tables_of(file: Path) -> list[Table]:
    """Unique tables, found in the text: 'hit_policy: unique' and 'table: |' are keys of one mapping."""
    lines = file.read_text().splitlines()
    found = []
    for at, line in enumerate(lines):
        if line.strip() != "table: |":
            continue
        depth = indent(line)
        first, last = at, at + 1
        while first > 0 and (not lines[first - 1].strip() or indent(lines[first - 1]) >= depth):
            first -= 1
        while last < len(lines) and (not lines[last].strip() or indent(lines[last]) > depth):
            last += 1
        while not lines[last - 1].strip():
            last -= 1
        behind = last
        while behind < len(lines) and (not lines[behind].strip() or indent(lines[behind]) >= depth):
            behind += 1
        keys = [k.strip().lstrip("- ") for k in lines[first:at] + lines[last:behind] if indent(k) == depth]
        if first > 0:
            keys.append(lines[first - 1].strip().lstrip("- "))  # "- from: ..." of a version begins further left
        if "hit_policy: unique" in keys:
            rows = range(at + 2, last)
            found.append(Table(str(file.relative_to(root)), at, rows, any(k.startswith("otherwise:") for k in keys)))
    return found


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r'\|(?=(?:[^"]*"[^"]*")*[^"]*$)', line)]


def misses(message: str, head: list[str], row: list[str]) -> list[str]:
    """What the words of a gap leave out of the row that was there."""
    left_out = []
    for name, cell in zip(head, row):
        if name.startswith("->"):
            break
        if cell != "-":
            left_out += [w for w in [name, *re.findall(r'"([^"]*)"', cell)] if w not in message]
    return left_out


def misses_of_overlap(message: str, head: list[str], row: list[str], others: list[list[str]]) -> list[str]:
    """What the words of an overlap leave out of the row that stands twice, but for words that another row tells apart."""
    left_out = misses(message, head, row)
    for column, cell in enumerate(row[:next(i for i, name in enumerate(head) if name.startswith("->"))]):
        words = set(re.findall(r'"([^"]*)"', cell))
        told_apart = any(words & other and words - other for other in (set(re.findall(r'"([^"]*)"', o[column])) for o in others))
        if told_apart and any(f'"{word}"' in message for word in words):
            left_out = [w for w in left_out if w not in words]
    return left_out


def programmes_with(file: str) -> list[str]:
    """Of the programmes that read a file the one that takes least to check."""
    folder = file.split("/")[2]  # rules/ny/FOLDER/...
    reading = [p for p in programmes if p.endswith("/" + folder) or f"../{folder}" in (root / p / "programme.yaml").read_text(encoding="utf-8")]
    return [min(reading, key=lambda p: sum(f.stat().st_size for f in (root / p).rglob("*.yaml")))]


failures = []
removed = doubled = hidden = 0
tables = [t for file in sorted((root / "rules").rglob("*.yaml")) if "cases" not in file.parts for t in tables_of(file)]
programmes = sorted(str(p.parent.relative_to(root)) for p in (root / "rules").rglob("programme.yaml"))
declared = sum(file.read_text().count("hit_policy: unique") for file in (root / "rules").rglob("*.yaml"))

with tempfile.TemporaryDirectory() as scratch:
    copy = Copy(Path(scratch))
    sound = check(copy.folder, *programmes)
    if sound[0] != 0:
        sys.exit("the law itself is refused:\n" + sound[1])
    for table in tables:
        lines = (root / table.file).read_text().splitlines(keepends=True)
        head = cells(lines[table.rows.start - 1])
        reading = programmes_with(table.file)
        for at in table.rows:
            name = f"{table.file}:{at + 1}"
            row = cells(lines[at])

            status, output = copy.spoiled(table.file, "".join(lines[:at] + lines[at + 1:]), *reading)
            removed += 1
            gaps = [f for f in findings(output) if f[1] == "D001"]
            if table.has_otherwise and not gaps:
                hidden += 1
                print(f"{name}: without this row its inputs fall to 'otherwise'")
            elif status != 1 or len(gaps) != 1:
                failures.append(f"{name} taken out: no gap is reported:\n{output}")
            elif not gaps[0][0].startswith(f"{table.file}:{table.line + 1}:"):
                failures.append(f"{name} taken out: the gap is reported elsewhere, at {gaps[0][0]}")
            elif left_out := misses(gaps[0][2], head, row):
                failures.append(f"{name} taken out: the gap does not name {left_out}:\n{output}")

            status, output = copy.spoiled(table.file, "".join(lines[:at + 1] + lines[at:]), *reading)
            doubled += 1
            overlaps = [f for f in findings(output) if f[1] == "D002"]
            column = indent(lines[at]) + 1
            place, other = f"{table.file}:{at + 2}:{column}", f"note: {table.file}:{at + 1}:{column}: the other row"
            if status != 1 or [o[0] for o in overlaps] != [place] or other not in output:
                failures.append(f"{name} doubled: no overlap is reported at {place}:\n{output}")
            elif left_out := misses_of_overlap(overlaps[0][2], head, row, [cells(lines[o]) for o in table.rows if o != at]):
                failures.append(f"{name} doubled: the overlap does not name {left_out}:\n{output}")

if len(tables) != declared:
    failures.append(f"{declared} unique tables are declared, and {len(tables)} were found in the text")
if removed < 22 or removed != doubled:
    failures.append(f"only {removed} rows were taken out and {doubled} doubled")
print("\n".join(failures[:20]))
print(f"{len(tables)} unique tables: {removed} rows taken out ({hidden} fall to 'otherwise'), {doubled} doubled, {len(failures)} failures")
sys.exit(1 if failures else 0)
