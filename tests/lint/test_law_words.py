"""The law is data: no line of C++ names a place, a programme or one of its notions, but for the lines listed here."""

import os
import re
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
WORDS = re.compile(
    r"westchester|rockland|dutchess|york|ccap|nycrr|ocfs|absence|attendance|family[ _-]share|care[ _-]period|part[ _-]day", re.I
)

# (file, text of the line, why it may stand)
ALLOWED: list[tuple[str, str, str]] = []

allowed = {(file, text) for file, text, _ in ALLOWED}
found = set()
failures = []
files = 0
for path in sorted([*root.glob("include/**/*"), *root.glob("src/**/*")]):
    if not path.is_file():
        continue
    files += 1
    name = path.relative_to(root).as_posix()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if WORDS.search(line):
            key = (name, line.strip())
            found.add(key)
            if key not in allowed:
                failures.append(f"{name}:{number}: {line.strip()}")
for key in sorted(allowed - found):
    failures.append(f"no longer needed in the list: {key}")
if files < 50:
    failures.append(f"only {files} files read")
if failures:
    print("Lines of C++ that know the law (move it to rules/ or plans/, or list it with a reason):")
print("\n".join(failures) or f"{files} files, {len(allowed)} listed lines")
sys.exit(1 if failures else 0)
