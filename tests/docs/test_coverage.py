"""docs/scope names rules, options, readings and facts that exist, and every row it lists has rules and golden cases."""

import os
import subprocess
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
got = subprocess.run([sys.executable, root / "scripts/coverage", "--names"], cwd=root, text=True, capture_output=True, check=False)
print(got.stdout + got.stderr, end="")
sys.exit(got.returncode)
