"""What the oracle of payments shares: the plan it goes by, the readings, a week of care, and results that may have to wait."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from caseload_files import Row
from ny_law import Pending

ZERO = Fraction(0)
INFORMAL = {"legally exempt family", "legally exempt in-home"}

READINGS = {  # rules/ny/ccap/readings.yaml, what each of them holds on every day that is tried
    "share.rounding": "half up", "share.standard_date": "week",
    "share.exempt_categories": "five", "age.month_end": "clamp",
    "age_band.birthday_on_first_of_month": "same month",
    "week.straddling_change": "first day", "le.computed_rate_rounding": "cents",
}


# What changes with time. The day of a minimum share that is no longer owed is a reading, so are the last two.
NO_HOURLY_RATE = date(2022, 6, 1)  # 22-OCFS-LCM-14
ABSENCES_BY_YEAR = date(2022, 1, 1)
TWELVE_HOURS_EARN = date(2024, 10, 1)  # 24-OCFS-LCM-22 III 5
STATUTE_OF_DIFFERENTIALS = date(2025, 4, 1)  # Social Services Law 410-x(10)
NO_MINIMUM_AT_THE_STANDARD = date(2025, 6, 2)


@dataclass
class Plan:
    """Westchester's plan of 2018-2019 and examples/westchester-june-2019.assume.yaml."""

    share_percent: Fraction = Fraction(27, 100)  # appendix M-1 III
    homeless_regulated: Fraction = Fraction(5, 100)  # appendix T II
    homeless_exempt: Fraction = ZERO
    non_traditional: Fraction = Fraction(5, 100)
    accredited: Fraction = ZERO
    most_added: Fraction = Fraction(25, 100)
    contract_only: bool = True  # appendix R 2 and 6
    routine: tuple[int, int] = (12, 12)  # appendix R 4: in a month, in a base period
    extenuating: tuple[int, int] = (0, 0)
    all_kinds: tuple[int, int] = (12, 12)
    period_months: int = 3  # assumed
    period_from: date = date(2019, 4, 1)  # assumed
    additional_days: int = 0  # of a year, beyond 24; no plan of 2018 says how many
    additional_types: frozenset[str] = frozenset()
    in_proportion: bool = False  # youngest first is assumed
    rate_in_proportion: bool = False  # one weekly rate over several providers: most hours first is assumed
    closure_days: int = 5  # appendix S 4
    closure_reasons: frozenset[str] = frozenset({"holiday", "inclement weather", "training"})


class Incomplete(Exception):
    """A result that reads days outside the window."""


@dataclass
class Outcome:
    state: str
    value: Fraction | str | None = None


def outcome(compute) -> Outcome:
    try:
        return Outcome("value", compute())
    except Pending:
        return Outcome("pending")
    except Incomplete:
        return Outcome("incomplete")


def both(*sides) -> bool:
    """And: one that is false decides, whatever is not known of the others."""
    waiting: Pending | None = None
    for side in sides:
        try:
            if not side():
                return False
        except Pending as needs:
            waiting = needs
    if waiting:
        raise waiting
    return True


@dataclass
class Day:
    day: date
    attended: Fraction = ZERO
    scheduled: Fraction = ZERO
    absence: Row | None = None
    non_traditional: bool = False
    approval: Outcome = field(default_factory=lambda: Outcome("value", 1))
    closure: Row | None = None

    @property
    def unattended(self) -> bool:
        return self.scheduled > 0 and self.attended == 0

    @property
    def absent(self) -> bool:
        """Appendix R 5: program closures do not count as absences."""
        return self.unattended and self.closure is None

    def approved(self) -> bool:
        """415.1(h): licensed, registered or enrolled on the day."""
        if self.approval.state == "pending":
            raise Pending("approval")
        return self.approval.value == 1

    @property
    def hours(self) -> Fraction:
        """period.hours_basis, scheduled: the hours agreed count where there are any, else those attended.

        415.1(a), R-006: care is for less than 24 hours a day; whether more is paid for only a plan's appendix U could say.
        """
        if not self.approved():  # approval.broken_week: without an approval it is no care
            return ZERO
        if max(self.scheduled, self.attended) >= 24:
            raise Pending("care of 24 hours or more")
        return self.scheduled or self.attended


@dataclass
class Week:
    authorization: Row
    member: Row
    provider: Row | None
    start: date
    days: list[Day]
    incomplete: bool
    basis: Outcome = field(default_factory=lambda: Outcome("incomplete"))
    payable: Outcome = field(default_factory=lambda: Outcome("incomplete"))
    family_share: Outcome = field(default_factory=lambda: Outcome("incomplete"))
    payment: Outcome = field(default_factory=lambda: Outcome("incomplete"))
    kinds: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        return f"{self.authorization.key}, {self.start}"
