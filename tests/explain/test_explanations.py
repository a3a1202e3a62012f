"""Approved explanations: text and JSON of the example family, of a missing fact, of an answer a plan does not give, of a clamp.

Each line of `explanations.txt` names a file and the arguments of `carefare explain`; the file holds what is printed. Run with
--accept to rewrite them; the review is the diff.
"""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
here = root / "tests/explain"
failures = []
count = 0
for line in (here / "explanations.txt").read_text(encoding="utf-8").splitlines():
    if not line or line.startswith("#"):
        continue
    name, arguments = line.split(None, 1)
    got = subprocess.run([os.environ["CAREFARE"], "explain", *shlex.split(arguments)], cwd=root, text=True, capture_output=True, check=False)
    printed = got.stdout + got.stderr
    count += 1
    if got.returncode != 0:
        failures.append(f"{name}: exit status {got.returncode}\n{printed}")
    if name.endswith(".json"):
        json.loads(got.stdout)
    if "--accept" in sys.argv:
        (here / name).write_text(printed, encoding="utf-8")
    elif not (here / name).exists() or (here / name).read_text(encoding="utf-8") != printed:
        failures.append(f"{name} differs:\n{printed}")
if count < 5:
    failures.append(f"only {count} explanations")
print("\n".join(failures) or f"{count} explanations")
sys.exit(1 if failures else 0)
