"""Head lines for the tables of a programme that a made caseload has no rows of, so that a new table asks for no change where it plays no part."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path


@cache
def heads(programme: str = "rules/ny/ccap") -> dict[str, str]:
    """Of each table that `carefare describe` prints, the file's name and its columns as a first line."""
    page = subprocess.run([os.environ["CAREFARE"], "describe", "--programme", programme], cwd=os.environ["CAREFARE_SOURCE_DIR"],
                          text=True, capture_output=True, check=True).stdout
    found = {}
    for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        name, columns = part.split("\n", 1)[0].strip(), re.findall(r"^\| `(\w+)`", part, flags=re.MULTILINE)
        if name.endswith(".csv"):
            found[name] = ",".join(columns)
    return found


def fill(folder: Path, programme: str = "rules/ny/ccap") -> None:
    """Writes the tables that are not in the folder, each with its first line alone."""
    for name, head in heads(programme).items():
        if not (folder / name).exists():
            (folder / name).write_text(head + "\n", encoding="utf-8")
