"""A programme with stages: its cases, and caseloads with two districts by every evaluator, on threads, in blocks of any size, in any
order of the rows, stopped on the way: the same bytes; and the grants are those that a few lines of Python come to.
"""

import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"]) / "tests/stages"
carefare = os.environ["CAREFARE"]
failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)


def carefare_run(*arguments):
    return subprocess.run([carefare, *map(str, arguments)], cwd=root, text=True, capture_output=True, check=False)


def write(folder, tables, order=None):
    folder.mkdir(exist_ok=True)
    (folder / "dataset.yaml").write_text("programme: a/fund\n", encoding="utf-8")
    for name, (head, rows) in tables.items():
        lines = [",".join(row) for row in rows]
        if order is not None:
            order.shuffle(lines)
        (folder / f"{name}.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def make(seed, families):
    draw = random.Random(seed)
    tables = {
        "districts": ("key,funds,open_on", [["north", "4000", ""], ["south", "", ""], ["west", "250.50", "2019-07-01"], ["empty", "10", ""]]),
        "families": ("key,district,applied_on,homeless", []),
        "members": ("key,family,age,hours", []),
        "agreements": ("key,family,dates_from,dates_to,price", []),
    }
    for n in range(families):
        f = f"f{n}"
        district = draw.choice(["north", "north", "north", "south", "west"])
        applied = f"2019-0{draw.randint(1, 6)}-{draw.randint(1, 28):02}"
        # Districts whose rows have all days of application give places; in `west` one is missing, so that none has.
        if district == "west" and n % 40 == 0:
            applied = ""
        tables["families"][1].append([f, district if n % 97 else "nowhere", applied, draw.choice(["yes", "no", ""])])
        for m in range(draw.randint(1, 3)):
            age = draw.choice(["3", "11", "12", "40", "130" if draw.random() < 0.05 else "5"])
            tables["members"][1].append([f"{f}m{m}", f, age, draw.choice(["", "0", "30"])])
        for a in range(draw.randint(0, 2)):
            first = draw.randint(1, 20)
            last = "2019-12-31" if draw.random() < 0.04 else f"2019-07-{first + draw.randint(0, 9):02}"
            price = "" if draw.random() < 0.04 else str(draw.randint(10, 60))
            tables["agreements"][1].append([f"{f}a{a}", f, f"2019-07-{first:02}", last, price])
    return tables


def files_of(folder):
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.iterdir()) if p.is_file()}


def rows_of(folder, name):
    return {row["key"]: row for row in csv.DictReader((folder / name).open(encoding="utf-8"))}


def check_grants(results, tables):
    """Who asks is listed with the run; the funds of a district are given out in order of rank, day and key."""
    families = rows_of(results, "families.csv")
    given = {row[0]: row for row in tables["families"][1]}
    working = {row[1] for row in tables["members"][1] if row[3] not in ("", "0")}
    left = Decimal(4000)
    stopped = False
    # A family of which something that the stage reads is a fault has no part.
    north = [f for f in families.values() if f["district"] == "north" and f["ask.state"] != "fault"]
    expect(len(north) > 20, f"{len(north)} families in the north")
    expect(any(f["ask.state"] == "pending" for f in north) and any(f["granted.state"] == "fault" for f in families.values()), "nothing pending, or nothing at fault")

    def order(f):
        rank = 1 if given[f["key"]][3] == "yes" else 2 if f["key"] in working else 3
        return rank, given[f["key"]][2], f["key"]

    place = 0
    for f in sorted(north, key=order):
        place += 1
        expect(f["place"] == str(place), f"{f['key']} has place {f['place']}, not {place}")
        if f["ask.state"] == "pending":
            expect(f["granted.state"] == "pending", f"{f['key']} asks for what is not known, and its grant is {f['granted.state']}")
            continue
        ask = Decimal(f["ask"])
        grant = ask if not stopped and ask <= left else Decimal(0)
        stopped = stopped or ask > left
        left -= grant
        expect(Decimal(f["granted"]) == grant, f"{f['key']} is granted {f['granted']}, not {grant}")
    expect(stopped, "the funds are enough for all")
    expect(rows_of(results, "districts.csv")["empty"]["paid"] == "0.00", "the district without families pays")


