"""A month of a whole state's children: made up once, then run from files."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAN = "plans/ny/westchester.yaml"
ASSUME = "examples/westchester-june-2019.assume.yaml"
MONTH = "2019-06"
SEED = 1
# Of families that rules/ny/ccap/sampling.yaml draws, 1.802 children have care in a month.
FAMILIES_A_CHILD = 1 / 1.802


@dataclass
class Month:
    folder: Path
    families: int
    children: int  # who have care in it
    rows: dict[str, int]
    calendar_days: int
    megabytes: float


@dataclass
class Run:
    seconds: float
    processor_seconds: float
    peak_mib: float
    output_megabytes: float


def make_month(carefare: Path, keep: Path, children: int) -> Month:
    """`carefare sample` makes three months; one_month.py cuts June out of them. What is there already is used."""
    families = round(children * FAMILIES_A_CHILD)
    folder = keep / f"june_of_{families}_families"
    said = folder.with_suffix(".json")
    if not said.exists() or "children" not in json.loads(said.read_text(encoding="utf-8")):
        sampled = keep / f"sampled_{families}_families"
        print(f"making up {families} families", file=sys.stderr)
        keep.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [carefare, "sample", "--plan", PLAN, "--families", str(families), "--seed", str(SEED), "--month", MONTH, "--out", sampled, "--force"],
            check=True, cwd=ROOT, stdout=subprocess.DEVNULL,
        )
        cut = subprocess.run([sys.executable, ROOT / "bench" / "one_month.py", sampled, folder, MONTH], check=True, capture_output=True, text=True)
        shutil.rmtree(sampled)
        said.write_text(cut.stdout, encoding="utf-8")
    about = json.loads(said.read_text(encoding="utf-8"))
    return Month(folder, about["rows"]["families"], about["children"], about["rows"], about["calendar_days"], about["bytes"] / 1e6)


def run_from_files(carefare: Path, month: Month) -> Run:
    """One `carefare run`, files to files: seconds and the most memory it held."""
    output = month.folder.with_name("output")
    command = [str(carefare), "run", "--plan", PLAN, "--assume", ASSUME, "--input", str(month.folder), "--output", str(output),
               "--pay", MONTH, "--force"]
    with open(os.devnull, "wb") as nowhere:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"carefare run ended with {process.returncode}")
    written = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    shutil.rmtree(output)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, written / 1e6)
