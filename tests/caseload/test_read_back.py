"""Every cell of the published tables is what the engine answers: rates in every county of their group, standards by size and year.

Golden cases are made of the tables for this test alone and run beside a copy of the rules; the tables themselves were read twice
against the publications (rules/ny/common/README.md).
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
tables = root / "rules/ny/common/tables"

# A Monday in the first and in the last whole week of each schedule.
SCHEDULES = {"2009-05-15": ("2009-06-01", "2011-09-19"), "2019-05-01": ("2019-05-06", "2022-05-23"),
             "2022-06-01": ("2022-06-06", "2024-09-23"), "2024-10-01": ("2024-10-07", "2026-12-28")}
CELLS = {"2009-05-15": 57, "2019-05-01": 400, "2022-06-01": 300, "2024-10-01": 240}
AGE_IN_DAYS = {"under_1.5": 420, "under_2": 420, "1.5-2": 780, "2": 780, "3-5": 1600, "6-12": 3000}
PROVIDERS = {"DCC": ["day care center"], "RFDC": ["family day care home"], "DCC_SACC": ["day care center", "school-age program"],
             "FDC_GFDC": ["family day care home", "group family day care home"], "LE_GC": ["legally exempt group"],
             "LE_STD": ["legally exempt family", "legally exempt in-home"], "LE_ENH": ["legally exempt family", "legally exempt in-home"]}


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def group_of(county: str, day: str, districts: dict[str, str], groups: list[dict]) -> str:
    return max((row for row in groups if row["district"] == districts[county] and row["from"] <= day), key=lambda row: row["from"])["group"]


def cells_of(schedule: list[dict], county: str, group: str) -> list[dict]:
    """The county's own cells and those of its group that it has none of its own for."""
    own = [row for row in schedule if row["county"] == county]
    has = {(row["provider"], row["period"], row["age"]) for row in own}
    return own + [row for row in schedule if row["group"] == group and not row["county"] and (row["provider"], row["period"], row["age"]) not in has]


def case_of(name: str, county: str, monday: str, cells: list[dict]) -> tuple[str, int]:
    providers, members, expect = {}, {}, []
    for cell in cells:
        for number, kind in enumerate(PROVIDERS[cell["provider"]]):
            provider = f"{cell['provider'].lower()}{number}"
            training = "" if not cell["provider"].startswith("LE_") else \
                ", training_hours: 10, training_verified: yes" if cell["provider"] == "LE_ENH" else ", training_hours: 9, training_verified: yes"
            providers[provider] = f"{{ type: {kind}, county: {county}{training} }}"
            child = f"c{AGE_IN_DAYS[cell['age']]}"
            week = f"{child}-{provider}-{cell['period']}"
            members.setdefault(child, []).append(f"{week}: {{ provider: {provider}, start: {monday}, care_period: {cell['period']} }}")
            rate = "none" if Decimal(cell["rate"]) == 0 else f"${cell['rate']}"
            expect.append(f'"care_week[{week}].market_rate": {rate}')
    born = {child: date.fromisoformat(monday) - timedelta(days=int(child[1:])) for child in members}
    lines = [f"  - name: {name}", "    cite: the schedule", "    options: { legally_exempt.enhanced_percent: 70% }", "    providers:",
             *(f"      {provider}: {facts}" for provider, facts in providers.items()), "    families:", "      f1:", "        members:"]
    for child, weeks in members.items():
        lines += [f"          {child}:", f"            born_on: {born[child]}", f"            care_weeks: {{ {', '.join(weeks)} }}"]
    return "\n".join([*lines, "    expect:", *(f"      {line}" for line in expect)]) + "\n", len(expect)


def rate_cases() -> tuple[dict[str, str], dict[str, set], int]:
    """A file of cases for each schedule and Monday; the cells that were read back; how many results."""
    districts = {row["county"]: row["district"] for row in rows(tables / "county_district.csv")}
    groups = rows(tables / "district_group.csv")
    files, seen, results = {}, {}, 0
    for first_day, mondays in SCHEDULES.items():
        schedule = rows(tables / f"market_rates/{first_day}.csv")
        seen[first_day] = set()
        for monday in mondays:
            for county in sorted(districts):
                cells = cells_of(schedule, county, group_of(county, monday, districts, groups))
                if cells:
                    case, count = case_of(f"{county} in the week from {monday}", county, monday, cells)
                    files[monday] = files.get(monday, "") + case
                    results += count
                    seen[first_day].update(tuple(cell.values()) for cell in cells)
    return files, seen, results


def standard_cases() -> tuple[str, int]:
    text, results = "", 0
    for file, rule in (("sis.csv", "income_standard"), ("smi.csv", "median_income")):
        for row in rows(tables / file):
            for day in (row["from"], row["until"]):
                text += (f"  - name: {rule} of {row['size']} on {day}\n    cite: the table\n    families: {{ f: {{ size: {row['size']}, determined_on: {day} }} }}\n"
                         f"    expect: {{ family.{rule}: ${row['amount']} }}\n")
                results += 1
    return text, results


failures = []
with tempfile.TemporaryDirectory() as scratch_name:
    scratch = Path(scratch_name)
    for name in ("rules", "plans"):
        shutil.copytree(root / name, scratch / name, ignore=shutil.ignore_patterns("cases"))
    rates, seen, rate_results = rate_cases()
    standards, standard_results = standard_cases()
    (scratch / "plans/ny/cases").mkdir()
    for name, text in (rates | {"standards": standards}).items():
        (scratch / f"plans/ny/cases/{name}.yaml").write_text("plan: ny/example\ncases:\n" + text, encoding="utf-8")
    run = subprocess.run([carefare, "test", "plans"], cwd=scratch, text=True, capture_output=True, check=False)
    if run.returncode != 0 or f"0 failed, {rate_results + standard_results} results compared" not in run.stdout:
        failures.append((run.stdout + run.stderr)[-3000:])
    for first_day, cells in seen.items():
        if len(cells) != CELLS[first_day]:
            failures.append(f"{len(cells)} cells of {first_day} read back, not {CELLS[first_day]}")
print("\n".join(failures))
print(f"{sum(map(len, seen.values()))} cells of rates in every county: {rate_results} results; {standard_results} results of standards; {len(failures)} failures")
sys.exit(1 if failures else 0)
