"""Every district, every month from 2019-05 to 2026-12: a family's results are values or wait for something that is named.

One made-up family is drawn by `carefare sample` and moved to each month by whole weeks; the provider lies in the district. What is
pending must wait for a fact, an answer of the plan or a gap that the authors named, never for a date that law does not reach.
"""

import csv
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
FIRST, LAST = date(2019, 5, 1), date(2026, 12, 1)
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?)?")
COUNTY = {"new_york_city": "Kings", "st_lawrence": "St. Lawrence"}
failures: list[str] = []


def call(*arguments: str) -> str:
    run = subprocess.run([carefare, *arguments], cwd=root, text=True, capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"carefare {' '.join(arguments)}\n{run.stdout}{run.stderr}")
    return run.stdout


def months():
    day = FIRST
    while day <= LAST:
        yield day
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def moved(cell: str, days: int) -> str:
    """A date or a date and time, so many days later."""
    match = DAY.fullmatch(cell)
    return cell if match is None else str(date.fromisoformat(match[1]) + timedelta(days=days)) + (match[2] or "")


class Sample:
    def __init__(self, folder: Path) -> None:
        self.tables = {}
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                head, *rows = csv.reader(file)
            self.tables[path.name] = (head, rows)
        self.text = (folder / "dataset.yaml").read_text(encoding="utf-8")
        self.keys = {row[0] for _, rows in self.tables.values() for row in rows}
        used = {row[head.index("provider")] for head, rows in self.tables.values() if "provider" in head and head[0] == "key" and "member" in head for row in rows}
        self.idle = {row[0] for row in self.tables["providers.csv"][1]} - used

    def write(self, folder: Path, county: str, tables: tuple[str, ...] = ()) -> None:
        """The same family in every month; in its keys the month stands first."""
        folder.mkdir(exist_ok=True)
        for name, (head, rows) in self.tables.items():
            if tables and name not in tables:
                continue
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file, lineterminator="\n")
                out.writerow(head)
                for month in months():
                    days = (month - FIRST).days // 7 * 7
                    for row in rows:
                        if self.idle.isdisjoint(row):
                            out.writerow(self.cell(head[i], row[i], month, days, county) for i in range(len(head)))
        spans = {"from": min(re.findall(r"(\S+)\.\.\S+", self.text)), "to": max(re.findall(r"\.\.(\d{4}-\d\d-\d\d)", self.text))}
        window = f"{spans['from']}..{moved(spans['to'], (LAST - FIRST).days // 7 * 7)}"
        (folder / "dataset.yaml").write_text(re.sub(r"window: [^ }]+", f"window: {window}", self.text), encoding="utf-8")

    def cell(self, column: str, cell: str, month: date, days: int, county: str) -> str:
        if cell in self.keys:
            return f"{month:%Y-%m}/{cell}"
        return county if column == "county" else moved(cell, days)


def look(plan: str, results: Path, waits: Counter) -> int:
    """What is wrong, and how many results there are."""
    with (results / "findings.csv").open(encoding="utf-8") as file:
        failures.extend(f"{plan}: finding {row}" for row in csv.DictReader(file))
    with (results / "pending.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            waits[row["kind"], row["needed"], row["reason"]] += 1
            if re.match(r"nothing known|no version", row["reason"]) and row["kind"] not in ("option", "hook"):
                failures.append(f"{plan}: {row['entity']} {row['key']}: {row['output']} needs {row['needed']}: {row['reason']}")
    values = 0
    for path in sorted(results.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            reader = csv.DictReader(file)
            states = [name for name in reader.fieldnames or [] if name.endswith(".state")]
            for row in reader:
                values += sum(row[state] == "value" for state in states)
                failures.extend(f"{plan}: {path.name} {row['key']}: {state} is {row[state]}" for state in states if row[state] in ("fault", "incomplete"))
    failures.extend(must_be_known(plan, results))
    return values


def must_be_known(plan: str, results: Path):
    """From 2022-08 the income limit, from 2023-10 the family share is the State's: no plan can leave it open."""
    for table, output, since in (("families", "income_limit", "2022-10"), ("pay_weeks", "share", "2023-12")):
        with (results / f"{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["key"][:7] >= since and row[f"{output}.state"] != "value":
                    yield f"{plan}: {output} of {row['key']} is {row[f'{output}.state']}"


with tempfile.TemporaryDirectory() as scratch_name:
    scratch = Path(scratch_name)
    call("sample", "--plan", "ny/example", "--families", "1", "--month", "2019-05", "--seed", "1", "--out", str(scratch / "drawn"))
    sample = Sample(scratch / "drawn")
    plans = sorted(path.stem for path in (root / "plans/ny").glob("*.yaml")
                   if path.stem != "example" and "\nprogramme: ny/ccap\n" in path.read_text(encoding="utf-8"))
    waits: Counter = Counter()
    total = 0
    sample.write(scratch / "months", "Albany")
    for plan in plans:
        sample.write(scratch / "months", COUNTY.get(plan, plan.replace("_", " ").title()), ("providers.csv",))
        call("run", "--plan", f"ny/{plan}", "--input", str(scratch / "months"), "--output", str(scratch / plan))
        values = look(plan, scratch / plan, waits)
        if values < 1000:
            failures.append(f"{plan}: {values} values only")
        total += values
    if len(plans) != 58:
        failures.append(f"{len(plans)} districts, not 58")

if "--verbose" in sys.argv:
    for (kind, needed, reason), count in waits.most_common():
        print(f"{count:7} {kind} {needed}: {reason}")
print("\n".join(failures[:30]))
print(f"{len(plans)} districts, {len(list(months()))} months: {total} values, {sum(waits.values())} waits for {len(waits)} things, {len(failures)} failures")
sys.exit(1 if failures else 0)
