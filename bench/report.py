"""bench/results.md: what was measured, in tables and plain words."""

import datetime
import statistics

Medians = dict[str, dict]


def per_row(one: dict) -> float:
    return one["cpu"] / one["rows"]


def pairs_of(small: Medians, subject: str) -> list[tuple[str, dict, dict]]:
    """The names of the subject that have a baseline: with it, and with the engine."""
    found = []
    for name, hand in sorted(small.items(), key=lambda item: item[1]["family_index"]):
        if name.startswith(subject + "/") and "/hand" in name and (engine := small.get(name.replace("/hand", "/engine"))):
            found.append((name.removeprefix(subject + "/").replace("/hand", ""), hand, engine))
    return found


# The targets of the month are for so many children; of fewer nothing is said about them.
CHILDREN = 212_000


def targets(small: Medians, start: float, month, in_memory: Medians, from_files: list) -> list[tuple[str, str, str, bool | None]]:
    kernel = pairs_of(small, "kernel")
    hand = min(per_row(hand) for _, hand, _ in kernel)
    engine = min(per_row(engine) for _, _, engine in kernel)
    compiled = small["compile/all"]["cpu"] / 1e6
    family = small["family/run"]["cpu"] / 1e3
    found = [
        ("kernel, the loop by hand, a child-week", "10 ns", f"{hand:.1f} ns", hand <= 10),
        ("kernel, the engine, times the loop by hand", "2.5", f"{engine / hand:.1f} ({engine:.1f} ns)", engine <= 2.5 * hand),
        ("New York from YAML to a bound plan", "150 ms", f"{compiled:.0f} ms", compiled <= 150),
        ("`carefare eval`, start to first output", "20 ms", f"{start:.1f} ms", start <= 20),
        ("one family of two children, a month of visits", "30 µs", f"{family:.0f} µs", family <= 30),
    ]
    for name, what, most in (("by_setters", "the same through carefare.h, rows by setters, every result read", 40), ("by_json", "the same through carefare.h, JSON in, JSON out", 150)):
        took = small[f"family/{name}"]["cpu"] / 1e3
        found.append((what, f"{most} µs", f"{took:.0f} µs", took <= most))
    whole = month.children >= 0.99 * CHILDREN
    if in_memory:
        one, two = (in_memory[f"statewide/month/threads:{threads}/real_time"]["wall"] / 1e9 for threads in (1, 2))
        found.append(("the month in memory, 2 threads", "2 s", f"{two:.2f} s", two <= 2 if whole else None))
        found.append(("the month in memory, 2 threads: times faster than 1", "1.6", f"{one / two:.2f} ({one:.2f} s on 1)", one / two >= 1.6 if whole else None))
        once, many = (in_memory[f"statewide/{name}/real_time"]["wall"] / 1e9 for name in ("one_scenario", "sweep/iterations:1"))
        found.append(("100 scenarios of the family share, times one run", "6", f"{many / once:.1f} ({many:.1f} s and {once:.2f} s)", many <= 6 * once if whole else None))
    seconds = statistics.median(run.seconds for run in from_files)
    peak = max(run.peak_mib for run in from_files)
    found.append(("the month from files to files, `carefare run`", "6 s", f"{seconds:.1f} s", seconds <= 6 if whole else None))
    found.append(("the month from files to files, most memory", "600 MiB", f"{peak:.0f} MiB", peak <= 600 if whole else None))
    return found


def verdict(met: bool | None, children: int) -> str:
    if met is None:
        return f"not judged: {children:,} children in place of {CHILDREN:,}"
    return "met" if met else "**not met**"


def table(head: list[str], rows: list[list[str]]) -> str:
    numbers = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, numbers, *rows]) + "\n"


def pair_table(pairs: list[tuple[str, dict, dict]]) -> str:
    rows = []
    for name, hand, engine in pairs:
        rows.append([name, f"{hand['rows']:.0f}", f"{per_row(hand):.2f}", f"{per_row(engine):.2f}", f"{engine['cpu'] / hand['cpu']:.1f}", f"{engine['instructions']:.0f}"])
    return table(["", "rows", "by hand, ns a row", "engine, ns a row", "ratio", "instructions"], rows)


def write(machine, small: Medians, start: float, month, in_memory: Medians, from_files: list) -> str:
    rows = [[what, target, measured, verdict(met, month.children)] for what, target, measured, met in targets(small, start, month, in_memory, from_files)]
    missed = sum(1 for row in rows if row[3] == verdict(False, 0))
    tables = ", ".join(f"{count:,} {name}" for name, count in month.rows.items() if count)
    run = sorted(from_files, key=lambda one: one.seconds)[len(from_files) // 2]
    other = sorted(name for name in small if name.startswith(("compile/", "family/")))
    return f"""# Measurements

Written by `scripts/bench` on {datetime.date.today().isoformat()}; how and what, [docs/measuring.md](../docs/measuring.md). Medians of repetitions; processor time where one
thread runs, wall time else. A ratio is the engine's time over that of a loop by hand over the same columns, in the same program with the same flags.

- {machine.processor}, {machine.cores} cores, {machine.memory_gib:.1f} GiB, {machine.system}
- {machine.compiler}, {machine.flags}; loops and baselines for AVX-512 or AVX2 where the processor has it
- commit {machine.commit}

## Targets

{f"{missed} of {len(rows)} targets are not met." if missed else "No target is missed."}

{table(["what", "target", "measured", ""], rows)}
## A child's week (`bench/rules/kernel`), by partitions of a block

{pair_table(pairs_of(small, "kernel"))}
## Operations (`bench/rules/operations`), each alone

{pair_table(pairs_of(small, "operations"))}
## Rows that are made, and an allocation (`bench/rules/makers`), each alone

{pair_table(pairs_of(small, "makers"))}
## New York: compiled; one family

{table(["", "ms"], [[name, f"{small[name]['cpu'] / 1e6:.3f}"] for name in other])}
## The month

{month.families:,} made-up families with {month.children:,} children in care: {tables}. {month.calendar_days:,} calendar days lie in the authorizations: so many rows `day` are made. The tables are {month.megabytes:.0f} MB.
From files to files: {run.seconds:.1f} s of wall, {run.processor_seconds:.1f} s of processors, at most {run.peak_mib:.0f} MiB; {run.output_megabytes:.0f} MB were written.
{memory_table(in_memory)}"""


def memory_table(in_memory: Medians) -> str:
    if not in_memory:
        return ""
    rows = [[name.removesuffix("/real_time"), f"{one['wall'] / 1e9:.3f}", f"{one['wall'] / one['days']:.0f}", f"{one['instructions']:.0f}"]
            for name, one in sorted(in_memory.items()) if "days" in one]
    sweep = in_memory["statewide/sweep/iterations:1/real_time"]
    return ("\nIn memory, all outputs of all rows:\n\n" + table(["", "s", "ns a row `day`", "instructions"], rows) +
            f"\nA session for `pay_month.payment` runs {sweep['again']:.0f} of {sweep['instructions']:.0f} instructions again for each of {sweep['scenarios']:.0f} scenarios, and keeps {sweep['kept_mib']:.0f} MiB of columns"
            f" beside tables of {sweep['tables_mib']:.0f} MiB.\n")
