"""20,000 generated families: limit, eligibility, share and market rate, engine against oracle, to the cent.

The families are written as golden-case files and run through `carefare test`; what the engine gives and what ny_law.py
gives must be the same value, the same none, or the same set of needs. Counts are asserted, so that every edge is met often.
ORACLE_FAMILIES and ORACLE_SEED change how many are tried and which.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
sys.path.insert(0, str(root / "tests/oracle"))
import ny_law  # noqa: E402

FAMILIES = int(os.environ.get("ORACLE_FAMILIES", "20000"))
SEED = int(os.environ.get("ORACLE_SEED", "415"))
PER_CASE = 40
CASES_PER_FILE = 60

tables = ny_law.Tables(root / "rules/ny/common/tables")
rng = random.Random(SEED)
counts: Counter[str] = Counter()
CENT = Fraction(1, 100)
PROVIDERS = ["day care center", "school-age program", "family day care home", "group family day care home",
             "legally exempt group", "legally exempt family", "legally exempt in-home"]
COUNTIES = sorted(tables.district)
GROUP_A = ["Nassau", "Putnam", "Rockland", "Suffolk", "Westchester"]
ERAS = [(date(2009, 6, 1), date(2021, 4, 15)), (date(2021, 4, 16), date(2022, 7, 31)), (date(2022, 8, 1), date(2023, 9, 30)),
        (date(2023, 10, 1), date(2027, 5, 16))]
SCHEDULES = [(date(2009, 5, 15), date(2011, 9, 30)), (date(2011, 10, 1), date(2019, 4, 30)), (date(2019, 5, 1), date(2022, 5, 31)),
             (date(2022, 6, 1), date(2024, 9, 30)), (date(2024, 10, 1), date(2027, 5, 16))]
EDGES = [date(2021, 4, 16), date(2022, 6, 1), date(2022, 8, 1), date(2023, 10, 1), date(2024, 10, 1), date(2019, 5, 1), date(2024, 6, 1)]


def money(amount: Fraction) -> str:
    cents = amount * 100
    assert cents.denominator == 1, amount
    return f"${int(cents) // 100}.{int(cents) % 100:02d}"


def some_day(spans) -> date:
    first, last = rng.choices(spans, weights=[4 if i != 1 else 1 for i in range(len(spans))])[0]
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def readings_of_a_case() -> dict[str, str]:
    return {
        "share.rounding": rng.choice(["half up", "half up", "half even", "down"]),
        "share.standard_date": rng.choice(["decision", "week"]),
        "share.minimum_at_or_below_standard": rng.choice(["owed", "not owed"]),
        "share.exempt_categories": rng.choice(["five", "five", "six"]),
        "income.smi_cents": rng.choice(["kept", "cut", "rounded"]),
        "age.month_end": rng.choice(["clamp", "carry"]),
        "age_band.birthday_on_first_of_month": rng.choice(["same month", "next month"]),
        "week.straddling_change": rng.choice(["first day", "last day"]),
        "le.computed_rate_rounding": rng.choice(["cents", "whole dollars"]),
    }


class Family:
    """One generated family with what the oracle expects of it."""

    def __init__(self, key: str, case: dict):
        self.key = key
        self.case = case
        self.facts: dict[str, str] = {}
        self.missing: set[str] = set()
        self.expect: dict[str, str] = {}
        day = rng.choice(EDGES) + timedelta(days=rng.randrange(-2, 3)) if rng.random() < 0.1 else some_day(ERAS)
        self.decided = day
        self.week = day - timedelta(days=day.weekday()) + timedelta(days=7 * rng.randrange(0, 3))
        self.size = rng.choice([1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 20])
        self.in_period = rng.random() < 0.25
        self.exempt_by = rng.choice(["public_assistance", "homeless", "foster_care", "protective_or_preventive",
                                     "children_only"]) if rng.random() < 0.12 else ""
        self.income = self.pick_income()
        if rng.random() < 0.06:
            self.missing = {rng.choice(["annual_gross_income", "size", "in_eligibility_period", "homeless"])}
        if "homeless" in self.missing and self.exempt_by == "homeless":
            self.exempt_by = ""
        if "in_eligibility_period" in self.missing and self.decided >= date(2017, 6, 1):
            self.income = max(self.income, self.limit() + CENT)  # over the limit, often within 85 percent of the median
            if rng.random() < 0.8:
                self.income = self.limit() + rng.randrange(1, 2000)
        self.facts = {"determined_on": str(day), "annual_gross_income": money(self.income), "size": str(self.size),
                      "in_eligibility_period": "yes" if self.in_period else "no"}
        for name in ("public_assistance", "homeless", "foster_care", "protective_or_preventive", "children_only"):
            self.facts[name] = "yes" if name == self.exempt_by else "no"
        for name in self.missing:
            del self.facts[name]
        self.expect_limit()
        self.expect_share()
        self.care: list[str] = []
        self.expect_rate()

    def pick_income(self) -> Fraction:
        """Often just below, at or just above what something turns on."""
        around = []
        try:
            around.append(self.limit())
        except ny_law.Pending:
            pass
        standard = tables.standard(self.size, self.decided)
        around += [standard, standard]
        around.append(standard + 5200 * Fraction(1, 1) * (CENT / max(CENT, ny_law.share_percent(self.case["percent"], self.decided))))
        if rng.random() < 0.55:
            at = ny_law.half_up(rng.choice(around), 2)
            return max(Fraction(0), at + rng.choice([-100, -1, -1, 0, 0, 1, 1, 100]) * CENT)
        return Fraction(rng.randrange(0, 16_000_000), 100) if rng.random() < 0.8 else Fraction(rng.randrange(0, 120_000))

    def limit(self) -> Fraction:
        return ny_law.income_limit(tables, self.size, self.decided, self.case["local"], self.case["readings"]["income.smi_cents"])

    def pending(self, result: str, *needs: str) -> None:
        self.expect[result] = "{ pending: [" + ", ".join(sorted(needs)) + "] }"
        for need in needs:
            counts["pending on " + need] += 1

    def expect_limit(self) -> None:
        key = f"family[{self.key}]"
        if "size" in self.missing:
            self.pending(f"{key}.income_limit", "family.size")
            return
        limit = self.limit()
        self.expect[f"{key}.income_limit"] = money(limit)
        counts["limit with a value"] += 1
        if "annual_gross_income" in self.missing:
            if "in_eligibility_period" not in self.missing and self.decided >= date(2017, 6, 1):
                self.pending(f"{key}.within_income_limit", "family.annual_gross_income")
            return
        within = self.income <= limit
        counts["income below the limit" if self.income < limit else "income at the limit" if within else "income above the limit"] += 1
        counts["just below the limit"] += self.income == limit - CENT
        counts["just above the limit"] += self.income == limit + CENT
        self.expect[f"{key}.within_income_limit"] = "yes" if within else "no"
        if self.decided < date(2017, 6, 1):
            return  # state median income before that year is in no table
        within_median = self.income <= ny_law.median_limit(tables, self.size, self.decided, self.case["readings"]["income.smi_cents"])
        if "in_eligibility_period" in self.missing:
            if within == within_median:
                self.expect[f"{key}.income_eligible"] = "yes" if within else "no"
            else:
                self.pending(f"{key}.income_eligible", "family.in_eligibility_period")
            return
        self.expect[f"{key}.income_eligible"] = "yes" if (within_median if self.in_period else within) else "no"

    def expect_share(self) -> None:
        result = f"family_week[{self.key}w].share"
        readings = self.case["readings"]
        six = readings["share.exempt_categories"] == "six"
        if "homeless" in self.missing and not self.exempt_by:
            law_day = self.week + timedelta(days=6) if readings["week.straddling_change"] == "last day" else self.week
            standard_day = self.decided if readings["share.standard_date"] == "decision" else law_day
            nothing_above = self.income <= tables.standard(self.size, standard_day)
            if nothing_above and (six or readings["share.minimum_at_or_below_standard"] == "not owed"):
                self.expect[result] = "$0"
            else:
                self.pending(result, "family.homeless")
            return
        if self.exempt_by:
            self.expect[result] = "$0"
            counts["exempt"] += 1
            return
        if self.missing & {"annual_gross_income", "size"}:
            self.pending(result, *("family." + name for name in self.missing))
            return
        share = ny_law.family_share(tables, size=self.size, income=self.income, exempt=bool(self.exempt_by), decided=self.decided,
                                    week=self.week, chosen=self.case["percent"], readings=readings)
        self.expect[result] = money(share)
        counts["share of nothing" if share == 0 else "share at the minimum" if share == 1 else "share above the minimum"] += 1
        law_day = self.week + timedelta(days=6) if readings["week.straddling_change"] == "last day" else self.week
        if ny_law.share_percent(self.case["percent"], law_day) != self.case["percent"]:
            counts["share held to the cap"] += 1

    def expect_rate(self) -> None:
        readings = self.case["readings"]
        day = some_day(SCHEDULES) if rng.random() < 0.9 else rng.choice(EDGES)
        week = max(day, date(2009, 5, 15)) - timedelta(days=day.weekday())
        if week < date(2009, 5, 15):
            week += timedelta(days=7)
        law_day = week + timedelta(days=6) if readings["week.straddling_change"] == "last day" else week
        provider = rng.choice(PROVIDERS)
        county = rng.choice(GROUP_A) if law_day < date(2011, 10, 1) and rng.random() < 0.9 else rng.choice(COUNTIES)
        trained = rng.random() < 0.5
        period = rng.choice(["weekly", "daily", "part_day", "hourly"])
        band_edge = rng.choice([0, 18, 24, 36, 72])
        born = law_day - timedelta(days=rng.randrange(1, 4500))
        if band_edge and rng.random() < 0.4:
            born = ny_law.add_months(law_day, -band_edge, "clamp") + timedelta(days=rng.randrange(-32, 33))
        born = min(born, law_day - timedelta(days=1))
        self.care = [
            f"      {self.key}m: {{ born_on: {born}, care_weeks: {{ {self.key}c: {{ provider: {self.key}p, start: {week}, care_period: {period} }} }} }}"]
        self.provider = (f"      {self.key}p: {{ type: {provider}, county: {county}, training_hours: {'10' if trained else '9.75'}, "
                         f"training_verified: yes }}")
        result = f"care_week[{self.key}c].market_rate"
        try:
            rate = ny_law.market_rate(tables, provider=provider, county=county, trained=trained, period=period, born=born, week=week,
                                      readings=readings)
        except ny_law.Pending as waiting:
            self.pending(result, *waiting.needs)
            return
        self.expect[result] = "none" if rate is None else money(rate)
        schedule = max(start for start in tables.rates if start <= law_day)
        counts[f"schedule of {schedule}"] += 1
        counts["band " + ny_law.age_band(provider, born, law_day, readings)] += 1
        counts["no rate exists" if rate is None else "rate with a value"] += 1


def write_case(name: str, case: dict, families: list[Family]) -> list[str]:
    lines = [f"  - name: {name}", "    cite: generated", "    readings:"]
    lines += [f"      {reading}: {value}" for reading, value in case["readings"].items()]
    lines += ["    options:", f"      family_share_percent: {int(case['percent'] * 100)}%",
              f"      local_income_limit_percent: {int(case['local'] * 100)}%", "      legally_exempt: { enhanced_percent: 70% }"]
    lines.append("    families:")
    for family in families:
        facts = ", ".join(f"{fact}: {value}" for fact, value in family.facts.items())
        lines.append(f"      {family.key}: {{ {facts} }}")
    lines.append("    family_weeks:")
    lines += [f"      {family.key}w: {{ family: {family.key}, start: {family.week} }}" for family in families]
    lines.append("    members:")
    lines += [line.replace("{ born_on", f"{{ family: {family.key}, born_on") for family in families for line in family.care]
    lines.append("    providers:")
    lines += [family.provider for family in families]
    lines.append("    expect:")
    for family in families:
        lines += [f'      "{result}": {value}' for result, value in family.expect.items()]
    return lines


def main() -> int:
    families_left = FAMILIES
    compared = failed = 0
    problems: list[str] = []
    results_per_family = Counter()
    with tempfile.TemporaryDirectory() as folder:
        number = 0
        files: list[Path] = []
        while families_left > 0:
            lines = ["plan: ny/example", "cases:"]
            for _ in range(CASES_PER_FILE):
                size = min(PER_CASE, families_left)
                if size <= 0:
                    break
                case = {"readings": readings_of_a_case(), "percent": Fraction(rng.randrange(10, 36), 100),
                        "local": Fraction(rng.choice([100, 125, 150, 175, 200, 200, 200]), 100)}
                families = [Family(f"f{number + i}", case) for i in range(size)]
                for family in families:
                    results_per_family["with a value"] += any("pending" not in value for value in family.expect.values())
                lines += write_case(f"families from {number}", case, families)
                number += size
                families_left -= size
            path = Path(folder) / f"families_{len(files):03}.yaml"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            files.append(path)
        for path in files:
            run = subprocess.run([os.environ["CAREFARE"], "test", "plans/ny/example.yaml", str(path), "--format", "json"],
                                 cwd=root, text=True, capture_output=True, check=False)
            if not run.stdout:
                problems.append(f"{path.name}: exit status {run.returncode}\n{run.stderr[:2000]}")
                continue
            report = json.loads(run.stdout)
            problems += [f"{d['code']} {d['message']} ({d.get('file')}:{d.get('line')})" for d in report["diagnostics"]
                         if d["severity"] == "error"]
            for case in report["cases"]:
                compared += case["compared"]
                for one in case.get("differences", []):
                    failed += 1
                    problems.append(f"{case['name']}: {one['result']}: oracle {one['expected']}, engine {one['got']}")
    minima = {name: 100 for name in (
        "income below the limit", "income at the limit", "income above the limit", "just below the limit", "just above the limit",
        "share at the minimum", "share above the minimum", "share of nothing", "share held to the cap", "exempt",
        "schedule of 2009-05-15", "schedule of 2019-05-01", "schedule of 2022-06-01", "schedule of 2024-10-01",
        "band under_1.5", "band 1.5-2", "band under_2", "band 2", "band 3-5", "band 6-12", "no rate exists",
        "pending on family.annual_gross_income", "pending on family.size", "pending on family.homeless",
        "pending on family.in_eligibility_period", "pending on market_rate")}
    if FAMILIES >= 20000:
        for name, least in minima.items():
            if counts[name] < least:
                problems.append(f"only {counts[name]} of: {name}")
        if results_per_family["with a value"] < FAMILIES * 9 // 10:
            problems.append(f"only {results_per_family['with a value']} families have a value")
        if compared < 3 * FAMILIES:
            problems.append(f"only {compared} results were compared")
    print("\n".join(problems[:40]))
    if len(problems) > 40:
        print(f"... and {len(problems) - 40} more")
    print(", ".join(f"{name}: {n}" for name, n in sorted(counts.items())))
    print(f"{FAMILIES} families, {results_per_family['with a value']} with a value, {compared} results compared, {failed} differ (seed {SEED})")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
