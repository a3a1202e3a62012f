"""What is known later changes nothing of what was known then; a version of a record replaces the one before it, a withdrawn one is none.

Each caseload with versions is compared with one in which the visits were so from the start. A run pays June 2019, so that visits of it are
picked; their children were seen, and a visit that is withdrawn leaves a scheduled day without one: what is paid differs.
"""

import random
from datetime import date, datetime, timedelta

from caseloads import SEED, TIMES, Caseload, difference, end, expect, rejects, run, sample

chance = random.Random(SEED)
pay = ("--pay", "2019-06")
KNOWN_ON = "2019-06-19"


def later(day: str, days: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days))


def with_visits(load: Caseload, visits: list[dict[str, str]]) -> Caseload:
    other = load.copy()
    other.rows["visits"] = list(visits)
    chance.shuffle(other.rows["visits"])
    return other


def differs(one, other) -> str:
    return difference(one.tables(), other.tables())


for n in range(TIMES):
    load = sample(25, SEED + n)
    visits = load.rows["visits"]
    # The records of June, made in two batches: on the next day, or in the week after.
    for visit in visits:
        visit["recorded_on"] = later(visit["arrived_at"][:10], chance.choice((1, 1, 1, 8)))
    base = run(load, "base", *pay)

    # On a day, what was recorded after it is not there; a later day adds to it.
    before = []
    for known_on in ("2019-06-05", KNOWN_ON, "2019-07-31"):
        known = run(load, "known", *pay, "--known-on", known_on)
        cut = run(with_visits(load, [v for v in visits if v["recorded_on"] <= known_on]), "cut", *pay)
        expect("recorded later is not seen", differs(known, cut) == "", f"{known_on}: {differs(known, cut)}")
        before.append(known)
    expect("all is known at last", differs(base, before[-1]) == "", differs(base, before[-1]))
    rejects("recorded later is not seen", lambda: differs(before[0], before[1]))
    rejects("recorded later is not seen", lambda: differs(before[1], before[2]))
    written = load.copy()
    written.description = f"programme: ny/ccap\nknown_on: {KNOWN_ON}\n" + "".join(load.description.partition("tables:")[1:])
    said = run(written, "written", *pay)
    expect("known_on of the caseload and of the command", differs(said, before[1]) == "", differs(said, before[1]))

    # Versions: of some records one or two more, recorded later: other hours, another child of the same family, withdrawn.
    of_june = [v for v in visits if "2019-06-03" <= v["arrived_at"][:10] <= "2019-06-28"]
    picked = chance.sample(of_june, 150)
    siblings = {}
    for of, family in load.family_of().items():
        if "-a" in of:
            siblings.setdefault(family, []).append(of)
    family = load.family_of()
    versions, final, then = [], {}, {}
    for visit in picked:
        kind = chance.choice(("other hours", "another child", "withdrawn", "withdrawn and made again"))
        new = dict(visit, recorded_on=later(visit["recorded_on"], chance.choice((1, 5, 40))))
        left = datetime.fromisoformat(visit["left_at"])
        if kind == "other hours":
            new["left_at"] = (left - timedelta(minutes=45)).isoformat(timespec="minutes")
            if new["left_at"] <= new["arrived_at"]:
                new["left_at"] = visit["left_at"]
        elif kind == "another child":
            new["authorization"] = chance.choice(siblings[family[visit["authorization"]]])
        else:
            new["cancelled"] = "yes"
        chain = [new]
        if kind == "withdrawn and made again":
            chain.append(dict(visit, recorded_on=later(new["recorded_on"], 1), left_at=(left + timedelta(minutes=30)).isoformat(timespec="minutes")))
        versions += chain
        known = [v for v in [visit, *chain] if v["recorded_on"] <= KNOWN_ON]
        for into, last in ((final, chain[-1]), (then, known[-1] if known else None)):
            into[visit["key"]] = None if last is None or last["cancelled"] == "yes" else last

    def as_of(state: dict[str, dict[str, str] | None], known_on: str) -> list[dict[str, str]]:
        """The records as one version each, as if they had been so from the start."""
        kept = [state.get(v["key"], v) for v in visits if v["key"] in state or v["recorded_on"] <= known_on]
        return [v for v in kept if v is not None]

    versioned = with_visits(load, visits + versions)
    all_known = run(versioned, "versions", *pay)
    from_start = run(with_visits(load, as_of(final, "9999-12-31")), "from the start", *pay)
    expect("the latest version counts", differs(all_known, from_start) == "", differs(all_known, from_start))
    rejects("the latest version counts", lambda: differs(all_known, base))
    at_day = run(versioned, "versions", *pay, "--known-on", KNOWN_ON)
    was_so = run(with_visits(load, as_of(then, KNOWN_ON)), "was so", *pay)
    expect("the latest version that was known counts", differs(at_day, was_so) == "", differs(at_day, was_so))
    rejects("the latest version that was known counts", lambda: differs(at_day, all_known))

    # All withdrawn is nothing recorded.
    none = run(with_visits(load, visits + [dict(v, recorded_on=later(v["recorded_on"], 60), cancelled="yes") for v in visits]), "none", *pay)
    empty = run(with_visits(load, []), "empty", *pay)
    expect("withdrawn", differs(none, empty) == "", differs(none, empty))

    # Two versions of one day: nobody knows which is the later. The family is set aside, and no other.
    twice = run(with_visits(load, visits + [dict(picked[0], left_at=picked[0]["arrived_at"])]), "twice", *pay)
    codes = {(f["code"], f["key"].split("-")[0].split(",")[0]) for f in twice.rows("findings.csv") if not f["message"].startswith("goes with")}
    whose = family[picked[0]["authorization"]]
    expect("two versions of one day", ("R014", whose) in codes and {of for _, of in codes} == {whose}, codes)

    # Versions of one record below two families: both are set aside, and no other, however many are decided together.
    elsewhere = next(a for a, of in family.items() if of != whose and a in {v["authorization"] for v in visits})
    divided = with_visits(load, visits + [dict(picked[0], authorization=elsewhere, recorded_on=later(picked[0]["recorded_on"], 1))])
    runs = [run(divided, "divided", *pay, *how) for how in ((), ("--block-rows", "1"), ("--row-by-row",))]
    told = {(f["code"], f["key"]) for f in runs[0].rows("findings.csv") if not f["message"].startswith("goes with")}
    aside = {row["key"] for row in runs[0].rows("families.csv") if row["key"] in (whose, family[elsewhere])}
    expect("a record of two families", told == {("R020", picked[0]["key"])} and not aside, f"{told} {aside}")
    for other in runs[1:]:
        expect("a record of two families, by blocks and by rows", differs(runs[0], other) == "", differs(runs[0], other))
end()
