"""What was measured on, and how long the command line takes to say its first word."""

import json
import os
import re
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Machine:
    processor: str
    cores: int
    memory_gib: float
    system: str
    compiler: str
    flags: str
    commit: str


def describe(build: Path) -> Machine:
    cpuinfo = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = re.search(r"^model name\s*:\s*(.+)$", cpuinfo, re.M)
    memory = re.search(r"^MemTotal:\s*(\d+) kB", Path("/proc/meminfo").read_text(encoding="utf-8"), re.M)
    system = re.search(r'^PRETTY_NAME="(.+)"', Path("/etc/os-release").read_text(encoding="utf-8"), re.M)
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    compiler = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", cache, re.M).group(1)
    kind = re.search(r"^CMAKE_BUILD_TYPE:\w+=(.*)$", cache, re.M).group(1)
    flags = [re.search(rf"^{name}:\w+=(.*)$", cache, re.M).group(1) for name in ("CMAKE_CXX_FLAGS", f"CMAKE_CXX_FLAGS_{kind.upper()}")]

    def said(*command: str) -> str:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    changed = said("git", "status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results.md")
    return Machine(
        processor=model.group(1) if model else "unknown",
        cores=len(os.sched_getaffinity(0)),
        memory_gib=int(memory.group(1)) / 1024**2,
        system=system.group(1) if system else "unknown",
        compiler=said(compiler, "--version").splitlines()[0],
        flags=" ".join(part for part in [*flags, "-std=c++20"] if part),
        commit=said("git", "rev-parse", "--short=12", "HEAD") + (" with changes" if changed else ""),
    )


def start_of_eval(carefare: Path, times: int) -> float:
    """Milliseconds from the start of the process to the first byte of `carefare eval '1 + 1'`: the median."""
    measured = []
    for _ in range(times):
        begin = time.perf_counter()
        with subprocess.Popen([carefare, "eval", "1 + 1"], stdout=subprocess.PIPE) as process:
            first = process.stdout.read(1)
            measured.append((time.perf_counter() - begin) * 1000)
            if json.loads(first + process.stdout.read()) != {"type": "number", "value": "2"} or process.wait() != 0:
                raise RuntimeError("carefare eval said something else")
    return statistics.median(measured)
