"""The package, the examples and these tests are typed: mypy --strict finds nothing."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ["CAREFARE_SOURCE_DIR"])
folders = ["bindings/python/carefare", "tests/python", "examples/python"]
cache = Path(os.environ["CAREFARE"]).parent / "mypy"
found = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, *folders], cwd=ROOT, capture_output=True, text=True, check=False)
print(found.stdout + found.stderr)
sys.exit(found.returncode)
