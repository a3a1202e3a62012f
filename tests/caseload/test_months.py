"""July, August and September 2019 run month by month, each with what the run before it hands on, and in one run: the same weeks, the same cents.

The plan of the example pays 12 absences a month and 12 in a base period of three months from January: July to September is one. Weeks are
Monday to Sunday and belong to the month they begin in, so that the windows are 1 July to 4 August, 5 August to 1 September, 2 to 29 September.

ann (authorized 17 June to 29 September, so that some of her days lie before the first window) is absent on
  - 5 days of 8 to 12 July and on 1 August, a Thursday: 6 paid by the first run, 1 of them in August;
  - 8 days, 12 to 16 and 19 to 21 August: 12 - 6 = 6 are left in the base period, those of 12 to 16 and 19 August; 20 and 21 August are not paid;
  - 3 and 4 September: nothing is left.
bea is absent on 29 July to 2 August, 5 to 9 August and 26 to 30 August: 5 + 5 + 2 = 12, so that 26 and 27 August are paid and 28 to 30 are not.
cy has two authorizations, to 26 July and from 12 August, and one limit: absent on 8 to 12 and 15 to 19 July, 10, and on 12 to 16 August, of which
12 - 10 = 2 are paid. The first run counts through 26 July, the last day that cy was authorized.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(os.environ["CAREFARE_SOURCE_DIR"]) / "tests/support"))
from table_heads import fill  # noqa: E402

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)


def days(first, last):
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def weekdays(first, last):
    return [d for d in days(first, last) if d.weekday() < 5]


absent = {
    "ann": weekdays("2019-07-08", "2019-07-12") + weekdays("2019-08-01", "2019-08-01") + weekdays("2019-08-12", "2019-08-21")
    + weekdays("2019-09-03", "2019-09-04"),
    "bea": weekdays("2019-07-29", "2019-08-02") + weekdays("2019-08-05", "2019-08-09") + weekdays("2019-08-26", "2019-08-30"),
    "cy": weekdays("2019-07-08", "2019-07-12") + weekdays("2019-07-15", "2019-07-19"),
    "cy2": weekdays("2019-08-12", "2019-08-16"),
}
authorized = {"ann": days("2019-06-17", "2019-09-29"), "bea": days("2019-07-01", "2019-09-29"), "cy": days("2019-07-01", "2019-07-26"),
              "cy2": days("2019-08-12", "2019-09-29")}
paid_of = {"ann": 12, "bea": 12, "cy": 10, "cy2": 2}
quarter = ("2019-07-01", "2019-09-29")
months = {"2019-07": ("2019-07-01", "2019-08-04"), "2019-08": ("2019-08-05", "2019-09-01"), "2019-09": ("2019-09-02", "2019-09-29")}
made = [f"{table}.csv" for table in ("days", "weeks", "pay_weeks", "pay_months")]
carried = ("absence_month_balances.csv", "absence_period_balances.csv", "absence_year_balances.csv")
heads = {
    "absence_month_balances.csv": "key,member,start,through,routine,extenuating\n",
    "absence_period_balances.csv": "key,member,start,through,routine,extenuating\n",
    "absence_year_balances.csv": "key,member,provider_key,start,through,required,additional\n",
}


def write(folder, window, balances=None, more=()):
    """The caseload of one window: records of its days alone, and the balances of the run before."""
    folder.mkdir()
    files = {
        "families": "key,determined_on,annual_gross_income,resources,size,members_complete,in_eligibility_period,public_assistance,homeless,foster_care,"
        "protective_or_preventive,children_only,applied_on,period_from,period_to,assistance_ended,share_account_complete,arrears_on,assistance_application,open_protective_case,open_preventive_case,chose_care_instead,documents_complete\n"
        "f,2019-06-20,38000,500,3,yes,no,no,no,no,no,no,2019-06-03,2019-06-20,2020-06-19,no,yes,2019-09-30,not made,no,no,no,yes\n",
        "members": "key,family,role,born_on,special_needs,court_supervision,full_time_student,care_programme,activities_complete\n"
        "ann,f,child in care,2016-03-05,no,no,no,block grant,\nbea,f,child in care,2014-10-01,no,no,no,block grant,\n"
        "cy,f,child in care,2013-11-02,no,no,no,block grant,\npat,f,parent,1990-04-01,no,no,no,block grant,yes\n",
        "activities": "key,member,kind,dates_from,dates_to,hours_per_week,travel_hours_per_week,shift\nn,pat,work,2018-01-01,2020-12-31,45,5,first\n",
        "providers": "key,type,county,routinely_charges,accredited,approvals_complete\nsunny,day care center,Albany,daily,no,yes\n",
        "approvals": "key,provider,kind,valid_from,valid_to\nl,sunny,licence,2019-01-01,2019-12-31\n",
        "closures": "key,provider,date,reason,submitted_on\n",
        "charges": "key,provider,per,amount\ns1,sunny,weekly,240\ns2,sunny,daily,55.50\n",
        "authorizations": "key,member,provider,dates_from,dates_to,under_contract,other_basis_agreed,before_or_after_school,non_traditional_hours,"
        "eligible_when_begun,care_time,funding_stream,single_issues_complete\n"
        + "".join(f"{key},{key[:3].rstrip('2')},sunny,{some[0]},{some[-1]},no,no,no,no,yes,full time,block grant,yes\n" for key, some in authorized.items()),
        "contract_prices": "key,authorization,per,amount\n",
        "family_weeks": "key,family,start\n",
        "care_weeks": "key,member,provider,start,care_period\n",
    }
    visits, schedules, absences = "key,authorization,arrived_at,left_at,recorded_on,cancelled\n", "key,authorization,starts_at,ends_at\n", "key,authorization,date,kind\n"
    for child in absent:
        for day in weekdays(*window) + list(more):
            if day not in authorized[child]:
                continue
            schedules += f"{child}{day},{child},{day}T08:00,{day}T17:00\n"
            if day in absent[child]:
                absences += f"{child}{day},{child},{day},routine\n"
            else:
                visits += f"{child}{day},{child},{day}T08:00,{day}T17:00,{day},\n"
    files |= {"visits": visits, "schedules": schedules, "absences": absences}
    for table, text in files.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    for table in carried:
        if balances:
            shutil.copy(balances / table, folder / table)
        else:
            (folder / table).write_text(heads[table], encoding="utf-8")
    fill(folder)
    tables = "".join(f"  {table}: {{ window: {window[0]}..{window[1]} }}\n" for table in ("visits", "schedules", "absences"))
    (folder / "dataset.yaml").write_text(f"programme: ny/ccap\nknown_on: 2019-12-31\ntables:\n{tables}", encoding="utf-8")


def run(folder, output, *more):
    done = subprocess.run([carefare, "run", "--plan", "plans/ny/example.yaml", "--input", str(folder), "--output", str(output), *more],
                          cwd=root, text=True, capture_output=True, check=False)
    expect(done.returncode == 0, f"{folder.name}: {done.stdout}{done.stderr}")
    return done


def rows(output, table):
    return list(csv.DictReader((output / table).open(encoding="utf-8")))


def lines(output, table):
    return (output / table).read_text(encoding="utf-8").splitlines()


def adds_up(output):
    summary = json.loads((output / "summary.json").read_text(encoding="utf-8"))
    for table, n in summary["rows"].items():
        expect(n["read"] == n["used"] + n["context"] + n["set_aside"] + n["orphan"], f"{output.name}: {table}: {n}")
    for name, n in summary["results"].items():
        parts = ("none", "pending", "fault", "incomplete", "context")
        expect(n["rows"] == n["value"] + sum(n[p] for p in parts), f"{output.name}: {name}: {n}")
        if "paid" in n:
            expect(n["rows"] == n["paid"] + n["zero"] + n["below_zero"] + sum(n[p] for p in parts), f"{output.name}: {name}: {n}")
    return summary


with tempfile.TemporaryDirectory() as scratch_name:
    scratch = Path(scratch_name)
    write(scratch / "quarter", quarter)
    whole = scratch / "whole"
    run(scratch / "quarter", whole)
    adds_up(whole)

    before = None
    parts = []
    for month, window in months.items():
        write(scratch / month, window, before)
        results = scratch / f"results {month}"
        run(scratch / month, results, "--pay", month)
        summary = adds_up(results)
        waiting = [p for p in rows(results, "pending.csv") if p["entity"] != "member"]
        expect(waiting == [] and summary["findings"] == 0 and summary["undecided"] == {}, f"{month}: {waiting}, {summary}")
        expect(summary["rows"]["visits"]["context"] == 0, f"{month}: visits of the window are {summary['rows']['visits']}")
        expect(lines(results, "incomplete.csv")[1:] == [], f"{month}: {lines(results, 'incomplete.csv')}")
        parts.append(results)
        before = results / "carried"

    # The same rows with the same results: ann's days before the first window are the only ones without.
    for table in made:
        head, *all_of_whole = lines(whole, table)
        together = sorted(line for part in parts for line in lines(part, table)[1:])
        decided = sorted(line for line in all_of_whole if ",incomplete" not in line)
        expect(together == decided != [], f"{table}: the months are {together}, the quarter {decided}")
    left_out = [d for d in rows(whole, "days.csv") if d["absence_paid.state"] == "incomplete"]
    expect([d["key"] for d in left_out] == [f"ann, {d}" for d in days("2019-06-17", "2019-06-30")], f"incomplete: {left_out}")
    total = sum(Decimal(w["payment"]) for part in parts for w in rows(part, "weeks.csv"))
    expect(total == sum(Decimal(w["payment"]) for w in rows(whole, "weeks.csv")) > 0, f"{total}")

    # Which absences were paid, by the arithmetic above.
    paid = {child: [] for child in absent}
    for part in parts:
        for d in rows(part, "days.csv"):
            if d["absence_paid"] == "1":
                paid[d["authorization"]].append(d["key"].split(", ")[1])
    for child, some in absent.items():
        expect(paid[child] == [str(d) for d in some[:paid_of[child]]], f"{child}: paid are {paid[child]}")

    # What the second run was told: ann's August began with one paid day, her base period with six.
    told = {b["key"]: b for b in rows(scratch / "2019-08", carried[0])}
    expect((told["ann, 2019-08-01, to 2019-08-04"]["routine"], told["ann, 2019-08-01, to 2019-08-04"]["through"]) == ("1", "2019-08-04"), f"{told}")
    told = {b["key"]: b for b in rows(scratch / "2019-08", carried[1])}
    expect(told["ann, 2019-07-01, to 2019-08-04"]["routine"] == "6", f"{told}")
    expect((told["cy, 2019-07-01, to 2019-08-04"]["routine"], told["cy, 2019-07-01, to 2019-08-04"]["through"]) == ("10", "2019-07-26"), f"{told}")
    # Closing is opening and what was paid since: 6 + 6 of ann's base period, 5 + 5 + 2 of bea's, 10 + 2 of cy's.
    told = {b["key"]: b["routine"] for b in rows(parts[1], Path("carried") / carried[1])}
    expect(told == {"ann, 2019-07-01, to 2019-09-01": "12", "bea, 2019-07-01, to 2019-09-01": "12", "cy, 2019-07-01, to 2019-09-01": "12"}, f"{told}")

    # The whole quarter, paying August alone: the weeks and cents of the second run; all else is read and counted.
    run(scratch / "quarter", scratch / "august", "--pay", "2019-08-01..2019-08-31")
    summary = adds_up(scratch / "august")
    for table in made:
        expect(lines(scratch / "august", table) == lines(parts[1], table), f"{table} of August: {lines(scratch / 'august', table)}")
    visits = summary["rows"]["visits"]
    expect(visits["used"] == len(rows(scratch / "2019-08", "visits.csv")) < visits["read"] == visits["used"] + visits["context"], f"{visits}")

    # Without balances what no absence is part of is payable, and the rest waits for them; nothing is handed on that is not known.
    write(scratch / "unknown", months["2019-08"])
    run(scratch / "unknown", scratch / "unknown results", "--pay", "2019-08")
    adds_up(scratch / "unknown results")
    weeks = {w["key"]: w["payable.state"] for w in rows(scratch / "unknown results", "weeks.csv")}
    expect(weeks["bea, 2019-08-19"] == "value" and weeks["bea, 2019-08-26"] == "pending", f"{weeks}")
    reasons = {p["needed"] for p in rows(scratch / "unknown results", "pending.csv") if p["entity"] in ("day", "absence_period")}
    expect(reasons == {"absences.paid_before"}, f"{reasons}")
    told = rows(scratch / "unknown results", Path("carried") / carried[1])
    expect(told == [], f"{told}")

    # A window that cuts a week: the week is named, not paid.
    write(scratch / "cut", ("2019-07-01", "2019-07-31"))
    run(scratch / "cut", scratch / "cut results")
    adds_up(scratch / "cut results")
    cut = {(g["entity"], g["key"]) for g in rows(scratch / "cut results", "incomplete.csv")}
    expect({("week", "ann, 2019-07-29"), ("pay_week", "f, 2019-07-29"), ("pay_month", "f, 2019-07-01")} <= cut, f"{cut}")
    expect(not any(entity.startswith("absence") for entity, key in cut), f"{cut}")

print("\n".join(failures) or "month by month as in one run")
sys.exit(1 if failures else 0)
