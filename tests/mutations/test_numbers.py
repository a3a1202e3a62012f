"""A part of scripts/mutate: sixty numbers of the law, the plans and the published tables, changed one at a time. Golden cases notice each.

Which sixty is a matter of the names of the numbers alone, so that a number that comes or goes leaves the others where they were.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
got = subprocess.run([sys.executable, root / "tests/mutations/run_mutants.py", "--schedules", "--sample", "60", "--jobs", "1", "--forget"],
                     cwd=root, text=True, capture_output=True, check=False)
print(got.stdout + got.stderr, end="")
counted = re.search(r"60 mutants: (\d+) dead, (\d+) refused, (\d+) equivalent, 0 survives", got.stdout)
sys.exit(0 if got.returncode == 0 and counted and int(counted[1]) >= 40 else 1)
