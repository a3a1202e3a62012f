"""What a run assumes of an option: within the law's bounds of the days on which it counts, on some days or on all, and beyond them
where the file says so. On days that are not assumed the plan's answer stays."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
failures = []
ran = 0


SILENT = "plan: a/d\nprogramme: a\nsource: an example\noptions: {}\n"


CLAMPED = ('range: "[5%..10%]", step: 1%', 'range: "[5%..10%]", step: 1%, clamp: yes')
# The second was decided on 1 July for days before.
LATER = "plan: a/d\nprogramme: a\nsource: an example\noptions:\n  discount:\n    - { from: 2015-01-01, value: 10% }\n    - { from: 2019-06-10, known: 2019-07-01, value: 5% }\n"


def run(assumed: str, *more: str, plan: str = "", rules: tuple[str, str] = ("", ""), dataset: str = "", explain: tuple[str, ...] = ()) -> tuple[int, str, str]:
    """Exit status, payments of the bills of 9 June ($10, bound 10% to 30%) and 10 June 2019 ($20, bound 5% to 10%), what was said.
    `explain`: what was said is what explains a payment of that run."""
    global ran
    ran += 1
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for name in ("rules", "plans", "caseload"):
            shutil.copytree(root / "tests/bad/P006_assumed_outside_a_bound" / name, copy / name)
        if plan:
            (copy / "plans/a/d.yaml").write_text(plan, encoding="utf-8")
        programme = copy / "rules/a/programme.yaml"
        programme.write_text(programme.read_text(encoding="utf-8").replace(*rules), encoding="utf-8")
        with (copy / "caseload/dataset.yaml").open("a", encoding="utf-8") as file:
            file.write(dataset)
        (copy / "assume.yaml").write_text("assume:\n" + assumed, encoding="utf-8")
        done = subprocess.run([carefare, "run", "--plan", "a/d", "--input", "caseload", "--output", "out", "--assume", "assume.yaml", *more], cwd=copy,
                              text=True, capture_output=True, check=False)
        if done.returncode != 0:
            return done.returncode, "", done.stderr
        if explain:
            told = subprocess.run([carefare, "explain", "--plan", "a/d", "--input", "caseload", "--assume", "assume.yaml", "--family", "f", *explain], cwd=copy,
                                  text=True, capture_output=True, check=False)
            return told.returncode, told.stdout, told.stderr
        with (copy / "out/pending.csv").open(encoding="utf-8") as file:
            reasons = {row["key"]: "pending:" + row["reason"].replace(" ", "_") for row in csv.DictReader(file)}
        with (copy / "out/bills.csv").open(encoding="utf-8") as file:
            return 0, " ".join(row["payment"] or reasons[row["key"]] for row in csv.DictReader(file)), done.stderr


def expect(what: str, got: object, wanted: object) -> None:
    if got != wanted:
        failures.append(f"{what}: {got!r}, expected {wanted!r}")


def line(value: str, more: str = "") -> str:
    return f"  - {{ option: discount, value: {value}{more}, reason: a test }}\n"


def paid(what: str, assumed: str, wanted: str, *more: str, **given: Any) -> None:
    status, payments, said = run(assumed, *more, **given)
    expect(what, (status, payments), (0, wanted) if status == 0 else (0, said))


def refused(what: str, assumed: str, *words: str, **given: Any) -> None:
    status, _, said = run(assumed, **given)
    expect(what, status, 2)
    for word in words:
        expect(f"{what}: says {word!r}", word in said, True)


# The plan: 10%. $10 - 10% = $9; $20 - 10% = $18.
paid("the plan's own value for all time, in both bounds", line("10%"), "9.00 18.00")
# Until 9 June the upper end of [10%..30%]: 30%, $7; the plan's 10% after.
paid("up to the bound, until the day before the next", line("30%", ", until: 2019-06-09"), "7.00 18.00")
refused("one above the bound", line("31%", ", until: 2019-06-09"), "P006", "31%", "[10%..30%]", "from and until")
refused("a day into the next bound", line("30%", ", until: 2019-06-10"), "P006", "30% on 2019-06-10", "[5%..10%]", "assume.yaml:2:")
# From 10 June the lower end of [5%..10%]: 5%, $19; before it the plan's.
paid("down to the bound, from its first day", line("5%", ", from: 2019-06-10"), "9.00 19.00")
refused("one below the bound", line("4%", ", from: 2019-06-10"), "P006", "4% on 2019-06-10", "[5%..10%]")
refused("from the day before", line("5%", ", from: 2019-06-09"), "P006", "5% on 2019-06-09", "[10%..30%]")
refused("for all time", line("5%"), "P006", "5% on 2015-01-01", "[10%..30%]")
# Each bound's own days: $10 - 30% = $7, $20 - 5% = $19.
paid("two stretches", line("30%", ", until: 2019-06-09") + line("5%", ", from: 2019-06-10"), "7.00 19.00")
refused("two of one day", line("10%", ", until: 2019-06-10") + line("5%", ", from: 2019-06-10"), "P002", "assumed twice")
# One day in the middle: 9 June alone.
paid("one day", line("20%", ", from: 2019-06-09, until: 2019-06-09"), "8.00 18.00")
# Another law: $10 - 50% = $5, $20 - 50% = $10; never outside what the proofs hold for.
paid("beyond the bounds", line("50%", ", beyond_bounds: yes"), "5.00 10.00")
refused("beyond the range", line("101%", ", beyond_bounds: yes"), "F001", "[0%..100%]")
refused("between the steps", line("9.5%", ", beyond_bounds: yes"), "F002")
# A bound that clamps is no bound of what may be said: it is what counts. 8% lies within it, 11% beyond.
paid("within a bound that clamps", line("10%", ", from: 2019-06-10, beyond_bounds: yes"), "9.00 18.00", rules=CLAMPED)
refused("beyond a bound that clamps", line("11%", ", from: 2019-06-10, beyond_bounds: yes"), "P006", "clamps", "from and until", rules=CLAMPED)
paid("before a bound that clamps", line("50%", ", until: 2019-06-09, beyond_bounds: yes"), "5.00 18.00", rules=CLAMPED)
# What counts on the other days hangs on what is known: the caseload says it, or the command line, to run and to explain.
refused("nothing is known", line("30%", ", until: 2019-06-09"), "P007", "--known-on", plan=LATER)
paid("known by the caseload's day", line("30%", ", until: 2019-06-09"), "7.00 19.00", plan=LATER, dataset="known_on: 2019-07-02\n")
paid("not yet known", line("30%", ", until: 2019-06-09"), "7.00 18.00", "--known-on", "2019-06-30", plan=LATER, dataset="known_on: 2019-07-02\n")
for dataset, more, known, wanted in (("known_on: 2019-07-02\n", (), (), ": $19\n"), ("", ("--known-on", "2019-06-30"), ("--known-on", "2019-06-30"), ": $18\n")):
    status, told, said = run(line("30%", ", until: 2019-06-09"), *more, plan=LATER, dataset=dataset, explain=(*known, "bill[b2].payment"))
    expect("the run is explained", (status, wanted in told, said), (0, True, ""))
# A plan that does not name the option: what is not assumed is not stated, and pending.
for more in ((), ("--row-by-row",)):
    paid("a silent plan, until", line("30%", ", until: 2019-06-09"), "7.00 pending:not_stated", *more, plan=SILENT)
    paid("a silent plan, from", line("10%", ", from: 2019-06-10"), "pending:not_stated 18.00", *more, plan=SILENT)
paid("both evaluators", line("30%", ", until: 2019-06-09"), "7.00 18.00", "--row-by-row")

print("\n".join(failures) or f"{ran} runs: assumptions keep to the law's bounds and to their days")
sys.exit(1 if failures else 0)
