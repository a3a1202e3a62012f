"""A quarter run month by month, each month with what the run before it hands on, is the quarter in one run: the same rows and cents.

Sampled families of September 2019 have records from Monday 1 July to Sunday 6 October. Weeks are Monday to Sunday and belong to the month
they begin in, so that the windows 1 July to 4 August, 5 August to 1 September and 2 September to 6 October tile them. Absences are counted
by base periods of three months from 1 April: July to September is one and the first six days of October belong to the next. Market rates
begin on 1 May 2019. tests/caseload/test_months.py has the same by hand.
"""

import random
from datetime import date

from caseloads import SEED, TIMES, Caseload, Results, assumptions, end, expect, more_absences, rejects, run, sample

whole_window = ("2019-07-01", "2019-10-06")
months = {"2019-07": ("2019-07-01", "2019-08-04"), "2019-08": ("2019-08-05", "2019-09-01"), "2019-09": ("2019-09-02", "2019-10-06")}
dated = {"visits": "arrived_at", "schedules": "starts_at", "absences": "date"}
balances = ("absence_month_balances", "absence_period_balances", "absence_year_balances")
made = ("days.csv", "weeks.csv", "pay_weeks.csv", "pay_months.csv")
chance = random.Random(SEED)


def of_window(load: Caseload, window: tuple[str, str], before: Results | None) -> Caseload:
    part = load.copy()
    for table, column in dated.items():
        part.rows[table] = [row for row in load.rows[table] if window[0] <= row[column][:10] <= window[1]]
    part.description = "programme: ny/ccap\ntables:\n" + "".join(f"  {table}: {{ window: {window[0]}..{window[1]} }}\n" for table in dated)
    for table in balances:
        if before is not None:
            part.rows[table] = before.rows(f"carried/{table}.csv")
            part.heads[table] = before.files[f"carried/{table}.csv"].splitlines()[0].split(",")
    return part


def run_months(load: Caseload, assume, carry: bool) -> list[Results]:
    parts: list[Results] = []
    for month, window in months.items():
        parts.append(run(of_window(load, window, parts[-1] if parts and carry else None), f"part {month}", "--pay", month, assume=assume))
    return parts


def differs(whole: Results, parts: list[Results]) -> list[str]:
    problems = []
    for table in made:
        head, *lines = whole.files[table].splitlines()
        together = [line for part in parts for line in part.files[table].splitlines()[1:]]
        if any(part.files[table].splitlines()[0] != head for part in parts) or len(lines) < 30 or sorted(lines) != sorted(together):
            problems.append(f"{table}: {sorted(set(lines) ^ set(together))[:6]}")
    for table in balances:  # the last part closes what it has days of
        told, all_told = set(parts[-1].files[f"carried/{table}.csv"].splitlines()), set(whole.files[f"carried/{table}.csv"].splitlines())
        if len(told) < 20 or not told <= all_told:
            problems.append(f"{table}: {sorted(told - all_told)[:3]}")
    return problems


answers = {
    "as assumed": {},
    "narrow": {"absences.providers": "all", "absences.routine.per_month": "4", "absences.routine.per_base_period": "7", "absences.extenuating.per_month": "2",
               "absences.extenuating.per_base_period": "3", "absences.total.per_month": "5", "absences.total.per_base_period": "9",
               "share_bearing_order": "in proportion"},
    # A period ends on 19 August, in the middle of a window.
    "six months from 20 February": {"absences.providers": "all", "absences.base_period": "six months", "absences.base_period_start": "2019-02-20",
                                    "absences.routine.per_base_period": "8", "absences.total.per_base_period": "8"},
}
for n in range(TIMES):
    for name, options in answers.items():
        assume = assumptions("answers.yaml", options)
        load = more_absences(sample(22, SEED + n, "2019-09"), chance, 0.25)
        whole = run(of_window(load, whole_window, None), "whole", assume=assume)
        parts = run_months(load, assume, carry=True)
        problems = differs(whole, parts)
        expect("month by month", not problems, f"{name}: {problems}")
        paid = sum(row["absence_paid"] == "1" for row in whole.rows("days.csv"))
        at_once = sum(row["payment.state"] == "value" for row in whole.rows("weeks.csv"))
        expect("something is paid", paid > 40 and at_once > 250, f"{name}: {paid} absences, {at_once} weeks")
        if n == 0:
            rejects(f"{name}: without what is handed on", differs, whole, run_months(load, assume, carry=False))
            # A window that ends a day early leaves the week of its last day.
            short = run(of_window(load, ("2019-07-01", str(date(2019, 8, 3))), None), "short", "--pay", "2019-07", assume=assume)
            rejects(f"{name}: a day too few", differs, whole, [short, *parts[1:]])
            # A balance that is off by one is a month that is paid otherwise, or a balance that is.
            load_of_two = of_window(load, months["2019-08"], parts[0])
            for row in load_of_two.rows["absence_period_balances"]:
                row["routine"] = str(int(row["routine"]) + 1)
            two = run(load_of_two, "one too many", "--pay", "2019-08", assume=assume)
            rejects(f"{name}: a balance too high", differs, whole, [parts[0], two, parts[2]])
end()
