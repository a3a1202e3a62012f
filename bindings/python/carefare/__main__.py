"""The command line: ``python -m carefare COMMAND``, the same as ``carefare COMMAND``, with its exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn


def main() -> NoReturn:
    """Becomes the program that the package carries."""
    program = Path(__file__).parent / "bin" / "carefare"
    os.execv(program, ["carefare", *sys.argv[1:]])


if __name__ == "__main__":
    main()
