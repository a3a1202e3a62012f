"""What stands outside all partitions: results, pending results and cut groups of shared rows, by columns as row by row; partitions that are
evaluated row by row beside shared rows that stand in columns alone; shared rows of which something is wrong."""

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
title: Purchases
partition: family
entities:
  shop:     { rows: shops }
  sale:     { rows: sales, of: shop, dated_by: on, at: sale.on, at_most: 10 }
  month:    { rows: months, of: shop, group: sale, by: { start: month start(sale.on) }, at_most: 10 }
  family:   { rows: families }
  purchase: { rows: purchases, of: family, to: { shop: shop }, at_most: 10 }
  round:    { rows: rounds, of: family, group: purchase, by: { start: purchase.on }, at_most: 10 }
  balance:  { rows: balances, of: family, at_most: 10 }
facts:
  shop.factor:     { type: number, range: "[0..9]", step: 1, ask: "What is its factor?", cite: section 1 }
  sale.on:         { type: date, ask: "On which day?", cite: section 1 }
  sale.amount:     { type: money, range: "[$0..$100]", step: $0.01, ask: "How much was it?", cite: section 1 }
  purchase.on:     { type: date, ask: "On which day?", cite: section 1 }
  balance.start:   { type: date, ask: "On which day?", cite: section 1 }
  balance.sum:     { type: money, range: "[$0..$500]", step: $0.01, ask: "How much was it?", cite: section 1 }
  purchase.amount: { type: money, range: "[$0..$100]", step: $0.01, ask: "How much was it?", cite: section 1 }
rules:
  sale.worth:    { type: money, cite: section 1, value: sale.amount * shop.factor }
  month.sum:     { type: money, cite: section 1, value: sum(sale.worth) }
  purchase.cost: { type: money, cite: section 1, value: purchase.amount * purchase.shop.factor }
outputs: [sale.worth, month.sum, purchase.cost]
carried:
  balance: { from: round, facts: { start: round.start, sum: sum(purchase.cost) } }
""",
    "plans/a/d.yaml": "plan: a/d\nprogramme: a\nsource: an example\noptions: {}\n",
    "in/dataset.yaml": "programme: a\ntables:\n  sales: { window: 2019-06-01..2019-07-15 }\n",
    # s3 has no factor: what is sold there waits for it; no day of x6 is known, so that the months of s4 are not.
    "in/shops.csv": "key,factor\ns2,2\ns1,3\ns3,\ns4,9\n",
    "in/sales.csv": "key,shop,on,amount\nx3,s1,2019-06-20,4\nx1,s1,2019-06-02,10.01\nx2,s2,2019-07-03,7\nx4,s3,2019-06-09,3\nx5,s2,2019-06-30,1\nx6,s4,,5\nx8,s2,2019-07-20,1\n",
    "in/families.csv": "key\nf\ng\nh\n",
    "in/balances.csv": "key,family,start,sum\n",
    # What g buys at s4 costs more than a balance holds; h's amount is no number.
    "in/purchases.csv": "key,family,shop,on,amount\np1,f,s2,2019-06-01,5\np2,f,s3,2019-06-02,1\np3,g,s4,2019-06-01,90\np4,h,s1,2019-06-01,much\np5,h,,2019-06-01,3\n",
}


def expect(condition, message):
    if not condition:
        failures.append(message)


def run(scratch, output, *more):
    done = subprocess.run([carefare, "run", "--plan", "a/d", "--input", "in", "--output", output, *more], cwd=scratch, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    return {p.relative_to(scratch / output).as_posix(): p.read_bytes() for p in sorted((scratch / output).rglob("*")) if p.is_file()}


def rows(told, name):
    return {row["key"]: row for row in csv.DictReader(told[name].decode("utf-8").splitlines())}


with tempfile.TemporaryDirectory() as scratch_name:
    scratch = Path(scratch_name)
    for name, text in files.items():
        (scratch / name).parent.mkdir(parents=True, exist_ok=True)
        (scratch / name).write_text(text, encoding="utf-8")
    # A sale of a shop that is not there, and a factor that is no number: these tables are read row by row.
    variants = {"plain": "", "an orphan": "x9,s9,2019-06-01,1\n", "a key twice": "x3,s1,2019-06-21,4\n", "another number": "x7,s1,2019-06-21,4.001\n"}
    for variant, line in variants.items():
        (scratch / "in/sales.csv").write_text(files["in/sales.csv"] + line, encoding="utf-8")
        told = run(scratch, f"out {variant}")
        for ways in (["--row-by-row"], ["--threads", "3", "--block-rows", "1"]):
            again = run(scratch, f"out {variant} {len(ways)}", *ways)
            differ = [name for name in told if told[name] != again.get(name)]
            expect(set(told) == set(again) and not differ, f"{variant}, {ways}: {differ}")
        if variant != "plain":
            expect(told["findings.csv"].count(b"\n") > 3, f"{variant}: {told['findings.csv']}")
            continue
        expect({k: r["worth"] or r["worth.state"] for k, r in rows(told, "sales.csv").items()}
               == {"x1": "30.03", "x2": "14.00", "x3": "12.00", "x4": "pending", "x5": "2.00", "x6": "45.00", "x8": "2.00"}, f"{told['sales.csv']}")
        months = {k: r["sum"] or r["sum.state"] for k, r in rows(told, "months.csv").items()}
        expect(months == {"s1, 2019-06-01": "42.03", "s2, 2019-06-01": "2.00", "s2, 2019-07-01": "incomplete", "s3, 2019-06-01": "pending"}, f"{months}")
        # July is cut by the window: x8 lies outside.
        expect(told["incomplete.csv"] == b'entity,key,owner\nmonth,"s2, 2019-07-01",s2\n', f"{told['incomplete.csv']}")
        needs = {(p["entity"], p["key"], p["output"], p["needed"], p["needed_row"]) for p in csv.DictReader(told["pending.csv"].decode("utf-8").splitlines())}
        expect({("sale", "x4", "worth", "shop.factor", "s3"), ("shop", "s4", "months", "sale.on", "x6"), ("purchase", "p2", "cost", "shop.factor", "s3")} <= needs, f"{needs}")
        expect({k: r["cost"] for k, r in rows(told, "purchases.csv").items()} == {"p1": "10.00", "p2": "", "p3": "810.00"}, f"{told['purchases.csv']}")
        expect({(f["key"], f["field"]) for f in csv.DictReader(told["findings.csv"].decode("utf-8").splitlines())} >= {("g, 2019-06-01", "balances.sum"), ("p4", "amount")}, f"{told['findings.csv']}")
        summary = json.loads(told["summary.json"])
        expect(summary["rows"]["sales"]["read"] == 7 and summary["rows"]["sales"]["context"] == 1 and summary["rows"]["shops"]["used"] == 4, f"{summary['rows']}")

for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
