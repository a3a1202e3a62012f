"""The payment of every week of care, engine against oracle, to the same cents and the same states.

Caseloads of made-up families (`carefare sample`) and caseloads aimed at the edges (aimed_caseload.py) are run through `carefare run` and
read by ny_payment.py, which shares no code with the engine. Westchester's plan as assumed for June 2019, and with other answers, so that
the limit of differentials is met. Counts are the oracle's and are asserted. ORACLE_SAMPLED (families, 5000 for the long run),
ORACLE_FAMILIES (aimed) and ORACLE_SEED change how many families and which; or name a caseload: test_payments.py FOLDER.
"""

import csv
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
sys.path.insert(0, str(root / "tests/oracle"))
import ny_law  # noqa: E402
from aimed_caseload import write_aimed  # noqa: E402
from caseload_files import Caseload  # noqa: E402
from ny_payment import Payments  # noqa: E402
from ny_week import Plan, Week  # noqa: E402

FAMILIES = int(os.environ.get("ORACLE_FAMILIES", "1200"))
SAMPLED = int(os.environ.get("ORACLE_SAMPLED", "1000"))
SEED = int(os.environ.get("ORACLE_SEED", "415"))
ASSUMED = root / "examples/westchester-june-2019.assume.yaml"
RESULTS = ("basis", "payable", "family_share", "payment")
LEAST = {name: 100 for name in (
    "basis weekly", "basis fifths", "basis by the day", "daily", "part_day", "hourly", "extra period", "sixth day", "differential",
    "capped differential", "paid absence", "unpaid absence", "nothing payable", "zero share", "minimum share", "share above the minimum",
    "shared share", "share above the cost", "share in proportion", "no rate", "nearly 24 hours", "one weekly rate")}
# A scheduled day that nobody attended and on which the program was closed, under a contract for the paid ones, is rarer.
LEAST |= {"paid closure": 40, "unpaid closure": 80}
LEAST_SAMPLED = {name: 100 for name in (
    "basis weekly", "basis fifths", "basis by the day", "daily", "part_day", "hourly", "extra period", "sixth day", "differential",
    "paid absence", "unpaid absence", "zero share", "minimum share", "share above the minimum", "shared share", "share above the cost",
    "zero payment")}

tables = ny_law.Tables(root / "rules/ny/common/tables")


@dataclass
class Answers:
    """What a run assumes beside examples/westchester-june-2019.assume.yaml: the lines for the engine, the plan for the oracle."""

    name: str
    plan: Plan
    options: dict[str, str]
    window: tuple[date, date]
    period: date  # on which the base period, or the year, of absences begins
    share: int  # of the families, in percent


RUNS = [
    Answers("Westchester", Plan(), {}, (date(2019, 6, 3), date(2019, 6, 30)), date(2019, 4, 1), 50),
    Answers("other answers",
            Plan(homeless_regulated=Fraction(15, 100), homeless_exempt=Fraction(12, 100), non_traditional=Fraction(15, 100),
                 accredited=Fraction(10, 100), contract_only=False, routine=(5, 8), extenuating=(2, 3), all_kinds=(6, 10), period_months=6,
                 in_proportion=True, rate_in_proportion=True),
            {"differentials.homeless_regulated": "15%", "differentials.homeless_legally_exempt": "12%", "differentials.non_traditional": "15%",
             "differentials.accredited": "10%", "absences.providers": "all", "absences.base_period": "six months",
             "absences.routine.per_month": "5", "absences.routine.per_base_period": "8", "absences.extenuating.per_month": "2",
             "absences.extenuating.per_base_period": "3", "absences.total.per_month": "6", "absences.total.per_base_period": "10",
             "share_bearing_order": "in proportion", "several_providers.distribution": "in proportion"}, (date(2019, 5, 6), date(2019, 6, 30)), date(2019, 4, 1), 20),
    # One percent, no hourly rate, differentials of ten percent on the lesser, absences by the year; the minimum ends on 2025-06-02.
    Answers("2025",
            Plan(homeless_regulated=Fraction(10, 100), non_traditional=Fraction(10, 100), accredited=Fraction(8, 100), additional_days=3,
                 additional_types=frozenset({"day care center", "family day care home", "legally exempt group"})),
            {"differentials.accredited": "8%", "absences.additional_days": "3", "absences.additional_types.day_care_center": "paid",
             "absences.additional_types.school_age_program": "not paid", "absences.additional_types.family_day_care": "paid",
             "absences.additional_types.group_family_day_care": "not paid", "absences.additional_types.legally_exempt_group": "paid",
             "absences.additional_types.informal": "not paid"}, (date(2025, 5, 5), date(2025, 6, 29)), date(2025, 1, 1), 30),
]


