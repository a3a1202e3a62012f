"""Sampled families paid by the C, the C++ and the COBOL example, and by `carefare run`: the same states, amounts and reasons.

FAMILIES and SEED in the environment: how many families, and which."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
build = Path(carefare).parent
c = os.environ.get("CC", "cc")
cxx = os.environ.get("CXX", "c++")
PLAN = "ny/westchester"
ASSUME = root / "examples/westchester-june-2019.assume.yaml"
FAMILIES = int(os.environ.get("FAMILIES", "25"))
SEED = os.environ.get("SEED", "11")
STATES = ["value", "none", "pending", "fault", "incomplete"]


def run(*command: object, **with_: object) -> subprocess.CompletedProcess:
    made = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False, cwd=root, **with_)
    if made.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: exit {made.returncode}\n{made.stdout}{made.stderr}")
    return made


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Cases:
    """A caseload in files, family by family: rows and their cells, with all that they lead to outside."""

    def __init__(self, folder: Path, owners: dict[str, str]):
        self.tables = {path.stem: read(path) for path in sorted(folder.glob("*.csv"))}
        self.owners = owners  # table -> column that names the owner

    def families(self) -> list[list[tuple]]:
        """Of each family its rows and what they name outside the families, owners first: a row that nobody names changes nothing."""
        order = [name for name in self.tables if name not in self.owners]
        while len(order) < len(self.tables):
            order.append(next(name for name in self.tables if name not in order and self.owners[name] in order))
        family_of = {"families": {row["key"]: row["key"] for row in self.tables["families"]}}
        rows_of = {key: [] for key in sorted(family_of["families"])}
        outside = []
        for table in order:
            above = self.owners.get(table)
            for row in self.tables[table]:
                owner = row[list(row)[1]] if above else ""
                if table == "families":
                    rows_of[row["key"]].append((table, row, ""))
                elif above in family_of:
                    family = family_of[above][owner]
                    family_of.setdefault(table, {})[row["key"]] = family
                    rows_of[family].append((table, row, owner))
                else:
                    outside.append((table, row, owner))
        return [[*self.named(outside, rows), *rows] for rows in rows_of.values()]

    @staticmethod
    def named(outside: list[tuple], rows: list[tuple]) -> list[tuple]:
        """Rows whose key, or whose owner's, stands in a cell of these or of another row that is named."""
        names, count = set(), -1
        found: list[tuple] = []
        while len(found) > count:
            count = len(found)
            for _, row, _ in [*rows, *found]:
                names.update(row.values())
            found = [one for one in outside if one[1]["key"] in names or (one[2] and one[2] in names)]
        return found


def owners(folder: Path) -> dict[str, str]:
    """Of each table that belongs to another the other: its second column is named after one row of it."""
    names = sorted(path.stem for path in folder.glob("*.csv"))
    of_one = {(name[:-3] + "y" if name.endswith("ies") else name[:-1]): name for name in names}
    found = {}
    for name in names:
        columns = (folder / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0].split(",")
        if len(columns) > 1 and columns[1] in of_one:
            found[name] = of_one[columns[1]]
    assert "families" not in found and found["members"] == "families", found
    return found


def write_inputs(families: list[list[tuple]], owned: dict[str, str], text: Path, fixed: Path) -> None:
    lines, records = [], []
    for rows in families:
        for table, row, owner in rows:
            lines.append(f"R\t{table}\t{row['key']}\t{owner}")
            records.append("R" + table.ljust(40) + row["key"].ljust(100) + owner.ljust(100))
            for column, (field, value) in enumerate(row.items()):
                if column == 0 or (column == 1 and table in owned) or value == "":
                    continue
                lines.append(f"C\t{field}\t{value}")
                records.append("C" + field.ljust(40) + value.ljust(100) + " " * 100)
        lines.append("E")
        records.append("E".ljust(241))
    assert all(len(record) == 241 for record in records), "a text that is too long for the record"
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fixed.write_text("".join(records), encoding="utf-8")


def expected_of(results: Path) -> tuple[dict, set]:
    values = {}
    for path in results.glob("*.csv"):
        if path.stem in ("pending", "findings", "incomplete"):
            continue
        for row in read(path):
            for name in row:
                if name.endswith(".state"):
                    output = name.removesuffix(".state")
                    values[path.stem, row["key"], output] = (row[name], row[output])
    needs = {(n["entity"], n["key"], n["output"], n["needed"], n["needed_row"]) for n in read(results / "pending.csv")}
    return values, needs


