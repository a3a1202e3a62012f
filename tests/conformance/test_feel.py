"""Runs the FEEL sample through `carefare eval --jsonl` and holds the results against what the kit expects (README.md)."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

here = Path(__file__).resolve().parent
carefare = os.environ["CAREFARE"]
sample = [json.loads(line) for line in (here / "feel-sample.jsonl").read_text(encoding="utf-8").splitlines()]

DURATION = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d./]+)S)?)?$")


def length(text: str) -> tuple[str, Fraction]:
    """Whether a duration counts months or seconds, and how many."""
    sign, *parts = DURATION.match(text).groups()
    years, months, days, hours, minutes, seconds = (Fraction(part or 0) for part in parts)
    total = years * 12 + months if "Y" in text or "M" in text.split("T")[0] else None
    kind = "seconds" if total is None else "months"
    if total is None:
        total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return kind, -total if sign else total


def same(expected: dict, got: dict) -> bool:
    if expected["type"] != got.get("type"):
        return False
    if expected["type"] == "list":
        items = got.get("items", [])
        return len(items) == len(expected["items"]) and all(map(same, expected["items"], items))
    if expected["type"] == "duration":
        return length(expected["value"]) == length(got["value"])
    return expected["value"] == got["value"]


requests = "".join(json.dumps({"id": case["id"], "expr": case["expr"]}) + "\n" for case in sample)
run = subprocess.run([carefare, "eval", "--jsonl"], input=requests, text=True, capture_output=True, encoding="utf-8",
                     timeout=300, check=False)
failures = []
if run.returncode != 0:
    failures.append(f"exit status {run.returncode}: {run.stderr}")
answers = [json.loads(line) for line in run.stdout.splitlines()]
if [answer["id"] for answer in answers] != [case["id"] for case in sample]:
    failures.append(f"{len(answers)} answers, not one for each of {len(sample)} expressions in their order")

counts: Counter[tuple[str, str]] = Counter()
misses = []
for case, answer in zip(sample, answers):
    error = answer.get("error")
    if error and (not re.fullmatch(r"[A-Z]\d{3}", error["code"]) or "internal" in error["message"]):
        failures.append(f"{case['id']}: an error that is none of the author's: {error}")
    if case["expect"]["type"] == "null":
        outcome = "refused" if error else "value"
    else:
        outcome = "refused" if error else "equal" if same(case["expect"], answer) else "wrong"
    counts[case["slice"], outcome] += 1
    good = "refused" if case["slice"] == "reject" else "equal"
    if outcome != good:
        shown = f"{error['code']} {error['message']}" if error else json.dumps({k: v for k, v in answer.items() if k != "id"})
        misses.append(f"{case['slice']:6} {outcome:7} {case['id']}: {case['expr']}\n       wanted {json.dumps(case['expect'])}, got {shown}")
        if outcome == "wrong":
            failures.append(f"another value: {case['id']}: {case['expr']}")

print(f"{'slice':8}{'cases':>7}{'equal':>7}{'refused':>9}{'wrong':>7}{'value':>7}")
for name in ("core", "time", "reject"):
    row = {outcome: counts[name, outcome] for outcome in ("equal", "refused", "wrong", "value")}
    total = sum(row.values())
    print(f"{name:8}{total:7}{row['equal']:7}{row['refused']:9}{row['wrong']:7}{row['value']:7}")
    if total == 0:
        failures.append(f"no case of the slice {name}")
    if name == "core" and row["equal"] < 0.95 * total:
        failures.append(f"core: {row['equal']} of {total} equal, fewer than 95%")
    if name == "reject" and row["refused"] < 0.9 * total:
        failures.append(f"reject: {row['refused']} of {total} refused, fewer than 90%")
if misses:
    print("not as the kit has it:")
    print("\n".join(misses))
print("\n".join(failures))
sys.exit(1 if failures else 0)
