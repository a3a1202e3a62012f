"""docs/architecture.md names files: each exists, and its table of layers is the one that test_layers.py holds."""

import os
import re
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
text = (root / "docs/architecture.md").read_text(encoding="utf-8")

failures = []
named = set(re.findall(r"`((?:src|include|rules|plans|tests|docs)/[A-Za-z0-9_./*<>-]+)`", text))
for name in sorted(named):
    if "*" in name or "<" in name:
        continue
    if not (root / name).exists():
        failures.append(f"docs/architecture.md names {name}, which is not there")
if len(named) < 12:
    failures.append(f"only {len(named)} files named")
for topic in ("rounding mode", "hit policy", "rate schedule", "flag of a command"):
    if not re.search(rf"\| an? {topic} \| `", text):
        failures.append(f"no row for a {topic}")

lint = (root / "tests/lint/test_layers.py").read_text(encoding="utf-8")
listed = set(re.findall(r'^    "(\w+)": (?:set\(\)|\{)', lint, re.M))
shown = set(re.findall(r"^\| `(\w+)` \|", text, re.M))
if listed != shown:
    failures.append(f"layers in the lint {sorted(listed)} and in the page {sorted(shown)} differ")
print("\n".join(failures) or f"{len(named)} names, {len(shown)} layers")
sys.exit(1 if failures else 0)