def assumptions(answers: Answers, path: Path) -> Path:
    lines = [line for line in ASSUMED.read_text(encoding="utf-8").splitlines()
             if not any(f"option: {option}," in line for option in answers.options)]
    lines += [f"  - {{ option: {option}, value: {value}, reason: a test of other answers }}" for option, value in answers.options.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def differs(row: dict[str, str], name: str, week: Week) -> bool:
    oracle = getattr(week, name)
    if row[f"{name}.state"] != oracle.state:
        return True
    if oracle.state != "value":
        return False
    return row[name] != oracle.value if name == "basis" else Fraction(row[name]) != oracle.value


def compare(folder: Path, answers: Answers, scratch: Path, counts: Counter[str]) -> list[str]:
    output = scratch / f"results of {folder.name}"
    run = subprocess.run([os.environ["CAREFARE"], "run", "--plan", "ny/westchester", "--assume",
                          str(assumptions(answers, scratch / "assume.yaml")), "--input", str(folder), "--output", str(output)],
                         cwd=root, text=True, capture_output=True, check=False)
    if run.returncode != 0:
        return [f"{answers.name}: exit status {run.returncode}\n{run.stdout[-2000:]}{run.stderr[-2000:]}"]
    payments = Payments(tables, Caseload(folder), answers.plan)
    with (output / "weeks.csv").open(newline="", encoding="utf-8") as file:
        engine = {row["key"]: row for row in csv.DictReader(file)}
    problems = [f"{answers.name}: week '{key}' is made by one side only" for key in engine.keys() ^ payments.weeks.keys()]
    for key, week in payments.weeks.items():
        row = engine.get(key)
        if row is None:
            continue
        for name in RESULTS:
            oracle = getattr(week, name)
            counts[f"{name} {oracle.state}"] += 1
            if differs(row, name, week):
                problems.append(f"{answers.name}: week[{key}].{name}: oracle {oracle.state} {oracle.value}, engine {row[f'{name}.state']} {row[name]}"
                                f" ({', '.join(sorted(week.kinds))})")
                break
    counts.update(payments.counts)
    return problems


def sampled(folder: Path) -> list[str]:
    run = subprocess.run([os.environ["CAREFARE"], "sample", "--plan", "ny/westchester", "--families", str(SAMPLED), "--seed", str(SEED),
                          "--month", "2019-06", "--out", str(folder)], cwd=root, text=True, capture_output=True, check=False)
    return [] if run.returncode == 0 else [f"sample: exit status {run.returncode}\n{run.stdout}{run.stderr}"]


def main() -> int:
    counts: Counter[str] = Counter()
    of_sample: Counter[str] = Counter()
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        if len(sys.argv) > 1:
            problems += compare(Path(sys.argv[1]), RUNS[0], scratch, counts)
        else:
            problems += sampled(scratch / "sampled") or compare(scratch / "sampled", RUNS[0], scratch, of_sample)
            for number, answers in enumerate(RUNS):
                folder = scratch / f"aimed {number}"
                write_aimed(folder, FAMILIES * answers.share // 100, SEED + number, answers.window, answers.period)
                problems += compare(folder, answers, scratch, counts)
    if len(sys.argv) == 1 and SAMPLED >= 1000:
        problems += [f"only {of_sample[kind]} in the sample of: {kind}" for kind, least in LEAST_SAMPLED.items() if of_sample[kind] < least]
    if len(sys.argv) == 1 and FAMILIES >= 1200:
        problems += [f"only {counts[kind]} of: {kind}" for kind, least in LEAST.items() if counts[kind] < least]
    print("\n".join(problems[:40]))
    if len(problems) > 40:
        print(f"... and {len(problems) - 40} more")
    for what, some in (("sampled", of_sample), ("aimed", counts)):
        print(f"{what}: " + ", ".join(f"{kind}: {n}" for kind, n in sorted(some.items())))
    counts.update(of_sample)
    weeks = sum(counts[f"payment {state}"] for state in ("value", "pending", "incomplete"))
    print(f"{weeks} weeks compared, {counts['payment value']} with an amount, {len(problems)} problems (seed {SEED})")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
