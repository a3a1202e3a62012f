"""What a week of care is paid before the family share: the care period, the rate, the charge (18 NYCRR 415.6(e), 415.9)."""

from datetime import date
from fractions import Fraction

import ny_law
from caseload_files import Caseload, Row
from ny_law import Pending
from ny_week import (INFORMAL, NO_HOURLY_RATE, READINGS, STATUTE_OF_DIFFERENTIALS, TWELVE_HOURS_EARN, ZERO, Day, Incomplete, Outcome, Plan,
                     Week, both)


def length_of(hours: Fraction, day: date) -> str:
    """415.9(b) to (d): at least six, at least three, under three hours, for which there is no rate of its own from 2022-06-01."""
    return "daily" if hours >= 6 else "part_day" if hours >= 3 or day >= NO_HOURLY_RATE else "hourly"


class CarePrice:
    def __init__(self, tables: ny_law.Tables, caseload: Caseload, plan: Plan, closure_is_paid):
        self.tables, self.caseload, self.plan, self.closure_is_paid = tables, caseload, plan, closure_is_paid

    def weekly_rate(self, week: Week) -> Fraction:
        """One weekly market rate of 415.9(f)."""
        rate = self._rate(week, "weekly")
        if rate is None:
            raise Pending("one weekly rate")
        return rate

    def _rate(self, week: Week, period: str) -> Fraction | None:
        provider = week.provider
        assert provider is not None
        if week.member.yes("special_needs"):
            return self._highest(week.start, period)  # 415.9(g): the highest rate in the State for the period
        trained = False
        if provider.text("type") in INFORMAL:  # 415.9(j)(2): ten hours a year, verified
            trained = both(lambda: provider.yes("training_verified"), lambda: provider.number("training_hours") >= 10)
        return ny_law.market_rate(self.tables, provider=provider.text("type"), county=provider.text("county"), trained=trained,
                                  period=period, born=week.member.date("born_on"), week=week.start, readings=READINGS)

    def _highest(self, day: date, period: str) -> Fraction | None:
        """R-065, R-067: of the schedule of 2016 only the weekly figure is known."""
        if period == "weekly" and date(2016, 6, 1) <= day < date(2019, 5, 1):
            return Fraction(371)
        if date(2011, 10, 1) <= day < date(2019, 5, 1):
            raise Pending("market_rate")
        schedule = max(start for start in self.tables.rates if start <= day)
        return max((rate for cell, rate in self.tables.rates[schedule].items() if cell[3] == period), default=None)

    def _added(self, week: Week, family: Row) -> Fraction:
        """415.9(h), plan appendix T II: differentials add up, at most 25 percent; of the whole week (differential.part_of_week)."""
        clock = any(d.non_traditional and d.approved() for d in week.days)
        assert week.provider is not None
        kind = week.provider.text("type")
        added = ZERO
        homeless = self.plan.homeless_exempt if kind.startswith("legally exempt") else self.plan.homeless_regulated
        if homeless and family.yes("homeless"):
            added += homeless
        if self.plan.non_traditional and (clock or week.authorization.yes("non_traditional_hours")):
            added += self.plan.non_traditional
        if self.plan.accredited and not kind.startswith("legally exempt") and week.provider.yes("accredited"):
            added += self.plan.accredited
        if added > self.plan.most_added:
            week.kinds.add("capped differential")
        elif added:
            week.kinds.add("differential")
        return min(added, self.plan.most_added)

    def _charge(self, week: Week, period: str) -> Fraction | None:
        """What private families pay for the period, the lowest in force for the age, or less where a contract says so."""
        assert week.provider is not None
        found: list[Fraction] = []
        for charge in self.caseload.of["charges"][week.provider.key]:
            if charge.text("per") != period:
                continue
            if not charge.date("valid_from", date(2000, 1, 1)) <= week.start <= charge.date("valid_to", date(2099, 12, 31)):
                continue
            if charge.has("for_age") and charge.text("for_age") != ny_law.age_band(
                    week.provider.text("type"), week.member.date("born_on"), week.start, READINGS):
                continue
            found.append(charge.number("amount"))
        prices = [p for p in self.caseload.of["contract_prices"][week.authorization.key] if p.text("per") == period]
        if prices and week.authorization.yes("under_contract"):
            found += [p.number("amount") for p in prices]
        return min(found, default=None)

    def basis(self, week: Week) -> str:
        """415.9(a), (b). Five days: the first (extra.which_five_days). Thirty hours that five days do not reach: by the day."""
        assert week.provider is not None
        care = [d.hours for d in week.days if d.hours]
        if sum(care, ZERO) < 30:
            return "by the day"

        def charges_by(period: str) -> bool:
            return both(lambda: week.provider.text("routinely_charges") == period, lambda: not week.authorization.yes("other_basis_agreed"))

        if charges_by("daily"):
            return "fifths"
        if sum(care[:5], ZERO) >= 30:
            return "weekly"
        return "whole week" if charges_by("weekly") else "by the day"

    def _is_paid(self, week: Week, day: Day, paid: dict[date, Outcome]) -> bool:
        """Care that was given, and absences and closures that are paid, by a provider that may be paid; not a place that was only held."""
        return both(lambda: self._is_cared_for(week, day, paid), day.approved)

    def _is_cared_for(self, week: Week, day: Day, paid: dict[date, Outcome]) -> bool:
        if day.attended:
            return True
        if day.closure is not None and day.unattended:
            assert week.provider is not None
            closed = self.closure_is_paid(day, week.authorization, week.provider)
            week.kinds.add("paid closure" if closed else "unpaid closure")
            return closed
        if not day.absent:
            return False
        state = paid[day.day]
        if state.state == "incomplete":
            raise Incomplete
        if state.state == "pending":
            raise Pending("absence")
        return state.value == 1

    def _own_period(self, week: Week, day: Day) -> str:
        """415.9(b) to (d); under three hours before or after school where there is no charge by the hour: part-day."""
        assert week.provider is not None
        period = length_of(day.hours, week.start)
        if period == "hourly" and week.provider.text("type") in ("day care center", "school-age program"):
            if self._charge(week, "hourly") is None and week.authorization.yes("before_or_after_school"):
                return "part_day"
        return period

    def _cost(self, week: Week, day: Day, period: str) -> Fraction | None:
        """What a family that pays itself would pay for a day: the charge of its own period, else the next that the provider has."""
        for unit in {"daily": ("daily", "hourly"), "part_day": ("part_day", "daily", "hourly"),
                     "hourly": ("hourly", "part_day", "daily")}[period]:
            charge = self._charge(week, unit)
            if charge is not None:
                return charge * day.hours if unit == "hourly" else charge
        return None

    def _cost_of_week(self, week: Week, held: list[Day]) -> Fraction:
        """The charge for the week; where there is none, a family that pays itself pays for the days."""
        charge = self._charge(week, "weekly")
        if charge is None:
            costs = [self._cost(week, d, self._own_period(week, d)) for d in held]
            if None in costs:
                raise Pending("charge_for_the_unit_paid")
            charge = sum(costs, ZERO)
        return charge

    def payable(self, week: Week, family: Row, paid: dict[date, Outcome]) -> Fraction:
        """415.6(e)(1), 415.9: the lesser of charge and rate, piece by piece; pieces without a charge by the totals of the week."""
        if not any([self._is_paid(week, d, paid) for d in week.days]):
            return ZERO
        care = [d for d in week.days if d.hours]
        given = [(place, d) for place, d in enumerate(care) if self._is_paid(week, d, paid)]
        if any(d.attended >= 23 or d.scheduled >= 23 for d in care):
            week.kinds.add("nearly 24 hours")
        basis = self.basis(week)
        within = {"weekly": 5, "whole week": 7}.get(basis, 0)
        days = [(place < within, d) for place, d in given]
        total, unpriced = ZERO, False
        held = [d for inside, d in days if inside]
        if held:
            week.kinds.add("weekly")
            rate = self._ceiling(week, family, "weekly")
            if rate:
                total += min(self._cost_of_week(week, held), rate)
        for inside, day in days:
            main, cost = ZERO, None
            if not inside:
                period = "weekly" if basis == "fifths" else self._own_period(week, day)
                week.kinds.add("fifths" if basis == "fifths" else period)
                if basis == "weekly":
                    week.kinds.add("sixth day")
                quantity = {"weekly": Fraction(1, 5), "hourly": day.hours}.get(period, Fraction(1))
                main = quantity * self._ceiling(week, family, period)
                cost = self._cost(week, day, "daily" if basis == "fifths" else period) if main else None
                unpriced |= main > 0 and cost is None
            beyond = max(ZERO, day.hours - 12)  # 415.9(e); what exactly twelve hours earn is a reading (extra.exactly_twelve_hours)
            extra, extra_cost = ZERO, None
            if beyond or (day.hours == 12 and week.start >= TWELVE_HOURS_EARN):
                period = length_of(beyond, week.start)
                week.kinds.add("extra period")
                quantity = beyond if period == "hourly" else Fraction(1)
                extra = quantity * self._ceiling(week, family, period)
                charge = self._charge(week, period) if extra else None
                extra_cost = None if charge is None else quantity * charge
                unpriced |= inside and extra > 0 and extra_cost is None
            if extra and extra_cost is None and cost is not None:
                total += min(cost, main + extra)  # the charge for the day is all that a family pays for it
            else:
                total += (main if cost is None else min(cost, main)) + (extra if extra_cost is None else min(extra_cost, extra))
        if unpriced:
            weekly = self._charge(week, "weekly")
            if weekly is None:
                raise Pending("charge_for_the_unit_paid")
            total = min(total, weekly)
        if week.start >= STATUTE_OF_DIFFERENTIALS and total:  # 410-x(10): above the lesser of cost and rate
            total *= 1 + self._added(week, family)
        return ny_law.half_up(total, 2)

    def _ceiling(self, week: Week, family: Row, period: str) -> Fraction:
        """The rate with what differentials add to it (differential.base: rate); nothing where the schedule has none."""
        rate = self._rate(week, period)
        if rate is None:
            week.kinds.add("no rate")
            return ZERO
        return rate if week.start >= STATUTE_OF_DIFFERENTIALS else rate * (1 + self._added(week, family))
