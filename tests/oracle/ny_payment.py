"""New York's payment of a week of care in plain exact fractions: from schedules, visits, absences and charges to cents.

Written from 18 NYCRR 415.3(e), 415.6 and 415.9, the plan of Westchester and the facts, not from the rule files. What the texts leave
open follows the readings that docs and cases name; each is said where it is used. Shares no code with the engine.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction

import ny_law
from caseload_files import Caseload, Row
from ny_attendance import Attendance
from ny_care_price import CarePrice
from ny_law import Pending
from ny_week import NO_MINIMUM_AT_THE_STANDARD, READINGS, ZERO, Day, Outcome, Plan, Week, both, outcome

EXEMPT = ("public_assistance", "homeless", "foster_care", "protective_or_preventive", "children_only")  # 415.3(e)(1)


class Payments:
    def __init__(self, tables: ny_law.Tables, caseload: Caseload, plan: Plan):
        self.tables, self.caseload, self.plan = tables, caseload, plan
        self.attendance, self.price = Attendance(caseload, plan), CarePrice(tables, caseload, plan)
        self.counts: Counter[str] = Counter()
        self.weeks: dict[str, Week] = {}
        for family in caseload.rows["families"]:
            self._family(family)

    def _share(self, family: Row, start: date) -> Fraction:
        if any(family.cells.get(c) == "yes" for c in EXEMPT):
            return ZERO
        owed = "not owed" if start >= NO_MINIMUM_AT_THE_STANDARD else "owed"

        def owes() -> Fraction:
            return ny_law.family_share(self.tables, size=int(family.number("size")), income=family.number("annual_gross_income"),
                                       exempt=False, decided=start, week=start, chosen=self.plan.share_percent,
                                       readings=READINGS | {"share.minimum_at_or_below_standard": owed})

        if not both(lambda: all([not family.yes(c) for c in EXEMPT]), lambda: owes() > 0):
            return ZERO
        return owes()

    def _bear(self, family: Row, weeks: list[Week], undecided: bool, ages: bool) -> None:
        """415.3(e)(5): one share for the family; the payment for the youngest child bears it first, no payment more than itself.

        Between two payments for one child, or for twins, the texts say nothing: the first authorization by its key bears it first.
        """
        share = outcome(lambda: self._share(family, weeks[0].start))
        if undecided and share.value != 0:
            share = Outcome("pending")
        order = sorted(weeks, key=lambda w: w.authorization.key)
        if ages:
            order.sort(key=lambda w: w.member.date("born_on"), reverse=True)
        if self.plan.in_proportion and sum(w.payable.value != 0 for w in weeks) > 1:
            self._bear_in_proportion(share, order, ages)
            return
        left, known = share.value, share.state == "value" and ages
        bearers = 0
        for week in order:
            if share.value == 0 or (week.payable.state == "value" and week.payable.value == 0):
                borne = ZERO
            elif not known or week.payable.state != "value":  # what the later payments bear waits for those before them
                known = False
                week.family_share = Outcome("pending")
                week.payment = Outcome("pending")
                continue
            else:
                borne = min(left, week.payable.value)
                left -= borne
                bearers += borne > 0
            week.family_share = Outcome("value", borne)
            week.payment = Outcome("value", week.payable.value - borne) if week.payable.state == "value" else Outcome(week.payable.state)
        if share.state == "value":
            self.counts["zero share" if share.value == 0 else "minimum share" if share.value == 1 else "share above the minimum"] += 1
            self.counts["shared share"] += bearers > 1
            self.counts["share above the cost"] += bool(left)

    def _bear_in_proportion(self, share: Outcome, order: list[Week], ages: bool) -> None:
        """W39: by what is payable, in cents; the cents left go to the largest fractions, of equal ones to the first in order."""
        asks = [w.payable.value for w in order]
        if share.value == 0:
            borne = [ZERO] * len(order)
        elif share.state != "value" or not ages or any(w.payable.state != "value" for w in order):
            for week in order:
                waits = week.payable.value != 0
                week.family_share = week.payment = Outcome("pending") if waits else Outcome("value", ZERO)
            return
        else:
            total = sum(asks, ZERO)
            exact = [min(share.value, total) * ask / total for ask in asks]
            borne = [ny_law.cut(e, 2) for e in exact]
            places = sorted(range(len(order)), key=lambda i: (borne[i] - exact[i], i))
            for i in places[:int((sum(exact, ZERO) - sum(borne, ZERO)) * 100)]:
                borne[i] += Fraction(1, 100)
        for week, part in zip(order, borne):
            week.family_share = Outcome("value", part)
            week.payment = Outcome("value", week.payable.value - part) if week.payable.state == "value" else Outcome("pending")
        self.counts["share in proportion"] += sum(b > 0 for b in borne) > 1

    def _is_set_aside(self, family: Row) -> bool:
        """One end of the authorized days without the other is no range: nothing is decided for the family."""
        return any(bool(a.cells["dates_from"]) != bool(a.cells["dates_to"])
                   for m in self.caseload.of["members"][family.key] for a in self.caseload.of["authorizations"][m.key])

    def _family(self, family: Row) -> None:
        if self._is_set_aside(family):
            return
        weeks: list[Week] = []
        paid: dict[tuple[str, date], Outcome] = {}
        undecided = False
        first, last = self.caseload.window
        for member in self.caseload.of["members"][family.key]:
            own: list[Week] = []
            days_unknown = False
            for authorization in self.caseload.of["authorizations"][member.key]:
                try:
                    days = self.attendance.days(authorization)
                except Pending:
                    undecided = days_unknown = True
                    continue
                by_start: dict[date, list[Day]] = defaultdict(list)
                for day in days:
                    by_start[day.day - timedelta(days=day.day.weekday())].append(day)
                for start, its_days in by_start.items():
                    inside = [first <= d.day <= last for d in its_days]
                    if any(inside):
                        own.append(Week(authorization, member, self.caseload.provider.get(authorization.cells["provider"]), start,
                                        its_days, not all(inside)))
            paid |= self.attendance.absences(own, days_unknown)
            weeks += own
        by_week: dict[date, list[Week]] = defaultdict(list)
        for week in weeks:
            self.weeks[week.key] = week
            by_week[week.start].append(week)
            if week.incomplete:
                continue
            own_paid = {d.day: paid[week.authorization.key, d.day] for d in week.days if d.absent}
            week.basis = outcome(lambda: self.price.basis(week))
            week.payable = outcome(lambda: self.price.payable(week, family, own_paid))
        ages = all(w.member.has("born_on") for w in weeks)  # one age that is not known leaves the order of the family open
        for its_weeks in by_week.values():
            if not any(w.incomplete for w in its_weeks):
                self._bear(family, its_weeks, undecided, ages)
        for week in weeks:
            if week.payable.state == "value":
                self.counts.update(week.kinds)
                self.counts["basis " + str(week.basis.value)] += 1
                self.counts["nothing payable"] += week.payable.value == 0
                self.counts["zero payment"] += week.payment.state == "value" and week.payment.value == 0
