"""Programmes that use the results of others: their cases, and runs over the folders of earlier runs."""

import csv
import os
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"]) / "tests/chains"
carefare = os.environ["CAREFARE"]
failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)


def carefare_run(*arguments):
    return subprocess.run([carefare, *map(str, arguments)], cwd=root, text=True, capture_output=True, check=False)


def write(folder, programme, tables):
    folder.mkdir(exist_ok=True)
    (folder / "dataset.yaml").write_text(f"programme: {programme}\n", encoding="utf-8")
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def files_of(folder):
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.iterdir()) if p.is_file()}


def rows_of(folder, name):
    return {row["key"]: row for row in csv.DictReader((folder / name).open(encoding="utf-8"))}


draw = random.Random(5)
families, agreements, incomes = ["key,income,members"], ["key,family,dates_from,dates_to,visits_a_day"], {}
for n in range(200):
    income = draw.choice(["", "10001", str(draw.randint(500, 4000)), str(draw.randint(1500, 3500))])
    incomes[f"f{n}"] = income
    families.append(f"f{n},{income},{draw.randint(1, 9)}")
    for a in range(draw.randint(0, 2)):
        first = draw.randint(1, 20)
        dates = draw.choice([f"2019-07-{first:02},2019-07-{first + 6:02}"] * 6 + [",", "2019-01-01,2019-12-31"])
        agreements.append(f"f{n}a{a},f{n},{dates},{draw.choice(['', '1', '3'])}")

