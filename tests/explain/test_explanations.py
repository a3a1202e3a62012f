"""Approved explanations: text and JSON of the example family, of a missing fact, of an answer a plan does not give, of a clamp; letters of
payments in June 2019; a worker's questions about a case. No letter has a name that only the rules know.

Each line of `explanations.txt` names a file and the arguments of `carefare explain`; the file holds what is printed. Run with
--accept to rewrite them; the review is the diff.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
here = root / "tests/explain"
# An identifier with "_", a name with a dot between two small letters, a key of a row (at what, then a bare date), words of the expression language.
INTERNAL = re.compile(r"[a-z0-9]_[a-z0-9]|[a-z]\.[a-z]{2}|\d{4}-\d\d-\d\d|\botherwise\b|[{}\[\]=]|[A-Z]{2,}_[A-Z]|\bnone\b")
failures = []
count = 0
# What is explained is right: the cases of this folder expect what their arithmetic says.
tested = subprocess.run([os.environ["CAREFARE"], "test", "tests/explain/cases.yaml", "tests/explain/letters.yaml", "tests/explain/questions"],
                        cwd=root, text=True, capture_output=True, check=False)
if tested.returncode != 0:
    failures.append(tested.stdout + tested.stderr)
for line in (here / "explanations.txt").read_text(encoding="utf-8").splitlines():
    if not line or line.startswith("#"):
        continue
    name, arguments = line.split(None, 1)
    got = subprocess.run([os.environ["CAREFARE"], "explain", *shlex.split(arguments)], cwd=root, text=True, capture_output=True, check=False)
    printed = got.stdout + got.stderr
    count += 1
    if got.returncode != 0:
        failures.append(f"{name}: exit status {got.returncode}\n{printed}")
    if name.startswith(("letters/", "questions/")) and name.endswith(".txt"):
        failures += [f"{name}: '{found.group()}' in: {text}" for text in got.stdout.splitlines() if (found := INTERNAL.search(text))]
        if not 3 <= len(got.stdout.splitlines()) <= 45:
            failures.append(f"{name} has {len(got.stdout.splitlines())} lines")
    if name.endswith(".json"):
        json.loads(got.stdout)
    if "--accept" in sys.argv:
        (here / name).write_text(printed, encoding="utf-8")
    elif not (here / name).exists() or (here / name).read_text(encoding="utf-8") != printed:
        failures.append(f"{name} differs:\n{printed}")
if count < 50:
    failures.append(f"only {count} explanations")
print("\n".join(failures) or f"{count} explanations")
sys.exit(1 if failures else 0)
