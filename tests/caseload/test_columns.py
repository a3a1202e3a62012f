"""A run column by column gives the bytes of a run row by row: of sampled caseloads, with and without assumptions, for a month and
for all that was read, in any order of the rows."""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
families = int(os.environ.get("COLUMNS_FAMILIES", "25"))
failures = []


def call(*words: str) -> str:
    done = subprocess.run([carefare, *words], cwd=root, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        failures.append(f"{' '.join(words)} ends with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def compare(name: str, scratch: Path, caseload: Path, *options: str) -> dict[str, bytes]:
    results = {}
    for how in ("columns", "rows"):
        out = scratch / f"{name}-{how}"
        screen = call("run", "--input", str(caseload), "--output", str(out), *(["--row-by-row"] if how == "rows" else []), *options)
        results[how] = {**files(out), "screen": screen.encode()}
    different = [file for file in results["rows"] if results["rows"][file] != results["columns"].get(file)]
    if different or results["rows"].keys() != results["columns"].keys():
        failures.append(f"{name}: {', '.join(different)} differ")
    return results["columns"]


def shuffle(caseload: Path, into: Path, seed: int) -> None:
    into.mkdir()
    order = random.Random(seed)
    for path in caseload.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        if path.suffix == ".csv":
            rest = lines[1:]
            order.shuffle(rest)
            lines = lines[:1] + rest
        (into / path.name).write_text("".join(lines), encoding="utf-8")


assumed = ["--assume", "examples/westchester-june-2019.assume.yaml"]
with tempfile.TemporaryDirectory() as folder:
    scratch = Path(folder)
    for seed, month in ((11, "2019-06"), (12, "2019-09"), (13, "2024-10")):
        caseload = scratch / f"sample-{seed}"
        call("sample", "--plan", "ny/westchester", "--families", str(families), "--seed", str(seed), "--month", month, "--out", str(caseload))
        plan = ["--plan", "ny/westchester"]
        whole = compare(f"{seed}-assumed", scratch, caseload, *plan, *assumed)
        if b",value" not in whole["weeks.csv"]:
            failures.append(f"{seed}: no week has an amount")
        paid = compare(f"{seed}-paid", scratch, caseload, *plan, *assumed, "--pay", month)
        compare(f"{seed}-plain", scratch, caseload, *plan, "--pay", month)
        compare(f"{seed}-known", scratch, caseload, *plan, *assumed, "--known-on", f"{month}-15")
        compare(f"{seed}-other", scratch, caseload, "--plan", "ny/rockland")
        for threads, block_rows in (("1", "1"), ("2", "64"), ("5", "4096"), ("5", "1")):
            out = scratch / f"{seed}-{threads}-{block_rows}"
            call("run", "--input", str(caseload), "--output", str(out), *plan, *assumed, "--pay", month, "--threads", threads, "--block-rows", block_rows)
            if files(out) != {name: text for name, text in paid.items() if name != "screen"}:
                failures.append(f"{seed}: {threads} threads and blocks of {block_rows} rows show")
        mixed = scratch / f"mixed-{seed}"
        shuffle(caseload, mixed, seed)
        if compare(f"{seed}-mixed", scratch, mixed, *plan, *assumed, "--pay", month) != paid:
            failures.append(f"{seed}: the order of rows shows")
    # Line breaks inside quotes: in a key, and in a cell before it beside one that cannot be read.
    broken = scratch / "broken"
    call("sample", "--plan", "ny/westchester", "--families", "3", "--seed", "5", "--month", "2019-06", "--out", str(broken))
    for name in ("families", "members"):
        path = broken / f"{name}.csv"
        path.write_text("".join(line.replace("f3,", '"f\n3",', 1) if line.startswith("f3,") else line.replace(",f3,", ',"f\n3",', 1)
                                for line in path.read_text(encoding="utf-8").splitlines(keepends=True)), encoding="utf-8")
    compare("broken-key", scratch, broken, *plan, *assumed)
    (broken / "members.csv").write_text('born_on,family,key\n"2019-01-01\n",f1,f1-m1\n2015-01-01,f1,f1-m2', encoding="utf-8")
    compare("broken-fact", scratch, broken, *plan, *assumed)
    # What is wrong with rows, and a folder of many kinds of rows.
    compare("many", scratch, root / "tests/caseload/ny", "--plan", "ny/westchester", *assumed)

print("\n".join(failures) or f"runs over {families} families in three months, column by column as row by row")
sys.exit(1 if failures else 0)
