"""The days named by --pay against those of the rows and of the windows: told where no row is paid, or where the windows do not hold them."""

import os
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
missing = {"2019-05-31..2019-06-30": "What lies on 2019-05-31 is", "2019-06-01..2019-07-01": "What lies on 2019-07-01 is",
           "2019-05-31..2019-07-01": "What lies on 2019-05-31 and 2019-07-01 is"}

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

print("\n".join(failures) or f"{len(wanted)} spans: paid, told to be of no row, told to be cut")
sys.exit(1 if failures else 0)
