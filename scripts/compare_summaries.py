#!/usr/bin/env python3
"""Checks that the counts of a run add up, and says what its assumptions were worth.

Usage: scripts/compare_summaries.py WITH.json WITHOUT.json, the summary.json of a run with assumptions and of one without.
Exits 1 if a count does not add up, or if less than 90% of the weeks that the first run pays have an amount.
"""

import json
import sys
from pathlib import Path


def check(summary: dict) -> list[str]:
    wrong = []
    for table, rows in summary["rows"].items():
        if rows["read"] != rows["used"] + rows["context"] + rows["set_aside"] + rows["orphan"]:
            wrong.append(f"the rows of {table} do not add up: {rows}")
    for result, of in summary["results"].items():
        parts = ["none", "pending", "fault", "incomplete", "context"]
        parts += ["paid", "zero", "below_zero"] if "paid" in of else ["value"]
        if of["rows"] != sum(of[part] for part in parts):
            wrong.append(f"the results of {result} do not add up: {of}")
    return wrong


def main() -> int:
    with_them, without = (json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3])
    wrong = check(with_them) + check(without)
    weeks = with_them["results"]["week.payment"]
    asked = weeks["rows"] - weeks["context"]
    print("\nrows read = used + context + set aside + orphan; weeks = paid + zero + pending + incomplete (and none, fault, context): "
          + ("yes, for every table" if not wrong else "NO"))
    print(f"with the assumptions {weeks['value']} of {asked} weeks have an amount ({100 * weeks['value'] // asked}%), together ${weeks['total']}")
    plain = without["results"]["week.payment"]
    print(f"without them {plain['pending']} weeks are pending, {plain['pending'] - weeks['pending']} more; they wait most often for:")
    for name, count in sorted(without["waiting_for"].items(), key=lambda one: -one[1])[:6]:
        print(f"  {count:7}  {name}")
    if 10 * weeks["value"] < 9 * asked:
        wrong.append("less than 90% of the weeks have an amount")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
