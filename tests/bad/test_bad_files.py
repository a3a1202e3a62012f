"""One bad input for every diagnostic code, its rendered text approved.

Each folder CODE_slug holds `command` (arguments of carefare, run in a copy of that folder), the input files it names and
`expected.txt` (what is printed, then the exit status). A code whose input is too large to keep is listed in `generated.txt`
with the test that makes it. Run with --accept to rewrite the expected texts; the review is the diff.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
accept = "--accept" in sys.argv
only = [a for a in sys.argv[1:] if not a.startswith("--")]
here = root / "tests" / "bad"

codes = []
for definition in sorted((root / "include/carefare/base/diagnostic_codes").glob("*.def")):
    codes += re.findall(r"^CAREFARE_DIAGNOSTIC\((\w+),", definition.read_text(), re.M)

failures = []
if len(codes) != len(set(codes)):
    failures.append("a code is declared twice: " + ", ".join(sorted({c for c in codes if codes.count(c) > 1})))
by_letter: dict[str, list[int]] = {}
for code in codes:
    by_letter.setdefault(code[0], []).append(int(code[1:]))

generated = {}
for line in (here / "generated.txt").read_text().splitlines():
    if line and not line.startswith("#"):
        code, test = line.split(None, 1)
        generated[code] = test
        if code not in (root / test).read_text():
            failures.append(f"generated.txt: {test} does not mention {code}")
        if code not in codes:
            failures.append(f"generated.txt: {code} is not a code")

covered = set(generated)
cases = [p for p in sorted(here.iterdir()) if p.is_dir() and p.name != "__pycache__"]
ran = 0
for folder in cases:
    code = folder.name.split("_")[0]
    if only and folder.name not in only and code not in only:
        continue
    if code not in codes:
        failures.append(f"{folder.name}: {code} is not a code")
        continue
    covered.add(code)
    arguments = shlex.split((folder / "command").read_text())
    try:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "input"
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("command", "expected.txt"))
            run = subprocess.run([carefare, *arguments], cwd=copy, text=True, errors="replace", capture_output=True, timeout=60,
                                 stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        failures.append(f"{folder.name}: did not end in 60 seconds")
        continue
    ran += 1
    got = run.stdout + run.stderr + f"exit status {run.returncode}\n"
    expected_file = folder / "expected.txt"
    if not re.search(rf"\b(error|warning|note) {code}\b", got) and f'"{code}"' not in got and f" {code}:" not in got:
        failures.append(f"{folder.name}: does not provoke {code}:\n{got}")
        continue
    if accept:
        expected_file.write_text(got)
    elif not expected_file.exists():
        failures.append(f"{folder.name}: no expected.txt (review and run with --accept):\n{got}")
    elif got != expected_file.read_text():
        failures.append(f"{folder.name}: differs.\n--- expected\n{expected_file.read_text()}--- got\n{got}")

if not only:
    for code in codes:
        if code not in covered:
            failures.append(f"{code}: no bad file")
    if ran < 100:
        failures.append(f"only {ran} bad files ran")
print("\n".join(failures))
print(f"{ran} bad files, {len(codes)} codes, {len(failures)} failures")
sys.exit(1 if failures else 0)
