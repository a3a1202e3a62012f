"""Files stay small: over 400 lines a file says why in its head ("Length: ..."); machine paths stand nowhere."""

import os
import re
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
LIMIT = 400
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home)/|(?<![\w.])/tmp/")

failures = []
count = 0
for folder in ("include", "src", "tests", "bench", "examples", "bindings", "scripts", "docs", "rules", "plans", "cmake"):
    for path in sorted((root / folder).glob("**/*")):
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        name = path.relative_to(root).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            if not name.startswith(("tests/bad/", "tests/fuzz/")):
                failures.append(f"{name}: not UTF-8")
            continue
        count += 1
        lines = text.splitlines()
        if path.suffix in {".cpp", ".hpp", ".h", ".c", ".py"} and len(lines) > LIMIT and "Length:" not in "\n".join(lines[:15]):
            failures.append(f"{name}: {len(lines)} lines; split it, or say why in its head (Length: ...)")
        if path.suffix in {".cpp", ".hpp", ".h", ".c"} and not lines[0].startswith(("//", "/*")):
            failures.append(f"{name}: begins without a comment that says what it is for")
        if name != "tests/lint/test_file_sizes.py" and MACHINE.search(text):
            failures.append(f"{name}: names a path of a machine")
if count < 100:
    failures.append(f"only {count} files read")
print("\n".join(failures) or f"{count} files")
sys.exit(1 if failures else 0)
