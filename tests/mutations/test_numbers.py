"""A part of scripts/mutate: every number of the rules of the family share changed. Golden cases notice all but the one that is equivalent."""

import os
import re
import subprocess
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
got = subprocess.run([sys.executable, root / "tests/mutations/run_mutants.py", "--only", "rules/415_3_family_share.yaml", "--jobs", "1", "--sample"],
                     cwd=root, text=True, capture_output=True, check=False)
print(got.stdout + got.stderr, end="")
counted = re.search(r"(\d+) mutants: (\d+) dead, (\d+) refused, (\d+) equivalent, 0 survives", got.stdout)
sys.exit(0 if got.returncode == 0 and counted and int(counted[2]) >= 8 and int(counted[4]) == 1 else 1)
