"""Tables that are wrong in shape stop the run with file, line and column; large ones are read in bounded time and memory."""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
failures = []

PROGRAMME = """programme: a
title: Example
partition: family
entities:
  family: { rows: families }
  member: { rows: members, of: family, at_most: 4 }
facts:
  family.base: { type: money, range: "[$0..$1000]", step: $0.01, ask: How much, cite: section 1 }
  member.age: { type: number, range: "[0..120]", step: 1, ask: How old, cite: section 1 }
rules:
  family.amount: { type: money, value: family.base + $1 * sum(member.age), cite: section 2 }
outputs: [family.amount]
"""


def make(folder, tables):
    (folder / "rules/a").mkdir(parents=True)
    (folder / "plans/a").mkdir(parents=True)
    (folder / "load").mkdir()
    (folder / "rules/a/programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "plans/a/d.yaml").write_text("plan: a/d\nprogramme: a\nsource: example\noptions: {}\n", encoding="utf-8")
    (folder / "load/dataset.yaml").write_text("programme: a\n", encoding="utf-8")
    for name, text in {"families.csv": "key,base\nf1,1\n", "members.csv": "key,family,age\nm1,f1,3\n", **tables}.items():
        if text is not None:
            (folder / "load" / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def run(folder, *more):
    return subprocess.run([carefare, "run", "--plan", "a/d", "--input", "load", "--output", "out", *more], cwd=folder, text=True,
                          errors="replace", capture_output=True, check=False, timeout=300)


# name, tables, code and place that must be said
STOPS = [
    ("short line", {"families.csv": "key,base\nf1,1\nf2\n"}, r"load/families\.csv:3:1: error M005"),
    ("unknown column", {"members.csv": "key,family,agee\nm1,f1,3\n"}, r"load/members\.csv:1:12: error M007[^$]*Did you mean 'age'\?"),
    ("column twice", {"members.csv": "key,family,age,age\n"}, r"load/members\.csv:1:16: error M006"),
    ("no key", {"families.csv": "base\n1\n"}, r"load/families\.csv:1:1: error M008"),
    ("no owner", {"members.csv": "key,age\nm1,3\n"}, r"load/members\.csv:1:1: error M008[^$]*'family'"),
    ("empty file", {"families.csv": ""}, r"error M001"),
    ("binary", {"families.csv": b"key,base\n\x00\xff\n"}, r"load/families\.csv:2:[12]: error M002"),
    ("latin-1", {"families.csv": b"key,base\nf\xe91,1\n"}, r"load/families\.csv:2:2: error M002"),
    ("byte order mark", {"families.csv": b"\xef\xbb\xbfkey,base\n"}, r"load/families\.csv:1:1: error M002"),
    ("open quote", {"families.csv": 'key,base\n"f1,1\n'}, r"load/families\.csv:2:1: error M004"),
    ("no table", {"members.csv": None}, r"error W011"),
    ("no description", {"dataset.yaml": None}, r"error K025"),
]
with tempfile.TemporaryDirectory() as scratch:
    for name, tables, wanted in STOPS:
        folder = Path(scratch) / name.replace(" ", "_")
        folder.mkdir()
        make(folder, tables)
        if tables.get("dataset.yaml", "") is None:
            (folder / "load/dataset.yaml").unlink()
        got = run(folder)
        if got.returncode != 2 or not re.search(wanted, got.stderr) or (folder / "out").exists():
            failures.append(f"{name}: status {got.returncode}\n{got.stdout}{got.stderr}")

    # Both tables are wrong: one run says so of both.
    folder = Path(scratch) / "both"
    folder.mkdir()
    make(folder, {"families.csv": "key,bas\n", "members.csv": "key,family,agee\n"})
    got = run(folder)
    if "load/families.csv:1:5" not in got.stderr or "load/members.csv:1:12" not in got.stderr:
        failures.append("not both tables are reported: " + got.stderr)

    # Cells that try to leave their place: kept as text, quoted where they come out again.
    folder = Path(scratch) / "cells"
    folder.mkdir()
    make(folder, {"families.csv": 'key,base\n"a,""b"" ",1\n\x1b,2\n'.replace("\x1b", "../x"), "members.csv": "key,family,age\n"})
    got = run(folder)
    text = (folder / "out/families.csv").read_text(encoding="utf-8") if got.returncode == 0 else ""
    if '"a,""b"" ",1.00,value\n' not in text or "../x,2.00,value\n" not in text or list(folder.glob("x*")):
        failures.append(f"odd keys: {got.stderr}{text}")

    # 50,000 rows, every hundredth family with a cell that cannot be read.
    folder = Path(scratch) / "large"
    folder.mkdir()
    families = "".join(f"f{i},{'x' if i % 100 == 0 else i % 1000}\n" for i in range(12500))
    members = "".join(f"m{i},f{i // 3},{i % 100}\n" for i in range(37500))
    make(folder, {"families.csv": "key,base\n" + families, "members.csv": "key,family,age\n" + members})
    began = time.monotonic()
    got = run(folder, "--format", "json")
    seconds = time.monotonic() - began
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    if got.returncode != 0 or '"set_aside": 125' not in got.stdout or '"set_aside": 375' not in got.stdout:
        failures.append(f"large: status {got.returncode}\n{got.stdout[:2000]}{got.stderr[:2000]}")
    if seconds > 120 or megabytes > 1024:
        failures.append(f"large: {seconds:.0f} seconds, {megabytes} MB")
    expected = sum(i % 1000 + sum(j % 100 for j in range(3 * i, 3 * i + 3)) for i in range(12500) if i % 100)
    if f'"total": "{expected}.00"' not in got.stdout:
        failures.append(f"large: the total is not {expected}: {got.stdout}")

    # As many findings as rows: counted, not all shown.
    folder = Path(scratch) / "findings"
    folder.mkdir()
    make(folder, {"families.csv": "key,base\n" + "".join(f"f{i},x\n" for i in range(5000)), "members.csv": "key,family,age\n"})
    got = run(folder)
    if got.returncode != 0 or "5000 findings" not in got.stdout or len(got.stdout.splitlines()) > 60:
        failures.append(f"findings: status {got.returncode}\n{got.stdout[:3000]}")

print("\n".join(failures) or f"{len(STOPS)} tables refused, 50000 rows in {seconds:.1f} s, {megabytes} MB")
sys.exit(1 if failures else 0)
