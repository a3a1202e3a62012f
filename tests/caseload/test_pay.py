"""Which rows a run pays, on a programme of bills: paid, zero, not known whose they are, and of another month; a balance that no table can hold."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

carefare = os.environ["CAREFARE"]
failures = []
files = {
    "rules/a/programme.yaml": """programme: a
title: Bills
partition: family
entities:
  family:  { rows: families }
  bill:    { rows: bills, of: family, pay_by: bill.due, at_most: 10 }
  month:   { rows: months, of: family, group: bill, by: { start: month start(bill.due) }, at_most: 10 }
  balance: { rows: balances, of: family, at_most: 10 }
facts:
  bill.due:      { type: date, ask: "When is it due?", cite: section 1 }
  bill.amount:   { type: money, range: "[$0..$100]", step: $0.01, ask: "How much is it?", cite: section 1 }
  balance.start: { type: date, ask: "Which month?", cite: section 1 }
  balance.sum:   { type: money, range: "[$0..$100]", step: $0.01, ask: "How much was it?", cite: section 1 }
rules:
  bill.payment: { type: money, cite: section 1, value: bill.amount }
outputs: [bill.payment]
carried:
  balance: { from: month, facts: { start: month.start, sum: sum(bill.payment) } }
""",
    "plans/a/d.yaml": "plan: a/d\nprogramme: a\nsource: an example\noptions: {}\n",
    "in/dataset.yaml": "programme: a\n",
    "in/families.csv": "key\nf\ng\nh\n",
    "in/balances.csv": "key,family,start,sum\n",
    # f: one bill of June, one of nothing, one of July; g: due on a day that nobody knows; h: two of June that make $110, more than a balance holds.
    "in/bills.csv": "key,family,due,amount\nb1,f,2019-06-10,5.25\nb2,f,2019-06-30,0\nb3,f,2019-07-01,7\nb4,g,,9\nb5,h,2019-06-01,60\nb6,h,2019-06-02,50\nb7,f,2019-06-11,\n",
}


def expect(condition, message):
    if not condition:
        failures.append(message)


with tempfile.TemporaryDirectory() as scratch_name:
    scratch = Path(scratch_name)
    for name, text in files.items():
        (scratch / name).parent.mkdir(parents=True, exist_ok=True)
        (scratch / name).write_text(text, encoding="utf-8")
    done = subprocess.run([carefare, "run", "--plan", "a/d", "--input", "in", "--output", "out", "--pay", "2019-06"], cwd=scratch, text=True,
                          capture_output=True, check=False)
    expect(done.returncode == 0, done.stdout + done.stderr)
    if done.returncode == 0:
        bills = {b["key"]: b["payment"] or b["payment.state"] for b in csv.DictReader((scratch / "out/bills.csv").open(encoding="utf-8"))}
        expect(bills == {"b1": "5.25", "b2": "0.00", "b4": "9.00", "b5": "60.00", "b6": "50.00", "b7": "pending"}, f"{bills}")
        summary = json.loads((scratch / "out/summary.json").read_text(encoding="utf-8"))
        n = summary["results"]["bill.payment"]
        expect((n["rows"], n["paid"], n["zero"], n["below_zero"], n["none"], n["pending"], n["fault"], n["incomplete"], n["context"])
               == (7, 4, 1, 0, 0, 1, 0, 0, 1), f"{n}")
        expect(n["total"] == "124.25", f"{n}")  # 5.25 + 9 + 60 + 50
        # f's June waits for b7, g's months are not known, h's June is out of range; f's July is handed on.
        expect(summary["carried"] == {"balances": {"written": 1, "pending": 1, "fault": 1, "incomplete": 0}}, f"{summary['carried']}")
        told = (scratch / "out/carried/balances.csv").read_text(encoding="utf-8")
        expect(told == 'key,family,start,sum\n"f, 2019-07-01",f,2019-07-01,7.00\n', told)
        found = [(f["code"], f["key"], f["field"]) for f in csv.DictReader((scratch / "out/findings.csv").open(encoding="utf-8"))]
        expect(found == [("R005", "h, 2019-06-01", "balances.sum")], f"{found}")
        waiting = {(p["key"], p["output"], p["needed"]) for p in csv.DictReader((scratch / "out/pending.csv").open(encoding="utf-8"))}
        expect(("f, 2019-06-01", "carried balances", "bill.amount") in waiting and ("g", "months", "bill.due") in waiting, f"{waiting}")

print("\n".join(failures) or "paid, zero, not known whose, and of another month")
sys.exit(1 if failures else 0)
