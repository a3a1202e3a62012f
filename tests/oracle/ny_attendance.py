"""Days of an authorization, and which absences are paid (18 NYCRR 415.6(b), plan appendix R)."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction

import ny_law
from caseload_files import Caseload, Row
from ny_law import Pending
from ny_week import INFORMAL, ZERO, Day, Outcome, Plan, Week, both


def hours_by_day(spans: list[tuple[datetime, datetime]]) -> dict[date, Fraction]:
    """Time that lies in two records counts once; a stay over midnight is a stay of the day it began."""
    joined: list[list[datetime]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([begin, end])
    hours: dict[date, Fraction] = defaultdict(lambda: ZERO)
    for begin, end in joined:
        hours[begin.date()] += Fraction(int((end - begin).total_seconds()), 3600)
    return hours


class Attendance:
    def __init__(self, caseload: Caseload, plan: Plan):
        self.caseload, self.plan = caseload, plan

    def days(self, authorization: Row) -> list[Day]:
        first, last = authorization.date("dates_from"), authorization.date("dates_to")
        days = {first + timedelta(days=n): Day(first + timedelta(days=n)) for n in range((last - first).days + 1)}
        of = self.caseload.of
        visits = [(v.time("arrived_at"), v.time("left_at")) for v in of["visits"][authorization.key]]
        planned = [(s.time("starts_at"), s.time("ends_at")) for s in of["schedules"][authorization.key]]
        for day, hours in hours_by_day(visits).items():
            if day in days:
                days[day].attended = hours
        for day, hours in hours_by_day(planned).items():
            if day in days:
                days[day].scheduled = hours
        for absence in of["absences"][authorization.key]:
            if absence.date("date") in days:
                days[absence.date("date")].absence = absence
        return list(days.values())

    def _may_be_paid(self, day: Day, authorization: Row, provider: Row) -> bool:
        """415.6(b), plan appendix R: a day scheduled and not attended, temporary, at a provider that absences are paid to.

        A day without a record of absence counts as a temporary routine one; no text read says so (the engine's rules do).
        """
        if not day.absent or (day.absence and not day.absence.yes("temporary", True)):
            return False
        return both(lambda: provider.text("type") not in INFORMAL,
                    lambda: not self.plan.contract_only or authorization.yes("under_contract"))

    def _period_start(self, day: date) -> date:
        months = (day.year - self.plan.period_from.year) * 12 + day.month - self.plan.period_from.month
        return ny_law.add_months(self.plan.period_from, months // self.plan.period_months * self.plan.period_months, "clamp")

    def absences(self, weeks: list[Week]) -> dict[tuple[str, date], Outcome]:
        """Which absences of a child are paid: in order of date, up to the limit of the month and of the base period.

        An extenuating absence may use a routine day (absences.extenuating_may_use_routine), and the plan allows none besides.
        """
        paid: dict[tuple[str, date], Outcome] = {}
        used: Counter[tuple[str, str, date]] = Counter()
        blocked: dict[tuple[str, date], str] = {}
        asked = sorted(((d.day, w.authorization.key, w, d) for w in weeks for d in w.days if d.absent), key=lambda a: a[:2])
        for day, key, week, one in asked:
            if week.incomplete or self._history_is_unknown(week.authorization, day):
                paid[key, day] = Outcome("incomplete")
                continue
            try:
                assert week.provider is not None
                allowed = self._may_be_paid(one, week.authorization, week.provider)
                if allowed and (week.authorization.key, self._period_start(day)) in blocked:
                    raise Pending("an absence before")
                if allowed and one.absence:
                    one.absence.text("kind")
            except Pending:
                paid[key, day] = Outcome("pending")
                blocked[week.authorization.key, self._period_start(day)] = key
                continue
            owner = self.limit_owner(week)
            month, period = (owner, "month", day.replace(day=1)), (owner, "period", self._period_start(day))
            granted = allowed and used[month] < self.plan.absences_a_month and used[period] < self.plan.absences_a_period
            if granted:
                used[month] += 1
                used[period] += 1
            if allowed and not granted:
                week.kinds.add("absence over a limit")
            if not allowed or not granted:
                week.kinds.add("unpaid absence")
            else:
                week.kinds.add("paid absence")
            paid[key, day] = Outcome("value", Fraction(int(granted)))
        return paid

    def limit_owner(self, week: Week) -> str:
        return week.member.key  # appendix R 4: "number of absences allowed per child during base period"

    def _history_is_unknown(self, authorization: Row, day: date) -> bool:
        """How many absences of the base period were used before depends on authorized days before the window."""
        return max(self._period_start(day), authorization.date("dates_from")) < self.caseload.window[0]
