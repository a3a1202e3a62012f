"""Every public header compiles alone (syntax only), as C++20."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
compiler = os.environ.get("CXX", "g++")
headers = sorted(root.glob("include/carefare/**/*.hpp"))


def compiles(header: Path) -> str:
    name = header.relative_to(root / "include").as_posix()
    run = subprocess.run(
        [compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", f"-I{root / 'include'}", "-x", "c++", "-"],
        input=f"#include <{name}>\n#include <{name}>\n", text=True, capture_output=True, check=False,
    )
    return "" if run.returncode == 0 and not run.stderr else f"{name}:\n{run.stderr}"


with ThreadPoolExecutor(2) as pool:
    failures = [message for message in pool.map(compiles, headers) if message]
if len(headers) < 10:
    failures.append(f"only {len(headers)} headers found")
print("\n".join(failures) or f"{len(headers)} headers")
sys.exit(1 if failures else 0)
