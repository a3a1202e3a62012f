"""No grant is above what was asked for or above a limit, and none is held back while every limit has room; the cents of a week, of a
family's week and of its month are the same cents.

Absences as 18 NYCRR 415.6(b)(3) has them, by calendar month and by base period of three months from 1 April 2019 (which is where the
caseload's window begins), share as 415.3(e)(5): owed once a week for all children and never more than the care costs (R-038).
"""

import random
from collections import defaultdict
from decimal import Decimal

from caseloads import SEED, TIMES, Caseload, Results, assumptions, end, expect, more_absences, rejects, run, sample

chance = random.Random(SEED)
# routine, extenuating, all kinds: each by month and by base period. Westchester's are appendix R 3 of its plan.
WESTCHESTER = {"routine": (12, 12), "extenuating": (0, 0), "total": (12, 12)}
TIGHT = {"routine": (4, 7), "extenuating": (2, 3), "total": (5, 9)}
NO_ABSENCES_PAID = ("legally exempt family", "legally exempt in-home")  # 415.6(b)(1)


def is_approved(load: Caseload, provider: str, date: str) -> bool:
    return any(row["valid_from"] <= date <= row["valid_to"] for row in load.rows["approvals"] if row["provider"] == provider)


def payable_absences(load: Caseload, contract_only: bool) -> dict[str, list[tuple[str, str, str]]]:
    """Day, authorization and kind of each absence that may be paid, by child in the order of days, then of authorizations."""
    member = {row["key"]: row["member"] for row in load.rows["authorizations"]}
    kinds = {row["key"]: row["type"] for row in load.rows["providers"]}
    allowed = {row["key"] for row in load.rows["authorizations"]
               if kinds[row["provider"]] not in NO_ABSENCES_PAID and (row["under_contract"] == "yes" or not contract_only)}
    closed = {(row["provider"], row["date"]) for row in load.rows["closures"]}
    at = {row["key"]: row["provider"] for row in load.rows["authorizations"]}
    part_time = {row["key"] for row in load.rows["authorizations"] if row["care_time"] == "part time"}
    cared_for = defaultdict(set)  # providers of a child on a day
    for row in load.rows["visits"]:
        cared_for[member[row["authorization"]], row["arrived_at"][:10]].add(at[row["authorization"]])
    days = defaultdict(set)
    for row in load.rows["absences"]:
        key, date = row["authorization"], row["date"]
        elsewhere = key in part_time and cared_for[member[key], date] - {at[key]}  # 415.6(b)(5)
        if key in allowed and row["temporary"] == "yes" and (at[key], date) not in closed and not elsewhere and is_approved(load, at[key], date):
            days[member[key]].add((date, key, row["kind"]))
    return {of: sorted(some) for of, some in days.items()}


def wrong_absences(load: Caseload, days: list[dict[str, str]], limits: dict[str, tuple[int, int]], contract_only: bool, reached: list[int]) -> list[str]:
    asked = payable_absences(load, contract_only)
    member = {row["key"]: row["member"] for row in load.rows["authorizations"]}
    paid = defaultdict(set)
    problems = []
    for day in days:
        if day["absence_paid.state"] == "value" and day["absence_paid"] not in ("0", "1"):
            problems.append(f"granted {day}")
        if day["absence_paid"] == "1":
            paid[member[day["authorization"]]].add((day["key"].split(", ")[1], day["authorization"]))
    for of in asked.keys() | paid.keys():
        if not paid[of] <= {(date, authorization) for date, authorization, _ in asked.get(of, [])}:
            problems.append(f"{of}: paid and not asked for: {sorted(paid[of])}")
        used = defaultdict(int)
        for date, authorization, kind in asked.get(of, []):
            # An extenuating day uses a routine one where the plan allows no extenuating day.
            counted = "extenuating" if kind == "extenuating" and limits["extenuating"][0] > 0 else "routine"
            full = [(name, part) for name in (counted, "total") for part, at in ((0, date[:7]), (1, ""))
                    if used[name, at] >= limits[name][part]]
            reached[0] += bool(full)
            is_paid = (date, authorization) in paid[of]
            if is_paid == bool(full):
                problems.append(f"{of}: {date} {authorization} {kind} paid: {is_paid}, full are {full}")
            if is_paid:
                for name in (counted, "total"):
                    used[name, date[:7]] += 1
                    used[name, ""] += 1
    return problems