def check(name: str, got: dict, expected: dict) -> list[str]:
    wrong = [f"{name}: {key}: {got.get(key)}, and run {value}" for key, value in expected.items() if got.get(key) != value]
    wrong += [f"{name}: {key} is of no run" for key in got if key not in expected]
    return wrong[:20]


def of_lines(output: str) -> tuple[dict, set]:
    values, needs = {}, set()
    for line in output.splitlines():
        cells = line.split("\t")
        if cells[0] == "V":
            values[cells[1], cells[2], cells[3]] = (cells[4], cells[5])
        elif cells[0] == "N":
            needs.add(tuple(cells[1:]))
    return values, needs


failures: list[str] = []
with tempfile.TemporaryDirectory() as made:
    work = Path(made)
    run(carefare, "sample", "--plan", PLAN, "--families", FAMILIES, "--seed", SEED, "--month", "2019-06", "--out", work / "sampled")
    owner_of = owners(work / "sampled")
    # Without windows: setters say none.
    (work / "sampled/dataset.yaml").write_text("programme: ny/ccap\n", encoding="utf-8")
    run(carefare, "run", "--plan", PLAN, "--assume", ASSUME, "--input", work / "sampled", "--output", work / "results")
    expected, needed = expected_of(work / "results")
    paid = sum(1 for (table, _, output), (state, _) in expected.items() if table == "pay_months" and output == "payment" and state == "value")
    assert paid > 10 and needed, (paid, len(needed))

    cases = Cases(work / "sampled", owner_of)
    write_inputs(cases.families(), owner_of, work / "cases.txt", work / "cases.dat")
    link = [f"-I{root / 'include'}", f"-L{build}", "-lcarefare", f"-Wl,-rpath,{build}"]
    strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", *os.environ.get("CAREFARE_HOST_FLAGS", "").split()]
    run(c, "-std=c99", *strict, root / "examples/c/batch.c", *link, "-o", work / "batch_c")
    run(cxx, "-std=c++20", *strict, root / "examples/cpp/batch.cpp", *link, "-o", work / "batch_cpp")
    for name in ("batch_c", "batch_cpp"):
        with (work / "cases.txt").open(encoding="utf-8") as cases_file:
            values, needs = of_lines(run(work / name, root, PLAN, ASSUME, stdin=cases_file).stdout)
        failures += check(name, values, expected)
        if needs != needed:
            failures.append(f"{name}: needs differ: {sorted(needs ^ needed)[:5]}")

    if shutil.which("cobc") and not os.environ.get("CAREFARE_HOST_FLAGS"):
        run("cobc", "-x", "-free", "-fstatic-call", root / "examples/cobol/batch.cob", f"-L{build}", "-lcarefare", "-o", work / "batch_cobol")
        shown = run(work / "batch_cobol", root, PLAN, ASSUME,
                    env={**os.environ, "CASES": str(work / "cases.dat"), "RESULTS": str(work / "results.dat"), "LD_LIBRARY_PATH": str(build)}).stdout
        records = (work / "results.dat").read_text(encoding="utf-8")
        width = 40 + 160 + 60 + 1 + 100 + 16
        got, cents = {}, 0
        for at in range(0, len(records), width):
            one = records[at:at + width]
            table, key, output = one[:40].rstrip(), one[40:200].rstrip(), one[200:260].rstrip()
            got[table, key, output] = (STATES[int(one[260])], one[261:361].rstrip())
            if (table, output) == ("pay_months", "payment"):
                cents += int(one[361:])
        failures += check("batch_cobol", got, {key: (state, text[:100]) for key, (state, text) in expected.items()})
        amounts = [Decimal(text).scaleb(2) for (table, _, output), (state, text) in expected.items()
                   if (table, output, state) == ("pay_months", "payment", "value")]
        failures += [f"run paid {amount} cents" for amount in amounts if amount % 1 != 0]
        total = int(sum(amounts))
        if cents != total or shown.strip() != f"paid {total // 100}.{total % 100:02d}":
            failures.append(f"batch_cobol paid {cents} cents and said {shown.strip()!r}, and run paid {total}")
        cobol = "C, C++ and COBOL"
    elif os.environ.get("CAREFARE_HOST_FLAGS"):
        cobol = "C and C++"  # the run-time library of COBOL is not instrumented
    else:
        cobol = "C and C++"
        failures.append("there is no cobc: scripts/setup installs it")

print("\n".join(failures) or f"{cobol} pay {FAMILIES} families as run does: {len(expected)} results, {paid} payments, {len(needed)} needs")
sys.exit(1 if failures else 0)
