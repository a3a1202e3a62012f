"""docs/python.md tells the truth: its lines run and say what is shown; its exceptions and paths are there."""

import doctest
import os
import re
import sys
from pathlib import Path

import carefare

ROOT = Path(os.environ["CAREFARE_SOURCE_DIR"])
PAGE = ROOT / "docs/python.md"

failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
text = PAGE.read_text(encoding="utf-8")
named = set(re.findall(r"`carefare\.(\w+)", text)) | set(re.findall(r"`(\w+Error)`", text))
missing = [name for name in named if not hasattr(carefare, name)]
methods = set(re.findall(r"`plan\.(\w+)", text))
missing += [f"plan.{name}" for name in methods if not hasattr(carefare.Plan, name)]
missing += [f"result.{name}" for name in set(re.findall(r"`result\.(\w+)", text)) if not hasattr(carefare.Result, name)]
missing += [name for name in re.findall(r"(examples/python/\w+\.py)", text) if not (ROOT / name).exists()]
print(f"{tried} examples, {failed} failed; missing: {missing}")
sys.exit(1 if failed or missing or tried < 20 else 0)