with tempfile.TemporaryDirectory() as scratch_name:
    scratch = Path(scratch_name)
    for name in ("check", "test"):
        done = carefare_run(name, "rules", "plans")
        expect(done.returncode == 0, f"{name}: {done.stdout}{done.stderr}")
    for seed, families in ((1, 300), (2, 3), (3, 0)):
        tables = make(seed, families)
        caseload = scratch / f"in{seed}"
        write(caseload, tables)
        first = scratch / f"first{seed}"
        done = carefare_run("run", "--plan", "a/here", "--input", caseload, "--output", first, "--threads", 1)
        expect(done.returncode == 0, f"run: {done.stdout}{done.stderr}")
        if done.returncode != 0:
            continue
        if families > 100:
            check_grants(first, tables)
        shuffled = scratch / f"shuffled{seed}"
        write(shuffled, tables, random.Random(7))
        for name, folder, more in (("two threads, small blocks", caseload, ("--threads", 2, "--block-rows", 3)), ("blocks of one", caseload, ("--threads", 2, "--block-rows", 1)),
                                   ("shuffled", shuffled, ("--threads", 2, "--block-rows", 100000)), ("row by row", caseload, ("--row-by-row",)),
                                   ("small blocks row by row", shuffled, ("--row-by-row", "--block-rows", 5, "--threads", 2))):
            other = scratch / f"{seed} {name}"
            done = carefare_run("run", "--plan", "a/here", "--input", folder, "--output", other, *more)
            expect(done.returncode == 0, f"{name}: {done.stdout}{done.stderr}")
            a, b = files_of(first), files_of(other)
            expect(a.keys() == b.keys(), f"{name}: {sorted(b)}")
            for file in a:
                expect(a[file] == b.get(file), f"{seed}, {name}: {file} differs")
    # Stopped and resumed: the stages before the last are computed anew, and the bytes are the same.
    stops = 0
    for attempt in range(6):
        out = scratch / f"stopped{attempt}"
        command = [carefare, "run", "--plan", "a/here", "--input", str(scratch / "in1"), "--output", str(out), "--threads", "1", "--block-rows", "1", "--save-every", "0"]
        process = subprocess.Popen(command, cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        until = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < until and not (out / "run.journal").exists():
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        process.communicate()
        if process.returncode != 130:
            continue
        stops += 1
        done = subprocess.run([*command, "--resume"], cwd=root, text=True, capture_output=True, check=False)
        expect(done.returncode == 0 and files_of(out) == files_of(scratch / "first1"), f"resumed: {done.stdout}{done.stderr}")
    expect(stops > 0, "no run was stopped before it was done")
    # What every family of the whole caseload is told is what the case by itself says.
    one = next(row for row in rows_of(scratch / "first1", "families.csv").values() if row["place"] not in ("", "1") and row["granted.state"] == "value")
    told = carefare_run("explain", "--plan", "a/here", "--input", scratch / "in1", "--family", one["key"], f"family[{one['key']}].granted", "--style", "letter")
    expect(told.returncode == 0 and f"as number {one['place']} of the district" in told.stdout, f"explain {one}: {told.stdout}{told.stderr}")
    # Without the table of districts there is one, if it says `single`.
    lone = scratch / "lone"
    lone.mkdir()
    for folder in ("rules/a/fund", "plans/a"):
        (lone / folder).mkdir(parents=True)
    text = (root / "rules/a/fund/programme.yaml").read_text(encoding="utf-8").replace("district: { rows: districts }", "district: { rows: districts, single: yes }")
    (lone / "rules/a/fund/programme.yaml").write_text(text, encoding="utf-8")
    (lone / "plans/a/here.yaml").write_text((root / "plans/a/here.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    tables = make(1, 60)
    families = tables["families"][1]
    for head, rows in (("key,applied_on,homeless", [[f[0], f[2], f[3]] for f in families]), ("key,district,applied_on,homeless", [[f[0], "", f[2], f[3]] for f in families])):
        tables["families"] = (head, rows)
        for funds in (False, True):
            if not funds:
                tables.pop("districts", None)
            else:
                tables["districts"] = ("key,funds", [["here", "900"]])
            folder = scratch / f"alone {funds} {len(head)}"
            write(folder, tables)
            texts = []
            for more in ((), ("--row-by-row",)):
                out = scratch / f"out of {folder.name} {len(more)}"
                done = subprocess.run([carefare, "run", "--plan", "a/here", "--input", str(folder), "--output", str(out), *more], cwd=lone, text=True, capture_output=True, check=False)
                expect(done.returncode == 0, f"alone: {done.stdout}{done.stderr}")
                texts.append(files_of(out))
            expect(texts[0] == texts[1], f"alone, funds {funds}: the evaluators differ")
            grants = {row["granted"] for row in csv.DictReader(texts[0]["families.csv"].splitlines()) if row["granted.state"] == "value"}
            expect((grants != {"0.00"}) == funds, f"alone, funds {funds}: grants are {grants}")

print("\n".join(failures) or "stages: the same by every way")
sys.exit(1 if failures else 0)
