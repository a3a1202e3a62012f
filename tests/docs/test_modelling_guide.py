"""docs/modelling-guide.md tells the truth: its snippets stand in the files named above them, its commands print what is shown.

`from: FILE`: the block stands in the file, line for line, however far indented. `write: FILE`: the block is written into a copy of the
tree. `run: carefare ...`: the command prints the block there. Run with --accept to rewrite what commands print.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
page = root / "docs/modelling-guide.md"
BLOCK = re.compile(r"(?:<!-- (from|write|run): (.+?) -->\n)?```(\w*)\n(.*?)```\n", re.S)
failures: list[str] = []
counts = {"from": 0, "write": 0, "run": 0}


def stands_in(file: Path, block: str) -> bool:
    lines = file.read_text(encoding="utf-8").splitlines()
    wanted = block.rstrip("\n").splitlines()
    return any(textwrap.dedent("\n".join(lines[i:i + len(wanted)])).splitlines() == wanted for i in range(len(lines)))


def look(match: re.Match) -> str:
    kind, what, _, block = match.groups()
    line = page.read_text(encoding="utf-8").count("\n", 0, match.start()) + 1
    if kind is None:
        failures.append(f"line {line}: a block without a line that says how it is checked")
        return match[0]
    counts[kind] += 1
    if kind == "from" and not ((root / what).is_file() and stands_in(root / what, block)):
        failures.append(f"line {line}: the block does not stand in {what}")
    if kind == "write":
        (copy / what).write_text(block, encoding="utf-8")
    if kind == "run":
        words = shlex.split(what)
        assert words[0] == "carefare", what
        got = subprocess.run([carefare, *words[1:]], cwd=copy, text=True, capture_output=True, check=False)
        printed = got.stdout + got.stderr
        if "--accept" in sys.argv:
            return f"<!-- run: {what} -->\n```\n{printed}```\n"
        if printed != block:
            failures.append(f"line {line}: {what} prints\n{printed}")
    return match[0]


with tempfile.TemporaryDirectory() as scratch:
    copy = Path(scratch)
    for name in ("rules", "plans"):
        shutil.copytree(root / name, copy / name)
    text = BLOCK.sub(look, page.read_text(encoding="utf-8"))
if "--accept" in sys.argv:
    page.write_text(text, encoding="utf-8")
if not all(counts.values()):
    failures.append(f"too few blocks: {counts}")
print("\n".join(failures))
print(", ".join(f"{number} {kind}" for kind, number in counts.items()))
sys.exit(1 if failures else 0)
