"""A copy of the law and the plans that a test may spoil, and what `carefare check` says about it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]

PLACE = r"(?P<file>[^\s:]+):(?P<line>\d+):(?P<column>\d+)"


class Copy:
    """rules/ and plans/ without their cases; one file at a time is spoiled and put back."""

    def __init__(self, folder: Path):
        self.folder = folder
        for name in ("rules", "plans"):
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("cases"))

    def spoiled(self, file: str, text: str, *paths: str) -> tuple[int, str]:
        path = self.folder / file
        sound = path.read_text()
        path.write_text(text)
        try:
            return check(self.folder, *paths)
        finally:
            path.write_text(sound)


def check(folder: Path, *paths: str) -> tuple[int, str]:
    run = subprocess.run([carefare, "check", *paths], cwd=folder, text=True, capture_output=True, timeout=60,
                         stdin=subprocess.DEVNULL, check=False)
    return run.returncode, run.stdout + run.stderr


def findings(output: str) -> list[tuple[str, str, str]]:
    """(place, code, message) of every error."""
    return re.findall(r"^(\S+:\d+:\d+): error (\w\d{3}): (.*)$", output, re.M)
