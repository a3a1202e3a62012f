"""carefare sample: the same bytes for a seed, the same first families of any number, tables that run takes, weights that are kept."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
failures = []

# One of each recipe. Weights are far apart so that a few hundred rows tell them.
PROGRAMME = """programme: a
title: Example
partition: family
types: { kind: [center, home, school] }
entities:
  family: { rows: families }
  provider: { rows: providers }
  price: { rows: prices, of: provider, at_most: 3 }
  stay: { rows: stays, of: family, to: provider, at_most: 3 }
  plan: { rows: plans, of: stay, at_most: 60, dated_by: starts_at }
  visit: { rows: visits, of: stay, at_most: 60, dated_by: arrived_at, versions: { by: recorded_on } }
  absence: { rows: absences, of: stay, at_most: 60, dated_by: date }
  other: { rows: others, of: family, at_most: 3 }
facts:
  family.income: { type: money, range: "[$0..$1000]", step: $0.01, ask: How much, cite: section 1 }
  family.percent: { type: percent, range: "[0%..100%]", step: 1%, ask: How much, cite: section 1 }
  family.begun: { type: date, ask: When, cite: section 1 }
  family.begun_again: { type: date, ask: When, cite: section 1 }
  family.ends: { type: date, ask: When, cite: section 1 }
  family.note: { type: text, ask: What, cite: section 1 }
  provider.kind: { type: kind, ask: Which, cite: section 1 }
  price.amount: { type: money, range: "[$0..$1000]", step: $0.01, ask: How much, cite: section 1 }
  stay.dates: { type: range of date, ask: When, cite: section 1 }
  stay.agreed: { type: boolean, ask: Is it, cite: section 1 }
  plan.starts_at: { type: date and time, ask: When, cite: section 1 }
  plan.ends_at: { type: date and time, ask: When, cite: section 1 }
  visit.arrived_at: { type: date and time, ask: When, cite: section 1 }
  visit.left_at: { type: date and time, ask: When, cite: section 1 }
  visit.recorded_on: { type: date, ask: When, cite: section 1 }
  absence.date: { type: date, ask: When, cite: section 1 }
  other.word: { type: kind, ask: Which, cite: section 1 }
rules:
  family.amount: { type: money, value: family.income + $1, cite: section 2 }
outputs: [family.amount]
sampling:
  span:
    from: { months: -1, back_to: Monday }
    to: { of: last, back_to: Sunday }
  tables:
    stay:
      key: s
      rows: { weights: { 1: 3, 2: 1 } }
      traits: { pattern: { weights: { days: 3, nights: 1 } } }
      links: { provider: { by: pattern, each: { days: { choose: kind, weights: { center: 3, home: 1 } }, nights: any } } }
      facts:
        dates: { dates: { from: { date: { days: { from: -40, to: 20 } } }, to: { date: { of: last } } } }
        agreed: { by: provider.kind, each: { home: no, otherwise: yes } }
    family:
      key: f
      traits: { kind: { weights: { few: 9, many: 1 } } }
      facts:
        income: { by: kind, each: { few: { uniform: { from: 10, to: 20, step: 0.25 } }, many: 999.99 }, missing_per_1000: 250 }
        percent: { weights: { 27%: 1 } }
        begun: { date: { months: { from: -3, to: -1 }, of: last } }
        begun_again: { copy: begun }
        ends: { date: { base: begun, months: 12, days: -1 } }
        note: 'a, "b"'
    provider: { key: p, rows: 3, shared_by: 10, facts: { kind: { turns: [center, home] } } }
    price: { key: c, rows: { by: provider.kind, each: { center: 2, otherwise: 1 } }, facts: { amount: { weights: { 5: 1, 7.5: 2 } } } }
    plan: { key: p }
    visit: { key: v, facts: { recorded_on: { date: { base: left_at, days: { from: 0, to: 2 } } } } }
    absence: { key: x }
  layouts:
    stay:
      pattern: pattern
      over: dates
      patterns:
        days: [{ on: [Monday, Friday], from: 08:00, to: 12:00 }, { on: [Monday], from: 14:00, to: 15:00 }]
        nights: [{ on: [Sunday], from: 21:00, to: 07:00 }]
      planned: { table: plan, from: starts_at, to: ends_at }
      held: { table: visit, from: arrived_at, to: left_at, from_shift: { from: -10, to: 20 }, to_shift: -5 }
      missed: { table: absence, on: date, per_1000: { by: pattern, each: { days: 300, nights: 0 } } }
