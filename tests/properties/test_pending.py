"""Pending is honest: a fact taken away changes no result but to pending on that fact; an assumption taken away likewise.

Of every family one fact is taken away at a time, so that each run tries as many facts as there are families: what a result that changed
waits for is the fact taken from its family. A result that is decided without the fact is the same whatever the fact is: each is tried with
the value of another row, too. Facts whose empty cell has a meaning (docs/data.md) are left as they are, but for one check.
Every fact that pending.csv names is an empty cell.
"""

import random
from collections import defaultdict

from caseloads import ASSUMED, SEED, TABLES, TIMES, Caseload, Results, assumptions, difference, end, expect, more_absences, rejects, run, sample, scratch

chance = random.Random(SEED)
pay = ("--pay", "2019-06")
ROUNDS = 9 * TIMES
MEANT = {("charges", "for_age"), ("charges", "valid_from"), ("charges", "valid_to"), ("approvals", "system"), ("visits", "cancelled"),
         ("absences", "temporary"), ("visits", "recorded_on")}  # the last: a version without it is a fault, R015
RANGES = {("authorizations", "dates_from"), ("authorizations", "dates_to"), ("approvals", "valid_from"), ("approvals", "valid_to")}
RESULTS = [f"{name}.csv" for name in ("families", "members", "authorizations", "days", "weeks", "pay_weeks", "pay_months")]
MADE = ("days", "stays", "planned_times", "weeks", "prices", "pay_weeks", "pay_months", "absence_months", "absence_periods", "child_weeks",
        "child_weeks_at_providers", "payment_periods", "shared_days", "child_days", "closed_days", "closure_years")

Cell = tuple[str, str, str]  # table of results, key, output
Need = tuple[str, str]       # entity.fact, key of its row


def cells(results: Results) -> dict[Cell, tuple[str, str]]:
    found = {}
    for table in RESULTS:
        for row in results.rows(table):
            for column in row:
                if column.endswith(".state"):
                    found[table, row["key"], column[:-6]] = (row[column], row[column[:-6]])
    return found


def needs(results: Results) -> dict[tuple[str, str, str], set[Need]]:
    """By entity, key and output."""
    found = defaultdict(set)
    for line in results.rows("pending.csv"):
        found[line["entity"], line["key"], line["output"]].add((line["needed"], line["needed_row"]))
    return found


ENTITY = {"families.csv": "family", "members.csv": "member", "authorizations.csv": "authorization", "days.csv": "day", "weeks.csv": "week",
          "pay_weeks.csv": "pay_week", "pay_months.csv": "pay_month"}


def dishonest(base: dict[Cell, tuple[str, str]], results: Results, gone: dict[str, set[Need]], family_of, reached: set[Need]) -> list[str]:
    """`gone`: what was taken away, by family."""
    problems, waits, now = [], needs(results), cells(results)
    undecided = defaultdict(set)  # of families: rows that were not made, on what
    for (_, key, output), needed in waits.items():
        if output in MADE:
            undecided[family_of(key)] |= needed
    for cell in base.keys() | now.keys():
        table, key, output = cell
        family = family_of(key)
        if now.get(cell) == base.get(cell):
            continue
        if cell not in now or cell not in base:  # the row is not made, or listed while nobody knows in which month it is paid
            needed = undecided[family]
        elif now[cell] == ("pending", ""):
            needed = waits[ENTITY[table], key, output]
        else:
            problems.append(f"{cell}: {base[cell]} became {now[cell]} without {gone[family]}")
            continue
        if not needed & gone[family]:
            problems.append(f"{cell}: waits for {sorted(needed)}, taken away was {gone[family]}")
        reached |= needed & gone[family]
    return problems


def families_of_rows(load: Caseload) -> dict[str, dict[str, set[str]]]:
    """By table and key: the families whose results can read the row."""
    family, seen = load.family_of(), {table: defaultdict(set) for table in TABLES}
    for row in load.rows["authorizations"]:
        seen["providers"][row["provider"]].add(family[row["key"]])
    for table, (_, links) in TABLES.items():
        owner = next(iter(links), None)
        for row in load.rows[table]:
            if table == "families":
                seen[table][row["key"]] = {row["key"]}
            elif owner == "provider":
                seen[table][row["key"]] = seen["providers"][row["provider"]]
            elif owner is not None:
                seen[table][row["key"]] = {family.get(row[owner], row[owner])}
    return seen


def take_away(load: Caseload, seen, turn: int) -> tuple[Caseload, dict[str, set[Need]], list[tuple[dict[str, str], dict[str, str]]]]:
    """One fact of one row of every family; what was taken, and how to put it back."""
    other, gone, put_back = load.copy(), defaultdict(set), []
    rows = defaultdict(lambda: defaultdict(list))
    for table in TABLES:
        for row in other.rows[table]:
            if table in ("visits", "schedules") and "2019-05-30" > row[{"visits": "arrived_at", "schedules": "starts_at"}[table]]:
                continue
            for family in seen[table][row["key"]]:
                rows[family][table].append(row)
    for family in sorted(rows):
        # Half of what is taken is of the family itself: the most facts, on which the most depends.
        tables = ["families"] * (len(rows[family]) - 1) + sorted(rows[family])
        table = tables[(turn + len(gone)) % len(tables)]
        row = chance.choice(rows[family][table])
        if len(seen[table][row["key"]]) > 1 or gone[family]:
            continue  # a provider of several families: one of the others may have lost something already
        entity, links = TABLES[table]
        facts = [c for c in load.heads[table] if c != "key" and c not in list(links)[:1] and (table, c) not in MEANT and row[c] != ""]
        if not facts:
            continue
        column = chance.choice(facts)
        blank = [column]
        both_ends = [f"{column.rsplit('_', 1)[0]}_from", f"{column.rsplit('_', 1)[0]}_to"]
        if column in both_ends and (table, column) in RANGES:
            blank = both_ends
        gone[family].add((f"{entity}.{column.rsplit('_', 1)[0] if len(blank) == 2 else column}", row["key"]))
        put_back.append((row, {c: row[c] for c in blank}))
        for c in blank:
            row[c] = ""
    return other, gone, put_back


