"""Days of an authorization, and which absences are paid (18 NYCRR 415.6(b), plan appendix R)."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction

import ny_law
from caseload_files import Caseload, Row
from ny_law import Pending
from ny_week import ABSENCES_BY_YEAR, INFORMAL, STATUTE_OF_DIFFERENTIALS, ZERO, Day, Outcome, Plan, Week, both


def joined(spans: list[tuple[datetime, datetime]]) -> list[list[datetime]]:
    """Time that lies in two records counts once."""
    stays: list[list[datetime]] = []
    for begin, end in sorted(spans):
        if stays and begin <= stays[-1][1]:
            stays[-1][1] = max(stays[-1][1], end)
        else:
            stays.append([begin, end])
    return stays


def hours_by_day(stays: list[list[datetime]]) -> dict[date, Fraction]:
    """A stay over midnight is a stay of the day it began."""
    hours: dict[date, Fraction] = defaultdict(lambda: ZERO)
    for begin, end in stays:
        hours[begin.date()] += Fraction(int((end - begin).total_seconds()), 3600)
    return hours


def lies_outside_weekdays(begin: datetime, end: datetime) -> bool:
    """410-x(10)(b), R-074: any time other than 6 a.m. to 7 p.m. on a weekday."""
    at = begin
    while at < end:
        if at.weekday() >= 5 or not 6 <= at.hour < 19:
            return True
        at = min(end, at.replace(minute=0) + timedelta(hours=1))
    return False


KIND = {"day care center": "licence", "group family day care home": "licence", "family day care home": "registration",
        "school-age program": "registration"}  # R-110; all others are enrolled


class Attendance:
    def __init__(self, caseload: Caseload, plan: Plan):
        self.caseload, self.plan = caseload, plan
        self.closures_in_limit = {p.key: self._closures(p) for p in caseload.rows["providers"]}

    def _closures(self, provider: Row) -> set[str]:
        """Appendix S 4: the first five days of a year submitted by the provider, for a reason that is paid."""
        used: Counter[int] = Counter()
        paid = set()
        for row in sorted(self.caseload.of["closures"][provider.key], key=lambda c: (c.date("submitted_on"), c.date("date"), c.key)):
            year = row.date("date").year  # closures.year
            if row.text("reason") in self.plan.closure_reasons and used[year] < self.plan.closure_days:
                used[year] += 1
                paid.add(row.key)
        return paid

    def closure_is_paid(self, day: Day, authorization: Row, provider: Row) -> bool:
        """Appendix S: within the limit, at the five types, under a contract (assumed); never legally exempt family or in-home care."""
        if day.closure is None or not day.unattended or day.closure.key not in self.closures_in_limit[provider.key]:
            return False
        return both(lambda: provider.text("type") not in INFORMAL, lambda: authorization.yes("under_contract"))

    def _approval(self, provider: Row | None, day: date) -> Outcome:
        if provider is None:
            return Outcome("pending")
        needed = KIND.get(provider.text("type"), "enrollment")
        if any(a.text("kind") == needed and a.date("valid_from") <= day <= a.date("valid_to") for a in self.caseload.of["approvals"][provider.key]):
            return Outcome("value", Fraction(1))
        return Outcome("value", ZERO) if provider.cells.get("approvals_complete") == "yes" else Outcome("pending")

    def days(self, authorization: Row) -> list[Day]:
        first, last = authorization.date("dates_from"), authorization.date("dates_to")
        days = {first + timedelta(days=n): Day(first + timedelta(days=n)) for n in range((last - first).days + 1)}
        of = self.caseload.of
        visits = joined([(v.time("arrived_at"), v.time("left_at")) for v in of["visits"][authorization.key]])
        planned = joined([(s.time("starts_at"), s.time("ends_at")) for s in of["schedules"][authorization.key]])
        for day, hours in hours_by_day(visits).items():
            if day in days:
                days[day].attended = hours
        for day, hours in hours_by_day(planned).items():
            if day in days:
                days[day].scheduled = hours
        for begin, end in visits:
            if begin.date() in days and begin.date() >= STATUTE_OF_DIFFERENTIALS:
                days[begin.date()].non_traditional |= lies_outside_weekdays(begin, end)
        for absence in of["absences"][authorization.key]:
            if absence.date("date") in days:
                days[absence.date("date")].absence = absence
        provider = self.caseload.provider.get(authorization.cells["provider"])
        for closure in of["closures"][authorization.cells["provider"]]:
            if closure.date("date") in days:
                days[closure.date("date")].closure = closure
        for day in days.values():
            day.approval = self._approval(provider, day.day)
        return list(days.values())

    def _elsewhere(self, week: Week, day: Day, weeks: list[Week]) -> bool:
        """415.6(b)(5), R-084: part-time care, and another provider cared for the child that day."""
        return any(d.attended > 0 for w in weeks if w.authorization.cells["provider"] != week.authorization.cells["provider"]
                   for d in w.days if d.day == day.day) and week.authorization.text("care_time") == "part time"

    def _may_be_paid(self, day: Day, week: Week, weeks: list[Week]) -> bool:
        """415.6(b), plan appendix R: a day scheduled and not attended, temporary, at a provider that absences are paid to.

        What a scheduled day without visit and without a record of absence is, no text read says: the program may have been closed.
        """
        authorization, provider = week.authorization, week.provider
        assert provider is not None

        def recorded() -> bool:
            if not day.absence:
                raise Pending("a record of the day")
            return day.absence.yes("temporary", True)

        def paid_there() -> bool:
            return day.day >= ABSENCES_BY_YEAR or both(lambda: provider.text("type") not in INFORMAL,
                                                       lambda: not self.plan.contract_only or authorization.yes("under_contract"))
        return day.absent and both(recorded, day.approved, lambda: not self._elsewhere(week, day, weeks), paid_there)

    def _period_start(self, day: date) -> date:
        """A base period of the plan; from 2022 the year, which is the calendar year (absences.year)."""
        if day >= ABSENCES_BY_YEAR:
            return day.replace(month=1, day=1)
        months = (day.year - self.plan.period_from.year) * 12 + day.month - self.plan.period_from.month
        return ny_law.add_months(self.plan.period_from, months // self.plan.period_months * self.plan.period_months, "clamp")

    def _before(self, member: Row, table: str, start: date, provider: str | None = None) -> dict[str, int]:
        """What was paid before the window of a child's absences in a month, in a base period or in a year with one provider: nothing
        where no day authorized lies before it; else what the balance says that counts through the last of these days."""
        day_before = self.caseload.window[0] - timedelta(days=1)
        spans = [(a.date("dates_from"), a.date("dates_to")) for a in self.caseload.of["authorizations"][member.key]
                 if provider in (None, a.cells["provider"])]
        through = max((min(last, day_before) for begun, last in spans if begun <= day_before), default=date.min)
        if through < start:
            return defaultdict(int)
        for row in self.caseload.of[table][member.key]:
            if (row.date("start"), row.date("through")) == (start, through) and provider in (None, row.cells.get("provider_key")):
                return {column: int(text) for column, text in row.cells.items() if text.isdigit()}
        raise Pending("balance")

    def _limits(self, week: Week, one: Day) -> list[tuple[tuple, int]]:
        """What is counted against an absence, and how much of it is left at the beginning of the window."""
        period = self._period_start(one.day)
        assert week.provider is not None
        if one.day >= ABSENCES_BY_YEAR:  # 415.6(b)(2) to (4): 24 for each child and provider, and what the plan adds at its types
            before = self._before(week.member, "absence_year_balances", period, week.provider.key)
            kind = week.provider.text("type")
            added = self.plan.additional_days if ("informal" if kind in INFORMAL else kind) in self.plan.additional_types else 0
            return [((week.member.key, week.provider.key, period), 24 + added - before["required"] - before["additional"])]
        before = self._before(week.member, "absence_period_balances", period)
        extenuating = bool(one.absence) and one.absence.text("kind") == "extenuating"
        # absences.extenuating_may_use_routine: where the plan allows none besides
        kind, own = ("extenuating", self.plan.extenuating) if extenuating and self.plan.extenuating[0] else ("routine", self.plan.routine)
        month = one.day.replace(day=1)
        of_month = self._before(week.member, "absence_month_balances", month)
        child = week.member.key  # appendix R 4: "number of absences allowed per child during base period"
        return [((child, kind, "month", month), own[0] - of_month[kind]), ((child, kind, "period", period), own[1] - before[kind]),
                ((child, "all", "month", month), self.plan.all_kinds[0] - of_month["routine"] - of_month["extenuating"]),
                ((child, "all", "period", period), self.plan.all_kinds[1] - before["routine"] - before["extenuating"])]

    def _shared(self, week: Week, day: date) -> tuple:
        """The absences that one limit or another counts together: a child's in a base period, a child's in a year with one provider."""
        by_year = day >= ABSENCES_BY_YEAR
        return week.member.key, week.provider.key if by_year and week.provider else None, self._period_start(day)

    def absences(self, weeks: list[Week], undecided: bool) -> dict[tuple[str, date], Outcome]:
        """Which absences of a child are paid: in order of date, up to the limits of the month and of the base period.

        Where the days of an authorization of the child are not known, it is not known what uses the limits.
        """
        paid: dict[tuple[str, date], Outcome] = {}
        used: Counter[tuple] = Counter()
        blocked: set[tuple] = set()
        asked = sorted(((d.day, w.authorization.key, w, d) for w in weeks for d in w.days if d.absent), key=lambda a: a[:2])
        for day, key, week, one in asked:
            if week.incomplete:
                paid[key, day] = Outcome("incomplete")
                continue
            assert week.provider is not None
            try:
                granted = allowed = self._may_be_paid(one, week, weeks)
                if allowed and (undecided or self._shared(week, day) in blocked):
                    raise Pending("another absence")
                if allowed:
                    limits = self._limits(week, one)
                    granted = all(used[what] < up_to for what, up_to in limits)
                    used.update(what for what, _ in limits if granted)
            except Pending:
                paid[key, day] = Outcome("pending")
                blocked.add(self._shared(week, day))
                continue
            if allowed and not granted:
                week.kinds.add("absence over a limit")
            week.kinds.add("paid absence" if granted else "unpaid absence")
            paid[key, day] = Outcome("value", Fraction(int(granted)))
        return paid