"""


def sample(where, out, families, seed, *more, plan="a/d", month="2019-06"):
    got = subprocess.run([carefare, "sample", "--plan", plan, "--families", str(families), "--seed", str(seed), "--month", month, "--out", str(out), *more],
                         cwd=where, text=True, capture_output=True, check=False, timeout=300)
    if got.returncode != 0:
        failures.append(f"sample {families} {seed}: status {got.returncode}\n{got.stdout}{got.stderr}")
    return {p.name: p.read_text(encoding="utf-8") for p in sorted((where / out).glob("*"))}


def rows(files, name):
    return list(csv.DictReader(files[name].splitlines()))


def expect(what, fine):
    if not fine:
        failures.append(what)


def near(what, count, of, share):
    """Within five standard deviations of a share."""
    if abs(count - of * share) > 5 * (of * share * (1 - share)) ** 0.5:
        failures.append(f"{what}: {count} of {of}, not near {share}")


with tempfile.TemporaryDirectory() as scratch:
    folder = Path(scratch)
    (folder / "rules/a").mkdir(parents=True)
    (folder / "plans/a").mkdir(parents=True)
    (folder / "rules/a/programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "plans/a/d.yaml").write_text("plan: a/d\nprogramme: a\nsource: example\noptions: {}\n", encoding="utf-8")

    large = sample(folder, "large", 1000, 7)
    expect("a seed gives other bytes the second time", large == sample(folder, "again", 1000, 7))
    expect("another seed gives the same rows", large["families.csv"] != sample(folder, "other", 1000, 8)["families.csv"])
    expect("another month gives the same days", large["visits.csv"] != sample(folder, "july", 1000, 7, month="2019-07")["visits.csv"])
    small = sample(folder, "small", 15, 7)
    for name in small:
        if name.endswith(".csv") and not large[name].startswith(small[name]):
            failures.append(f"{name} of 15 families is not the beginning of that of 1000")
    expect("the files are not those of the programme", sorted(large) == ["absences.csv", "dataset.yaml", "families.csv", "others.csv", "plans.csv", "prices.csv",
                                                                      "providers.csv", "stays.csv", "visits.csv"])
    expect("a table that is not sampled has rows", large["others.csv"] == "key,family\n")
    # 1 May 2019 is a Wednesday: its Monday is 29 April. 30 June is a Sunday.
    expect("windows", large["dataset.yaml"] == "programme: a\ntables:\n" + "".join(
        f"  {name}: {{ window: 2019-04-29..2019-06-30 }}\n" for name in ("plans", "visits", "absences")))

    families, stays, visits, plans, absences = (rows(large, f"{n}.csv") for n in ("families", "stays", "visits", "plans", "absences"))
    providers, prices = rows(large, "providers.csv"), rows(large, "prices.csv")
    expect("families", [f["key"] for f in families] == [f"f{i}" for i in range(1, 1001)])
    expect("three providers for ten families", len(providers) == 300 and [p["kind"] for p in providers[:4]] == ["center", "home", "center", "center"])
    expect("two prices a center", len(prices) == 200 * 2 + 100)
    near("prices", sum(p["amount"] == "7.50" for p in prices), len(prices), 2 / 3)
    near("empty incomes", sum(f["income"] == "" for f in families), 1000, 0.25)
    known = [Decimal(f["income"]) for f in families if f["income"]]
    near("incomes of the few", sum(i == Decimal("999.99") for i in known), len(known), 0.1)
    expect("incomes in their steps", all(i == Decimal("999.99") or (10 <= i <= 20 and i * 4 == int(i * 4)) for i in known) and {10, 20} < set(known))
    expect("dates", {f["begun"] for f in families} == {"2019-03-31", "2019-04-30", "2019-05-31"} and all(f["begun"] == f["begun_again"] for f in families))
    expect("a year less a day", {f["ends"] for f in families} == {"2020-03-30", "2020-04-29", "2020-05-30"})
    expect("percent and text", {(f["percent"], f["note"]) for f in families} == {("27%", 'a, "b"')})
    near("second stays", len(stays) - 1000, 1000, 0.25)
    kinds = {p["key"]: p["kind"] for p in providers}
    expect("providers of the same ten", all((int(s["family"][1:]) - 1) // 10 + 1 == int(s["provider"].split("-")[0][1:]) for s in stays))
    expect("branch by a linked row", all((kinds[s["provider"]] == "home") == (s["agreed"] == "no") for s in stays))

    by_stay = Counter(p["stay"] for p in plans)
    nights = {p["stay"] for p in plans if p["starts_at"].endswith("T21:00")}
    near("nights", len(nights), len(by_stay), 0.25)
    near("centers by day", sum(kinds[s["provider"]] == "center" for s in stays if s["key"] not in nights), len(stays) - len(nights), 0.75)
    for s in stays:
        first, last = (max(date.fromisoformat(s["dates_from"]), date(2019, 4, 29)), date.fromisoformat(s["dates_to"]))
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        count = sum(d.weekday() == 6 for d in days) if s["key"] in nights else sum({0: 2, 4: 1}.get(d.weekday(), 0) for d in days)
        if count != by_stay[s["key"]]:
            failures.append(f"{s}: {by_stay[s['key']]} planned times, not {count}")
            break
    planned = {(p["stay"], p["key"].split("-p")[-1]): p for p in plans}
    missed = {(a["stay"], a["date"]) for a in absences}
    days = {(p["stay"], p["starts_at"][:10]) for p in plans if p["stay"] not in nights}
    near("missed days", len(missed), len(days), 0.3)
    expect("every planned time is held or missed", len(visits) + sum((p["stay"], p["starts_at"][:10]) in missed for p in plans) == len(plans))
    expect("nights are never missed", not any(stay in nights for stay, _ in missed))
    shifts = Counter()
    for v in visits:
        plan = planned[v["stay"], v["key"].split("-v")[-1]]
        came, went, due, end = (datetime.fromisoformat(t) for t in (v["arrived_at"], v["left_at"], plan["starts_at"], plan["ends_at"]))
        shifts[int((came - due).total_seconds()) // 60] += 1
        recorded = (date.fromisoformat(v["recorded_on"]) - went.date()).days
        if went - end != timedelta(minutes=-5) or not 0 <= recorded <= 2:
            failures.append(f"{v} was planned as {plan}")
            break
    expect("shifts", set(shifts) == set(range(-10, 21)))
    expect("nights end on the next day", all(p["ends_at"].endswith("T07:00") and p["ends_at"] > p["starts_at"] for p in plans if p["stay"] in nights))

    # run reads what sample writes: no row is set aside.
    got = subprocess.run([carefare, "run", "--plan", "a/d", "--input", "small", "--output", "results", "--format", "json"], cwd=folder, text=True, capture_output=True, check=False)
    summary = json.loads(got.stdout) if got.returncode == 0 else {}
    expect(f"run: {got.stdout}{got.stderr}", summary and "'set_aside': 0" in str(summary) and not any(f"'{w}': {n}" in str(summary) for w in ("set_aside", "orphan") for n in range(1, 10)))

    # What lies in a folder is kept; a month is a month.
    again = subprocess.run([carefare, "sample", "--plan", "a/d", "--families", "1", "--seed", "1", "--month", "2019-06", "--out", "small"], cwd=folder, text=True,
                           capture_output=True, check=False)
    expect("a full folder is written to", again.returncode == 2 and "W017" in again.stderr and (folder / "small/families.csv").read_text() == small["families.csv"])
    expect("--force", len(rows(sample(folder, "small", 1, 1, "--force"), "families.csv")) == 1)
    for month in ("2019-13", "2019", "June", "2019-06-01"):
        wrong = subprocess.run([carefare, "sample", "--plan", "a/d", "--families", "1", "--seed", "1", "--month", month, "--out", "wrong"], cwd=folder, text=True,
                               capture_output=True, check=False)
        expect(f"month {month}", wrong.returncode == 2 and "K005" in wrong.stderr and not (folder / "wrong").exists())

# New York: the first families of any month can be run, and nothing is set aside.
with tempfile.TemporaryDirectory() as scratch:
    for month in ("2019-06", "2021-02", "2024-12"):
        out = Path(scratch) / month
        sample(root, out, 20, 1, plan="plans/ny/westchester.yaml", month=month)
        got = subprocess.run([carefare, "run", "--plan", "plans/ny/westchester.yaml", "--input", str(out), "--output", str(out / "results"), "--format", "json"], cwd=root,
                             text=True, capture_output=True, check=False, timeout=500)
        findings = (out / "results/findings.csv").read_text(encoding="utf-8").splitlines() if got.returncode == 0 else [got.stderr]
        expect(f"New York {month}: {findings[:5]}", len(findings) == 1 and findings[0].startswith("code,"))

# New York, Westchester, June 2019: of every hundred weeks ninety and more have an amount, and each way of pricing and bearing occurs.
with tempfile.TemporaryDirectory() as scratch:
    out = Path(scratch)
    sample(root, out / "load", 250, 1, plan="plans/ny/westchester.yaml")
    got = subprocess.run([carefare, "run", "--plan", "plans/ny/westchester.yaml", "--input", str(out / "load"), "--output", str(out / "results"), "--assume",
                          "examples/westchester-june-2019.assume.yaml"], cwd=root, text=True, capture_output=True, check=False, timeout=500)
    expect(f"run: {got.stderr}", got.returncode == 0)
    tables = {n: (out / "results" / n).read_text(encoding="utf-8") for n in ("weeks.csv", "pay_weeks.csv", "days.csv")} if got.returncode == 0 else {}
    weeks = [w for w in rows(tables, "weeks.csv") if ", 2019-06-" in w["key"]] if tables else []
    known = [w for w in weeks if w["payment.state"] == "value"]
    expect(f"{len(known)} of {len(weeks)} weeks have an amount", len(weeks) > 1000 and 0.9 * len(weeks) <= len(known) < len(weeks))
    family_of = {m["key"]: m["family"] for m in rows({"m": (out / "load/members.csv").read_text(encoding="utf-8")}, "m")}
    member_of = {a["key"]: a["member"] for a in rows({"a": (out / "load/authorizations.csv").read_text(encoding="utf-8")}, "a")}
    bearers = Counter((family_of[member_of[w["authorization"]]], w["key"][-10:]) for w in known if Decimal(w["family_share"]) > 0)
    counts = Counter(w["basis"] for w in known)
    counts["nothing paid"] = sum(Decimal(w["payable"]) > 0 and Decimal(w["payment"]) == 0 for w in known)
    counts["several bear"] = sum(n > 1 for n in bearers.values())
    shares = [p["share"] for p in rows(tables, "pay_weeks.csv") if ", 2019-06-" in p["key"]] if tables else []
    counts["minimum share"], counts["no share"] = shares.count("1.00"), shares.count("0.00")
    counts["paid absences"] = sum(d["absence_paid"] not in ("", "0") for d in rows(tables, "days.csv") if ", 2019-06-" in d["key"]) if tables else 0
    for what in ("weekly", "fifths", "by the day", "nothing paid", "several bear", "minimum share", "no share", "paid absences"):
        expect(f"{what}: {counts[what]} in {len(known)} weeks", counts[what] >= 5)

print("\n".join(failures) or f"{len(families)} families, {len(visits)} visits, {len(missed)} missed days")
sys.exit(1 if failures else 0)