def decided_otherwise(less: dict[Cell, tuple[str, str]], other: dict[Cell, tuple[str, str]]) -> list[str]:
    """What is decided without a fact, and is another with another value of it."""
    return [f"{cell}: {value} without the fact, {other.get(cell)} with another" for cell, value in less.items()
            if value[0] in ("value", "none") and other.get(cell) != value]


def with_other_values(put_back, load: Caseload) -> None:
    """Another value of the same column for each fact taken away; times and ranges, which go with others, come back as they were."""
    for row, values in put_back:
        for column, value in values.items():
            table = next(name for name, rows in load.rows.items() if column in load.heads[name] and any(r is row for r in rows))
            others = sorted({r[column] for r in load.rows[table]} - {value, "", "none"})
            if value in ("yes", "no"):
                others = ["no" if value == "yes" else "yes"]
            row[column] = value if table in ("visits", "schedules", "absences") or len(values) > 1 or not others else chance.choice(others)


load = more_absences(sample(30, SEED), chance, 0.1)
base = run(load, "base", *pay)
was, family = cells(base), load.family_of()
seen = families_of_rows(load)
facts, reached, idle = set(), set(), 0


def family_of(key: str) -> str:
    return family.get(key.split(", ")[0], key.split(", ")[0])


def empty_cells(of: Caseload) -> set[Need]:
    found = set()
    for table, (entity, _) in TABLES.items():
        for row in of.rows[table]:
            found |= {(f"{entity}.{c}", row["key"]) for c, value in row.items() if value == ""}
            if row.get("dates_from") == row.get("dates_to") == "":
                found.add((f"{entity}.dates", row["key"]))
    return found


def columns_there(of: Caseload) -> set[str]:
    return {f"{entity}.{c}" for table, (entity, _) in TABLES.items() for c in [*of.heads[table], "dates"]}


for turn in range(ROUNDS):
    less, gone, put_back = take_away(load, seen, turn)
    results = run(less, "less", *pay)
    here: set[Need] = set()
    problems = dishonest(was, results, gone, family_of, here)
    expect("without a fact", not problems, problems)
    expect("nothing is set aside", results.summary["findings"] == 0, results.files["findings.csv"])
    empty, columns = empty_cells(less), columns_there(less)
    named = {(line["needed"], line["needed_row"]) for line in results.rows("pending.csv") if line["kind"] in ("fact", "determination")}
    wrong = {need for need in named if need[0] in columns and need not in empty}
    expect("what is asked for is not there", not wrong, wrong)
    taken = {need for some in gone.values() for need in some}
    facts |= {name for name, _ in taken}
    reached |= {name for name, _ in here}
    idle += len(taken - here)
    if turn == 0:
        rejects("decided without the fact", decided_otherwise, cells(results), {**cells(results), ("families.csv", "f1", "income_limit"): ("value", "1.00")})
        # A result that changed and is no longer pending, or is pending on something else, is seen.
        waiting = next(c for c, value in cells(results).items() if value[0] == "pending" and was.get(c, ("",))[0] == "value")
        rejects("without a fact", dishonest, {**was, waiting: ("value", "17")}, results, defaultdict(set), family_of, set())
        lied = {c: ("value", "0.01") if c == ("weeks.csv", next(k for t, k, _ in was if t == "weeks.csv"), "payment") else v for c, v in was.items()}
        rejects("without a fact", dishonest, lied, base, gone, family_of, set())
    with_other_values(put_back, less)
    wrong_values = decided_otherwise(cells(results), cells(run(less, "other values", *pay)))
    expect("decided without the fact", not wrong_values, wrong_values)
    for row, values in put_back:
        row.update(values)
    if turn < 2:
        again = run(less, "restored", *pay)
        expect("the fact put back", base.files == again.files, difference(base.files, again.files))
expect("many facts were tried", len(facts) >= 25 and len(reached) >= 15 and idle >= 10, f"tried {sorted(facts)}, waited for {sorted(reached)}, idle {idle}")

# An empty cell of a fact that says what empty means is that value.
other = load.copy()
for visit in other.rows["visits"]:
    visit["cancelled"] = visit["cancelled"].replace("no", "")
for absence in other.rows["absences"]:
    absence["temporary"] = absence["temporary"].replace("yes", "")
meant = run(other, "meant", *pay)
expect("the meaning of empty", base.files == meant.files, difference(base.files, meant.files))

# Assumptions: without one of them, what needs it waits for it, and it is no other value.
lines = [line for line in ASSUMED.read_text(encoding="utf-8").splitlines() if "option:" in line]
waited = 0
for line in lines:
    option = line.split("option:")[1].split(",")[0].strip()
    (scratch / "less.yaml").write_text("assume:\n" + "\n".join(other for other in lines if other != line) + "\n", encoding="utf-8")
    results = run(load, "less assumed", *pay, assume=scratch / "less.yaml")
    here = set()
    gone = defaultdict(lambda option=option: {(f"option.{option}", "")})
    problems = dishonest(was, results, gone, family_of, here)
    expect("without an assumption", not problems, f"{option}: {problems}")
    waited += bool(here)
expect("assumptions were needed", waited >= 6, waited)
end()