with tempfile.TemporaryDirectory() as scratch_name:
    scratch = Path(scratch_name)
    for name in ("check", "test"):
        done = carefare_run(name, "rules", "plans")
        expect(done.returncode == 0, f"{name}: {done.stdout}{done.stderr}")

    write(scratch / "benefit", "a/benefit", {"families": families, "agreements": agreements})
    # Some families and agreements only one of the runs has.
    # What was out of range before has been put right.
    write(scratch / "later", "a/benefit", {"families": [line.replace(",10001,", ",900,") for line in families if not line.startswith("f7")], "agreements": [line for line in agreements if not line.startswith("f7")]})
    for name, folder, known in (("before", "benefit", "2019-06-19"), ("after", "later", "2019-06-20")):
        done = carefare_run("run", "--plan", "a/here", "--input", scratch / folder, "--output", scratch / name, "--known-on", known)
        expect(done.returncode == 0, f"{name}: {done.stdout}{done.stderr}")

    write(scratch / "told", "a/notices", {"families": ["key,told_on", "f3,2019-05-01", "f999,2019-05-02"], "agreements": ["key,family"], "weeks": ["key,agreement"]})
    uses = ("--uses", f"before={scratch / 'before'}", "--uses", f"after={scratch / 'after'}")
    done = carefare_run("run", "--plan", "a/notices_here", "--input", scratch / "told", "--output", scratch / "notices", "--threads", 1, *uses)
    expect(done.returncode == 0, f"notices: {done.stdout}{done.stderr}")
    for name, more in (("row by row", ("--row-by-row",)), ("two threads, small blocks", ("--threads", 2, "--block-rows", 2))):
        other = carefare_run("run", "--plan", "a/notices_here", "--input", scratch / "told", "--output", scratch / name, *more, *uses)
        expect(other.returncode == 0, f"{name}: {other.stdout}{other.stderr}")
        a, b = files_of(scratch / "notices"), files_of(scratch / name)
        for file in sorted(a.keys() | b.keys()):
            expect(a.get(file) == b.get(file), f"{name}: {file} differs")

    before, after, notices = (rows_of(scratch / name, "families.csv") for name in ("before", "after", "notices"))
    pending = {}
    for row in csv.DictReader((scratch / "notices/pending.csv").open(encoding="utf-8")):
        pending.setdefault((row["key"], row["output"]), set()).add((row["needed"], row["needed_row"]))
    states = set()
    expect("f999" in notices and notices["f999"]["notice"] == "no change", "a family that no run has")
    for key in before:
        one, other, got = before[key], after.get(key), notices[key]
        states.add(got["change.state"])
        if "fault" in (one["share.state"], other["share.state"] if other else ""):
            expect(got["change.state"] == "fault", f"{key}: a fault becomes {got['change.state']}")
        elif "pending" in (one["share.state"], other["share.state"] if other else ""):
            needs = {(f"{prefix}.family.income", key) for prefix, row in (("before", one), ("after", other)) if row and row["share.state"] == "pending"}
            expect(got["change.state"] == "pending" and pending[(key, "change")] == needs, f"{key}: {got['change.state']}, {pending.get((key, 'change'))}, wanted {needs}")
        else:
            amount = Decimal(other["share"] or 0 if other else 0) - Decimal(one["share"] or 0)
            expect(Decimal(got["change"]) == amount, f"{key}: {got['change']}, wanted {amount}")
    expect({"value", "pending", "fault"} <= states, f"states are {states}")
    hooks = {(row["kind"], row["needed"], row["reason"]) for row in csv.DictReader((scratch / "notices/pending.csv").open(encoding="utf-8")) if row["output"] == "first_before"}
    expect(hooks == {("hook", "before.family.favoured", "not stated")}, f"hooks: {hooks}")
    # Of a family that a run has set aside nothing is said as if it had not been there.
    aside = {row["key"] for row in csv.DictReader((scratch / "before/findings.csv").open(encoding="utf-8")) if row["entity"] == "family" and row["code"] == "R005"}
    known = [key for key in aside if key in notices]
    expect(known and all(notices[key]["notice.state"] == "fault" for key in known), f"set aside: {[(key, notices.get(key)) for key in known][:2]}")
    weeks, was, new = (rows_of(scratch / name, "weeks.csv") for name in ("notices", "before", "after"))
    for key, row in weeks.items():
        if row["more_visits.state"] == "value":
            amount = sum(sign * Decimal(of[key]["visits"] or 0) for sign, of in ((1, new), (-1, was)) if key in of)
            expect(Decimal(row["more_visits"]) == amount, f"{key}: {row['more_visits']}, wanted {amount}")
    expect(len(weeks) == len(was.keys() | new.keys()) > 50, f"{len(weeks)} weeks")

    # Nothing before: everything is new.
    done = carefare_run("run", "--plan", "a/notices_here", "--input", scratch / "told", "--output", scratch / "first", "--uses", "before=none", "--uses", f"after={scratch / 'after'}")
    expect(done.returncode == 0, f"first: {done.stdout}{done.stderr}")
    kinds = {row["notice"] for row in rows_of(scratch / "first", "families.csv").values() if row["notice.state"] == "value"}
    expect(kinds == {"approval", "no change"}, f"of the first run {kinds}")

    # What does not fit is refused, and says why.
    (scratch / "bare").mkdir()
    (scratch / "unfinished").mkdir()
    changed = scratch / "changed"
    changed.mkdir()
    for name, text in files_of(scratch / "before").items():
        (changed / name).write_text(text.replace(",value,", ",vanished,") if name == "families.csv" else text, encoding="utf-8")
    large = scratch / "large"
    large.mkdir()
    for name, text in files_of(scratch / "before").items():
        head, *lines = text.splitlines()
        if name == "weeks.csv":
            cells = lines[0].split(",")
            at = next(i for i, cell in enumerate(head.split(",")) if cell == "visits") + (len(cells) - len(head.split(",")))
            lines = [line for line in lines if ",value," in line]
            lines[0] = lines[0].rsplit(",", 4)[0] + ",1000000,value," + ",".join(lines[0].rsplit(",", 2)[1:])
        (large / name).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    after_uses = f"after={scratch / 'after'}"
    for name, given, words in (("nothing said", (after_uses,), "nothing says where they are"), ("no results", (after_uses, f"before={scratch / 'bare'}"), "no results of a run that is done"),
                               ("of another programme", (after_uses, f"before={scratch / 'notices'}"), "holds results of 'a/notices'"), ("unknown prefix", (after_uses, "before=none", "now=none"), "uses nothing as 'now'"),
                               ("twice", (after_uses, "before=none", "before=none"), "said twice"), ("changed", (after_uses, f"before={changed}"), "is in no state of a result: vanished"),
                               ("too large", (after_uses, f"before={large}"), "is no value that its rule can have")):
        more = [word for one in given for word in ("--uses", one)]
        done = carefare_run("run", "--plan", "a/notices_here", "--input", scratch / "told", "--output", scratch / f"refused {name}", *more)
        expect(done.returncode == 2 and words in done.stderr, f"{name}: status {done.returncode}\n{done.stdout}{done.stderr}")
    write(scratch / "given", "a/notices", {"families": ["key,before.share", "f3,100"], "agreements": ["key,family"], "weeks": ["key,agreement"]})
    done = carefare_run("run", "--plan", "a/notices_here", "--input", scratch / "given", "--output", scratch / "refused given", *uses)
    expect(done.returncode == 2 and "W026" in done.stderr, f"given and used: {done.stdout}{done.stderr}")
    done = carefare_run("run", "--plan", "a/notices_here", "--input", scratch / "given", "--output", scratch / "as facts", "--uses", "before=none", "--uses", after_uses)
    expect(done.returncode == 0 and rows_of(scratch / "as facts", "families.csv")["f3"]["change.state"] != "fault", f"given: {done.stdout}{done.stderr}")

print("\n".join(failures) or "chains: the same by every way")
sys.exit(1 if failures else 0)
