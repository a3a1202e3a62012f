"""Runs the benchmarks and writes bench/results.md: medians, ratios to the baselines, and which targets are met.

Usage: measure.py BUILD_FOLDER [--quick] [--children N] [--keep FOLDER]. Called by scripts/bench after it has built.
--quick: fewer repetitions, a tenth of the caseload, and the report goes to standard output in place of bench/results.md.
--keep FOLDER: where the made-up caseloads stay for the next time (default: BUILD_FOLDER/caseloads).
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one
import machine
import report
import statewide

ROOT = Path(__file__).resolve().parent.parent


def google_benchmark(program: Path, repetitions: int, least: float, pattern: str, environment: dict[str, str] | None = None) -> dict[str, dict]:
    """Medians by the name of the benchmark: nanoseconds of processor and of wall, and its counters."""
    out = program.parent / "measured.json"
    subprocess.run(
        [program, f"--benchmark_repetitions={repetitions}", f"--benchmark_min_time={least}", "--benchmark_enable_random_interleaving=true", "--benchmark_report_aggregates_only=true",
         f"--benchmark_filter={pattern}", f"--benchmark_out={out}", "--benchmark_out_format=json"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})}, cwd=ROOT,
    )
    unit = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
    medians = {}
    for one in json.loads(out.read_text(encoding="utf-8"))["benchmarks"]:
        if one.get("aggregate_name") == "median":
            scale = unit[one["time_unit"]]
            medians[one["run_name"]] = {**one, "cpu": one["cpu_time"] * scale, "wall": one["real_time"] * scale}
    return medians


def main() -> None:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--children", type=int)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    build = asked.build.resolve()
    children = asked.children or (21_200 if asked.quick else 212_000)
    repetitions, least = (3, 0.02) if asked.quick else (9, 0.2)

    program = build / "bench" / "carefare_bench"
    subprocess.run([program, "--check"], check=True, stdout=sys.stderr)
    small = google_benchmark(program, repetitions, least, "^(kernel|operations|makers|compile|family)/")
    start = machine.start_of_eval(build / "carefare", 20 if asked.quick else 100)
    month = statewide.make_month(build / "carefare", (asked.keep or build / "caseloads").resolve(), children)
    in_memory = google_benchmark(program, 3, least, "^statewide/", {"CAREFARE_BENCH_MONTH": str(month.folder)})
    from_files = [statewide.run_from_files(build / "carefare", month) for _ in range(1 if asked.quick else 3)]

    text = report.write(machine.describe(build), small, start, month, in_memory, from_files)
    if asked.quick:
        print(text)
    else:
        (ROOT / "bench" / "results.md").write_text(text, encoding="utf-8")
        print("bench/results.md")


if __name__ == "__main__":
    main()
