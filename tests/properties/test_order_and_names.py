"""What stands beside a row, before it or after it, and what it is called, changes nothing of its results.

Lines and columns in any order; keys renamed in their order; another caseload's families beside these; families taken away. Blocks of 200
families are decided together, so that one caseload has more of them: most without care.
"""

import csv
import io
import re
import random
from decimal import Decimal, InvalidOperation

from caseloads import SEED, TABLES, TIMES, Caseload, attempt, difference, end, expect, rejects, run, sample

pay = ("--pay", "2019-06")
chance = random.Random(SEED)


def shuffled(load: Caseload) -> Caseload:
    other = load.copy()
    for table in TABLES:
        chance.shuffle(other.rows[table])
        chance.shuffle(other.heads[table])
    return other


def without(files: dict[str, str], is_left_out) -> dict[str, str]:
    """The files less the lines whose key, owner or row needed is left out."""
    kept = {}
    for name, text in files.items():
        head, *lines = list(csv.reader(io.StringIO(text)))
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        columns = [head.index(c) for c in ("key", "owner", "family", "member", "authorization", "needed_row") if c in head]
        writer.writerow(head)
        writer.writerows(line for line in lines if not any(is_left_out(line[c]) for c in columns))
        kept[name] = out.getvalue()
    return kept


def counts(node: object, path: str = "") -> dict[str, Decimal]:
    if isinstance(node, dict):
        return {key: n for name, below in node.items() for key, n in counts(below, f"{path}/{name}").items()}
    is_count = not isinstance(node, (bool, list)) and node is not None and "/pay/" not in path and not path.endswith("/assumptions")
    try:
        return {path: Decimal(str(node))} if is_count else {}
    except InvalidOperation:
        return {}


load = sample(36 * TIMES)
base = run(load, "base", *pay)
for n in range(3 * TIMES):
    again = run(shuffled(load), "shuffled", *pay)
    expect("order of lines and columns", base.files == again.files, difference(base.files, again.files))

# A column that nothing reads is a mistake, in every table.
for table in TABLES:
    other = load.copy()
    other.heads[table].append("remarks")
    for row in other.rows[table]:
        row["remarks"] = "x"
    done, out = attempt(other, "column", *pay)
    expect("unknown column", done.returncode == 2 and f"column/{table}.csv:1:" in done.stderr and "error M007" in done.stderr and not out.exists(), done.stderr)

# Keys: other names in the same order. A name is other bytes than the one before: longer, with quotes, commas and letters of the world.
names = {table: {row["key"]: f'{table[:3]} "{i:06}", ü' for i, row in enumerate(sorted(load.rows[table], key=lambda row: row["key"]))} for table in TABLES}
olds = {new: old for table in TABLES for old, new in names[table].items()}
again = run(load.renamed(lambda table, key: names[table][key]), "renamed", *pay)


def named_back(text: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line in csv.reader(io.StringIO(text)):
        writer.writerow(re.sub(r'\w{3} "\d{6}", ü', lambda name: olds.get(name[0], name[0]), cell) for cell in line)
    return out.getvalue()


back = {name: named_back(text) for name, text in again.tables().items()}
expect("names", difference(base.tables(), back) == "" and again.summary == base.summary, difference(base.tables(), back))
rejects("names", lambda: difference(base.tables(), again.tables()))

# Another caseload beside this one: its families between these in the order of keys.
strange = sample(12 * TIMES, SEED + 1).renamed(lambda table, key: "f3" + "~" + key)
alone = run(strange, "strange", *pay)
both = load.copy()
for table in TABLES:
    both.rows[table] += strange.rows[table]
both = shuffled(both)
together = run(both, "both", *pay)
seen = without(together.tables(), lambda key: key.startswith("f3~"))
expect("families beside", difference(base.tables(), seen) == "", difference(base.tables(), seen))
seen = without(together.tables(), lambda key: key != "" and not key.startswith("f3~"))
expect("families beside", difference(without(alone.tables(), lambda key: False), seen) == "", difference(alone.tables(), seen))
rejects("families beside", lambda: difference(base.tables(), together.tables()))
sums, one, other = counts(together.summary), counts(base.summary), counts(alone.summary)
expect("counts of both", all(sums.get(name, 0) == one.get(name, 0) + other.get(name, 0) for name in {*sums, *one, *other}) and len(sums) > 200,
       {name: (sums.get(name), one.get(name), other.get(name)) for name in {*sums, *one, *other} if sums.get(name, 0) != one.get(name, 0) + other.get(name, 0)})

# Families taken away.
families = {row["key"] for row in load.rows["families"]}
for n in range(2 * TIMES):
    gone = set(chance.sample(sorted(families), len(families) // 3))
    rest = run(load.keep(families - gone), "fewer", *pay)
    kept = without(base.tables(), lambda key: key.split(",")[0].split("-")[0] in gone)
    expect("families taken away", difference(kept, rest.tables()) == "", difference(kept, rest.tables()))

# The same over several blocks of families, most of them without care.
large = sample(430, SEED + 2)
with_care = set(chance.sample(sorted(row["key"] for row in large.rows["families"]), 20 * TIMES))
without_care = {row["key"] for row in large.rows["families"]} - with_care
cared = {row["key"] for row in large.keep(with_care).rows["authorizations"]}
large.rows["authorizations"] = [row for row in large.rows["authorizations"] if row["key"] in cared]
for table in ("visits", "schedules", "absences", "contract_prices"):
    large.rows[table] = [row for row in large.rows[table] if row["authorization"] in cared]
whole = run(large, "large", *pay)
few = run(large.keep(with_care), "few", *pay)
kept = without(whole.tables(), lambda key: key.split(",")[0].split("-")[0] in without_care)
expect("families of other blocks", difference(kept, few.tables()) == "", difference(kept, few.tables()))
moved = run(shuffled(large), "large again", *pay)
expect("order of lines and columns", whole.files == moved.files, difference(whole.files, moved.files))

# That the comparison sees one cent.
wrong = dict(base.tables())
line = next(line for line in wrong["weeks.csv"].splitlines() if ".00,value" in line)
wrong["weeks.csv"] = wrong["weeks.csv"].replace(line, line.replace(".00,value", ".01,value", 1))
rejects("one cent", lambda: difference(base.tables(), wrong))
end()
