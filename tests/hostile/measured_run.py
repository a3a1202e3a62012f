"""Runs carefare on input that means harm, and measures: how it ended, how long it took, how much memory it held."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

carefare = os.environ["CAREFARE"]

# A build with an address sanitizer holds a shadow of its memory and is slower.
SLACK = 6 if b"__asan_init" in Path(carefare).read_bytes() else 1
TIMEOUT = 60 * SLACK              # seconds; a hang, not a slow run
MOST_MEMORY = 256 * 1024 * SLACK  # KiB at the peak


@dataclass
class Ending:
    status: int           # negative: ended by this signal
    output: str
    seconds: float
    memory: int           # KiB
    timed_out: bool = False

    def codes(self) -> set[str]:
        return set(re.findall(r"\b(?:error|warning|fault) ([A-Z]\d{3})\b", self.output)) | set(
            re.findall(r'"code": ?"([A-Z]\d{3})"', self.output))


# The peak of memory that the kernel reports of a child begins with that of the process it was split off from, and a test
# holds large texts. So a small process, started before any text is made, starts carefare and measures it.
LAUNCHER = """
import json, os, subprocess, sys, time
for line in sys.stdin:
    arguments, folder, out, timeout = json.loads(line)
    begin = time.monotonic()
    with open(out, "wb") as file:
        child = subprocess.Popen([a.encode("utf-8", "surrogateescape") for a in arguments], cwd=folder,
                                 stdin=subprocess.DEVNULL, stdout=file, stderr=file)
    timed_out = False
    pid = 0
    while pid == 0:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid == 0 and not timed_out and time.monotonic() - begin > timeout:
            timed_out = True
            child.kill()
        time.sleep(0 if pid else 0.003)
    child.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps([child.returncode, time.monotonic() - begin, used.ru_maxrss, timed_out]), flush=True)
"""
launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
printed = tempfile.NamedTemporaryFile()


def run(arguments: list[str], folder: Path) -> Ending:
    request = [[os.path.abspath(carefare), *arguments], str(folder), printed.name, TIMEOUT]
    launcher.stdin.write(json.dumps(request) + "\n")
    launcher.stdin.flush()
    status, seconds, memory, timed_out = json.loads(launcher.stdout.readline())
    with open(printed.name, "rb") as file:
        text = file.read(1_000_000).decode(errors="replace")
    return Ending(status, text, seconds, memory, timed_out)


@dataclass
class Suite:
    """Counts what was tried and keeps what went wrong."""

    failures: list[str] = field(default_factory=list)
    tried: int = 0
    skipped: int = 0
    slowest: float = 0
    largest: int = 0

    def expect(self, name: str, arguments: list[str], folder: Path, status: int, codes: str, says: str = "") -> None:
        """`codes` are all that may be printed, separated by blanks; `says` stands in the output."""
        got = run(arguments, folder)
        self.tried += 1
        self.slowest = max(self.slowest, got.seconds)
        self.largest = max(self.largest, got.memory)
        print(f"{got.seconds:7.2f} s {got.memory // 1024:5} MiB  {name}: {' '.join(sorted(got.codes())) or got.status}", flush=True)
        excerpt = got.output if len(got.output) < 3000 else got.output[:2000] + "\n[...]\n" + got.output[-800:]
        if got.timed_out:
            self.failures.append(f"{name}: did not end in {TIMEOUT} seconds")
        elif got.status < 0:
            self.failures.append(f"{name}: ended by {signal.Signals(-got.status).name}\n{excerpt}")
        elif got.status != status or got.codes() != set(codes.split()) or says not in got.output:
            self.failures.append(f"{name}: wanted status {status}, codes '{codes}', text '{says}'; got status {got.status}\n{excerpt}")
        if got.memory > MOST_MEMORY:
            self.failures.append(f"{name}: held {got.memory // 1024} MiB")

    def skip(self, name: str, why: str) -> None:
        self.skipped += 1
        print(f"        skipped          {name}: {why}")

    def end(self, at_least: int) -> None:
        if self.tried < at_least:
            self.failures.append(f"only {self.tried} of at least {at_least} were tried")
        print("\n".join(self.failures))
        print(f"{self.tried} hostile inputs ({self.skipped} skipped), slowest {self.slowest:.2f} s, "
              f"most memory {self.largest // 1024} MiB, {len(self.failures)} failures")
        sys.exit(1 if self.failures else 0)
