"""The days named by --pay against those of the rows and of the windows: told where no row is paid, or where the windows do not hold them.
Rows outside the windows are paid like others: what the windows say is that more may be missing."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
# Bills due on 9 and 10 June 2019; the table is complete from 1 to 30 June.
tree = root / "tests/bad/W029_month_that_nobody_has"
failures = []

NOTHING, CUT = "nothing is paid", "are complete from 2019-06-01 to 2019-06-30 only"
wanted = {
    "2019-06": ("", 0),
    "2019-06-01..2019-06-30": ("", 0),
    "2019-05-31..2019-06-30": (CUT, 0),  # a day before the window
    "2019-06-01..2019-07-01": (CUT, 0),  # a day after it
    "2019-05-31..2019-07-01": (CUT, 0),
    "2019-06-09..2019-06-09": ("", 0),
    "2019-06-10..2019-06-10": ("", 0),
    "2019-06-08..2019-06-08": (NOTHING, 1),  # within the window, and no bill is due
    "2019-06-11..2019-06-30": (NOTHING, 1),
    "2019-05": (NOTHING, 1),
    "2019-07": (NOTHING, 1),
}
missing = {"2019-05-31..2019-06-30": "Rows of 2019-05-31 may", "2019-06-01..2019-07-01": "Rows of 2019-07-01 may",
           "2019-05-31..2019-07-01": "Rows of 2019-05-31 and 2019-07-01 may"}

for pay, (words, status) in wanted.items():
    for more in ([], ["--row-by-row"]):
        with tempfile.TemporaryDirectory() as out:
            command = [carefare, "run", "--plan", "a/d", "--input", "caseload", "--output", f"{out}/results", "--pay", pay, "--strict", *more]
            done = subprocess.run(command, cwd=tree, text=True, capture_output=True, check=False)
            told = [line for line in done.stderr.splitlines() if line.startswith("warning W029")]
            if done.returncode != status or len(told) != bool(words) or words not in done.stderr or missing.get(pay, "") not in done.stderr:
                failures.append(f"--pay {pay}: exit status {done.returncode}, expected {status}, and said\n{done.stderr}")
            if not (Path(out) / "results/summary.json").exists():
                failures.append(f"--pay {pay}: no results")

# The same bills of $9.00 and $18.00 under other windows, and other bills without any: what a run of June pays and says, and its exit status.
NO_ROWS, HEAD = "nothing is paid: there are no rows to pay", "key,family,due,amount\n"
others = {
    "the day before a bill": ("2019-06-08..2019-06-30", None, "27.00", "Rows of 2019-06-01 to 2019-06-07 may be missing", 0),
    "a bill before the window": ("2019-06-10..2019-06-30", None, "27.00", "Rows of 2019-06-01 to 2019-06-09 may be missing", 0),
    "a bill behind the window": ("2019-06-01..2019-06-09", None, "27.00", "Rows of 2019-06-10 to 2019-06-30 may be missing", 0),
    "a window of another month": ("2019-07-01..2019-07-31", None, "27.00", "Rows of 2019-06-01 to 2019-06-30 may be missing", 0),
    "no window": ("", None, "27.00", "", 0),
    "no rows": ("", HEAD, "0.00", NO_ROWS, 1),
    "no rows in a window": ("2019-06-01..2019-06-30", HEAD, "0.00", NO_ROWS, 1),
    "all rows set aside": ("", HEAD + "b1,f,2019-06-09,101\n", "0.00", NO_ROWS, 1),
    "rows of another month": ("", HEAD + "b1,f,2019-07-01,10\n", "0.00", "nothing is paid: no row has its day of payment from 2019-06-01 to 2019-06-30", 1),
}
for what, (window, bills, total, words, status) in others.items():
    for more in ([], ["--row-by-row"]):
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "tree"
            shutil.copytree(tree, copy)
            (copy / "caseload/dataset.yaml").write_text("programme: a\n" + (f"tables:\n  bills: {{ window: {window} }}\n" if window else ""), encoding="utf-8")
            if bills is not None:
                (copy / "caseload/bills.csv").write_text(bills, encoding="utf-8")
            command = [carefare, "run", "--plan", "a/d", "--input", "caseload", "--output", "results", "--pay", "2019-06", "--strict", "--format", "json", *more]
            done = subprocess.run(command, cwd=copy, text=True, capture_output=True, check=False)
            if done.returncode != status or f'"total": "{total}"' not in done.stdout or words not in done.stderr or bool(words) != ("W029" in done.stderr):
                failures.append(f"{what}: exit status {done.returncode}, expected {status}, {total} and '{words}', and said\n{done.stdout}{done.stderr}")

# An empty text, as of a variable of the shell that is not set, does not pay every month.
for option in ("--pay", "--known-on", "--plan", "--output"):
    given = {"--plan": "a/d", "--output": "results"} | {option: ""}
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "tree"
        shutil.copytree(tree, copy)
        command = [carefare, "run", "--input", "caseload", *(word for pair in given.items() for word in pair)]
        done = subprocess.run(command, cwd=copy, text=True, capture_output=True, check=False)
        if done.returncode != 2 or f"{option}: is empty" not in done.stderr or (copy / "results").exists():
            failures.append(f"{option} with an empty text: exit status {done.returncode}, and said\n{done.stderr}")

print("\n".join(failures) or f"{len(wanted) + len(others)} spans: paid, told to be of no row, told to be cut")
sys.exit(1 if failures else 0)
