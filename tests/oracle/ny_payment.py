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


def in_cents_by_share(amount: Fraction, asks: list[Fraction]) -> list[Fraction]:
    """W38, W39: by what is asked, in cents; the cents left go to the largest fractions, of equal ones to the first in order."""
    total = sum(asks, ZERO)
    exact = [min(amount, total) * ask / total for ask in asks]
    parts = [ny_law.cut(e, 2) for e in exact]
    places = sorted(range(len(asks)), key=lambda i: (parts[i] - exact[i], i))
    for i in places[:int((sum(exact, ZERO) - sum(parts, ZERO)) * 100)]:
        parts[i] += Fraction(1, 100)
    return parts


class Payments:
    def __init__(self, tables: ny_law.Tables, caseload: Caseload, plan: Plan):
        self.tables, self.caseload, self.plan = tables, caseload, plan
        self.attendance = Attendance(caseload, plan)
        self.price = CarePrice(tables, caseload, plan, self.attendance.closure_is_paid)
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
            borne = in_cents_by_share(share.value, asks)
        for week, part in zip(order, borne):
            week.family_share = Outcome("value", part)
            week.payment = Outcome("value", week.payable.value - part) if week.payable.state == "value" else Outcome("pending")
        self.counts["share in proportion"] += sum(b > 0 for b in borne) > 1

    def _one_weekly_rate(self, weeks: list[Week]) -> None:
        """415.9(f): one weekly rate in all for a child's several providers, where it was not shown that they are necessary."""
        providers = {w.authorization.cells["provider"] for w in weeks}
        if len(providers) == 1:
            return
        alone = [w.payable for w in weeks]
        try:
            if not self._is_limited(weeks, providers):
                return
            rate = self._rate_of_most_hours(weeks, providers)
        except Pending:
            for week in weeks:
                if not (week.payable.state == "value" and week.payable.value == 0):
                    week.payable = Outcome("pending")
            return
        for week in weeks:
            week.kinds.add("one weekly rate")
        if self.plan.rate_in_proportion:
            order = sorted(range(len(weeks)), key=lambda i: weeks[i].authorization.key)
            parts = in_cents_by_share(rate, [alone[i].value for i in order])
            for i, part in zip(order, parts):
                weeks[i].payable = Outcome("value", part)
            return
        left = rate
        asking = [w for w in weeks if w.payable.value]  # nothing payable takes nothing, and the hours of such a provider do not matter
        paid = {w.authorization.cells["provider"] for w in asking}
        hours = self._hours([w for w in weeks if w.authorization.cells["provider"] in paid], paid)
        for week in sorted(asking, key=lambda w: (-hours[w.authorization.cells["provider"]], w.authorization.date("dates_from"), w.authorization.key)):
            part = min(left, week.payable.value)
            week.payable = Outcome("value", part)
            left -= part

    @staticmethod
    def _wait_for_another_provider(weeks: list[Week]) -> None:
        """415.9(f): whether another provider is paid for the week waits for the days of its care, unless several are necessary."""
        necessary = outcome(lambda: weeks[0].member.yes("several_providers_necessary"))
        if necessary.state == "value" and necessary.value:
            return
        for week in weeks:
            if not (week.payable.state == "value" and week.payable.value == 0):
                week.payable = Outcome("pending")

    @staticmethod
    def _hours(weeks: list[Week], providers: set[str]) -> dict[str, Fraction]:
        return {p: sum((d.hours for w in weeks if w.authorization.cells["provider"] == p for d in w.days), ZERO) for p in providers}

    def _rate_of_most_hours(self, weeks: list[Week], providers: set[str]) -> Fraction:
        paid = {p for p in providers if any(w.payable.value for w in weeks if w.authorization.cells["provider"] == p)}
        hours = self._hours([w for w in weeks if w.authorization.cells["provider"] in paid], paid)
        first = [p for p in paid if hours[p] == max(hours.values())]
        rates = {self.price.weekly_rate(w) for w in weeks if w.authorization.cells["provider"] in first}
        if len(rates) > 1:
            raise Pending("equal hours")
        return rates.pop()

    def _is_limited(self, weeks: list[Week], providers: set[str]) -> bool:
        def together() -> Fraction:
            if any(w.payable.state != "value" for w in weeks):
                raise Pending("another provider's payment")
            return sum((w.payable.value for w in weeks), ZERO)

        def several() -> bool:
            paid = {w.authorization.cells["provider"] for w in weeks if w.payable.state != "value" or w.payable.value}
            if len(paid) > 1:
                together()
            return len(paid) > 1

        def passes_the_rate() -> bool:
            try:
                return together() > self._rate_of_most_hours(weeks, providers)
            except Pending as waiting:
                if str(waiting) != "equal hours":
                    raise
            paid = {p for p in providers if any(w.payable.value for w in weeks if w.authorization.cells["provider"] == p)}
            hours = self._hours([w for w in weeks if w.authorization.cells["provider"] in paid], paid)
            rates = [self.price.weekly_rate(w) for w in weeks if hours.get(w.authorization.cells["provider"]) == max(hours.values())]
            if together() <= min(rates):
                return False
            raise Pending("equal hours")

        return both(several, passes_the_rate, lambda: not weeks[0].member.yes("several_providers_necessary"))

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
        undated: set[str] = set()  # children with an authorization of which the days are not known
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
            if days_unknown:
                undated.add(member.key)
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
        children: dict[tuple[str, date], list[Week]] = defaultdict(list)
        for week in weeks:
            if not week.incomplete:
                children[week.member.key, week.start].append(week)
        for of_one in children.values():
            if of_one[0].member.key in undated:
                self._wait_for_another_provider(of_one)
            else:
                self._one_weekly_rate(of_one)
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
