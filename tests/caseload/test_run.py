"""A caseload for New York: its results are approved files, its counts add up, its rows may stand in any order.

Run with --accept to rewrite tests/caseload/ny_results; the review is the diff.
"""

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
accept = "--accept" in sys.argv
caseload = root / "tests/caseload/ny"
approved = root / "tests/caseload/ny_results"
failures = []


def run(input_folder, output, *more):
    return subprocess.run([carefare, "run", "--plan", "plans/ny/example.yaml", "--input", str(input_folder), "--output", str(output), *more],
                          cwd=root, text=True, capture_output=True, check=False)


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*")) if p.is_file()}


def expect(condition, message):
    if not condition:
        failures.append(message)


with tempfile.TemporaryDirectory() as scratch_name:
    scratch = Path(scratch_name)
    first = run(caseload, scratch / "first")
    expect(first.returncode == 0, f"status {first.returncode}\n{first.stdout}{first.stderr}")
    expect(first.stderr == "", "something on stderr, which is no terminal:\n" + first.stderr)
    got = files_of(scratch / "first")
    got["screen.txt"] = first.stdout.replace(str(caseload), "CASELOAD").replace(os.path.relpath(caseload, root), "CASELOAD")
    if accept:
        shutil.rmtree(approved, ignore_errors=True)
        approved.mkdir()
        for name, text in got.items():
            (approved / name).parent.mkdir(exist_ok=True)
            (approved / name).write_text(text, encoding="utf-8")
    expect(got.keys() == files_of(approved).keys(), f"files are {sorted(got)}")
    for name, text in files_of(approved).items():
        expect(got.get(name) == text, f"{name} differs:\n{got.get(name)}")

    # Counts add up, and the tables say the same as the summary.
    summary = json.loads(got["summary.json"])
    for table, counts in summary["rows"].items():
        lines = list(csv.DictReader((caseload / f"{table}.csv").open(encoding="utf-8")))
        expect(counts["read"] == len(lines), f"{table}: read {counts['read']} of {len(lines)}")
        expect(counts["read"] == counts["used"] + counts["context"] + counts["set_aside"] + counts["orphan"], f"{table}: {counts} do not add up")
    findings = list(csv.DictReader(got["findings.csv"].splitlines()))
    for table, entity in (("families", "family"), ("members", "member"), ("family_weeks", "family_week"), ("care_weeks", "care_week")):
        counts = summary["rows"][table]
        named = {f["key"] for f in findings if f["entity"] == entity}
        expect(len(named) == counts["set_aside"] + counts["orphan"], f"{table}: {counts}, findings name {sorted(named)}")
    weeks = list(csv.DictReader(got["family_weeks.csv"].splitlines()))
    total = sum(Decimal(w["share"]) for w in weeks if w["share.state"] == "value")
    expect(Decimal(summary["results"]["family_week.share"]["total"]) == total, f"shares add to {total}")
    waiting = {(p["entity"], p["key"], p["output"]) for p in csv.DictReader(got["pending.csv"].splitlines())
               if (p["output"] not in summary["undecided"])}
    expect(len(waiting) == summary["pending"] > 0, f"{len(waiting)} results in pending.csv, {summary['pending']} counted")
    for one in csv.DictReader(got["pending.csv"].splitlines()):
        expect(one["kind"] != "fact" or one["ask"], f"no question for {one['needed']}")

    # The order of lines and of columns makes no difference.
    shuffled = scratch / "shuffled"
    shutil.copytree(caseload, shuffled)
    order = random.Random(7)
    for path in shuffled.glob("*.csv"):
        head, *lines = list(csv.reader(path.open(encoding="utf-8")))
        order.shuffle(lines)
        columns = list(range(len(head)))
        order.shuffle(columns)
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([[line[c] for c in columns] for line in [head, *lines]])
    again = run(shuffled, scratch / "again")
    expect(again.returncode == 0, again.stdout + again.stderr)
    for name, text in files_of(scratch / "again").items():
        expect(text == got[name], f"{name} depends on the order of lines")

    # One family's results do not depend on what stands beside it.
    alone = scratch / "alone"
    shutil.copytree(caseload, alone)
    lines = (caseload / "families.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (alone / "families.csv").write_text(lines[0] + "".join(line for line in lines if line.startswith("f1,")), encoding="utf-8")
    run(alone, scratch / "alone_results")
    for table in ("families", "family_weeks"):
        beside = [line for line in got[f"{table}.csv"].splitlines() if line.startswith(("f1,", "w1,"))]
        expect(files_of(scratch / "alone_results")[f"{table}.csv"].splitlines()[1:] == beside != [], f"{table}: f1 alone is not f1 beside others")

    # Strict, force, JSON, known_on.
    expect(run(caseload, scratch / "strict", "--strict").returncode == 1, "--strict with findings is not 1")
    expect(run(caseload, scratch / "first").returncode == 2, "an output folder was overwritten")
    (scratch / "first" / "families.csv").write_text("stale", encoding="utf-8")
    forced = run(caseload, scratch / "first", "--force", "--format", "json")
    expect(forced.returncode == 0 and json.loads(forced.stdout) == summary, f"--force --format json: {forced.stdout}{forced.stderr}")
    expect(files_of(scratch / "first")["families.csv"] == got["families.csv"], "--force left stale results")
    expect(run(alone, alone, "--force").returncode == 2, "results were written over the caseload")
    early = run(caseload, scratch / "early", "--known-on", "2019-01-01", "--format", "json")
    expect(json.loads(early.stdout)["known_on"] == "2019-01-01", "--known-on does not replace the caseload's")
    expect(run(caseload, scratch / "bad", "--known-on", "2019-13-01").returncode == 2, "--known-on takes a day that does not exist")

    # Explanations of one family of the caseload.
    told = subprocess.run([carefare, "explain", "--plan", "plans/ny/example.yaml", "--input", str(caseload), "--family", "f1", "family_week[w1].share"],
                          cwd=root, text=True, capture_output=True, check=False)
    share = next(w["share"] for w in weeks if w["key"] == "w1")
    expect(told.returncode == 0 and f"${share}" in told.stdout, f"explain: {told.stdout}{told.stderr}")

print("\n".join(failures) or "caseload run, shuffled, alone, strict, forced and explained")
sys.exit(1 if failures else 0)