def cents(row: dict[str, str], name: str) -> Decimal | None:
    return Decimal(row[name]) if row[f"{name}.state"] == "value" else None


def wrong_sums(load: Caseload, results: Results, weeks: list[dict[str, str]]) -> list[str]:
    family = load.family_of()
    of_week, problems = defaultdict(list), []
    for week in weeks:
        gross, share, net = (cents(week, name) for name in ("payable", "family_share", "payment"))
        of_week[f"{family[week['authorization']]}, {week['key'][-10:]}"].append((gross, share, net))
        if net is not None and (gross is None or share is None or net != gross - share or not 0 <= share <= gross):
            problems.append(f"week {week}")
    of_month = defaultdict(list)
    for row in results.rows("pay_weeks.csv"):
        parts = of_week.pop(row["key"], [])
        owed, share, payment = (cents(row, name) for name in ("owed", "share", "payment"))
        of_month[f"{row['family']}, {row['key'][-10:-3]}-01"].append((payment, row["key"]))
        if any(None in part for part in parts):
            problems += [f"decided with a week open: {row}"] * (payment is not None)
            continue
        gross, borne, net = (sum(part[i] for part in parts) for i in range(3))
        if share is None and gross == net == payment == 0:  # where nothing is payable the payment is decided without the share
            continue
        if share is None or owed != min(share, gross) or borne != owed or payment != net:
            problems.append(f"pay week {row}: its weeks add to {gross}, {borne}, {net}")
    problems += [f"weeks of no family's week: {key}" for key in of_week]
    for row in results.rows("pay_months.csv"):
        parts, payment = [part for part, _ in of_month.pop(row["key"], [])], cents(row, "payment")
        if payment is not None and payment != sum(p for p in parts if p is not None) or payment is None and None not in parts:
            problems.append(f"pay month {row}: {parts}")
    return problems


load = more_absences(sample(45 * TIMES), chance, 0.3)
runs = {"Westchester": (WESTCHESTER, True, {}),
        "tight": (TIGHT, False, {"absences.providers": "all", "share_bearing_order": "in proportion",
                                 **{f"absences.{name}.{part}": str(n) for name, two in TIGHT.items() for part, n in zip(("per_month", "per_base_period"), two)}})}
for name, (limits, contract_only, options) in runs.items():
    results = run(load, name, assume=assumptions(f"{name}.yaml", options))
    days, weeks, reached = results.rows("days.csv"), results.rows("weeks.csv"), [0]
    problems = wrong_absences(load, days, limits, contract_only, reached)
    expect("limits of absences", not problems, problems)
    expect("limits are met", reached[0] >= 50, reached)
    problems = wrong_sums(load, results, weeks)
    expect("cents", not problems, problems)
    bearing = [week for week in weeks if week["family_share"] not in ("", "0.00")]
    expect("shares are borne", len(bearing) >= 200, len(bearing))
    for row in results.rows("weeks.csv"):
        expect("weeks", row["payment.state"] in ("value", "pending", "incomplete"), row)

    # One day paid too much, one not paid, a cent too much: each is seen.
    for state, other in (("0", "1"), ("1", "0")):
        wrong = [dict(day) for day in days]
        asked = {f"{authorization}, {date}" for dates in payable_absences(load, contract_only).values() for date, authorization, _ in dates}
        next(day for day in wrong if day["absence_paid"] == state and day["key"] in asked)["absence_paid"] = other
        rejects("limits of absences", wrong_absences, load, wrong, limits, contract_only, [0])
    for column in ("payment", "family_share", "payable"):
        wrong = [dict(week) for week in weeks]
        week = next(week for week in wrong if week["family_share"] not in ("", "0.00"))
        week[column] = str(Decimal(week[column]) + Decimal("0.01"))
        rejects("cents", wrong_sums, load, results, wrong)
    wrong = [dict(week) for week in weeks]
    week = next(week for week in wrong if week["family_share"] not in ("", "0.00"))
    week["family_share"], week["payment"] = "0.00", week["payable"]
    rejects("cents", wrong_sums, load, results, wrong)
end()
