"""docs/scope names rules, options, readings and facts that exist, every row it lists has rules and golden
cases, and docs/coverage.md is what scripts/coverage makes of it: where it is not, run scripts/coverage and read the difference."""

import os
import subprocess
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
got = subprocess.run([sys.executable, root / "scripts/coverage", "--check"], cwd=root, text=True, capture_output=True, check=False)
print(got.stdout + got.stderr, end="")
sys.exit(got.returncode)
