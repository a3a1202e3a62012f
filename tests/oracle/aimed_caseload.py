"""Writes a caseload whose weeks lie at the edges of the law: thirty hours, three, six and twelve hours, a sixth day, the last paid absence.

Families are random, from a seed; nothing in them follows how care is usually given.
"""

import csv
import os
import random
import sys
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(os.environ["CAREFARE_SOURCE_DIR"]) / "tests/support"))
from table_heads import fill  # noqa: E402

COLUMNS = {
    "families": "key,determined_on,annual_gross_income,resources,size,members_complete,in_eligibility_period,public_assistance,homeless,"
                "foster_care,protective_or_preventive,children_only",
    "members": "key,family,born_on,special_needs,court_supervision,full_time_student,care_programme,several_providers_necessary",
    "providers": "key,type,county,training_hours,training_verified,accredited,routinely_charges,approvals_complete",
    "approvals": "key,provider,kind,valid_from,valid_to,system",
    "closures": "key,provider,date,reason,submitted_on",
    "charges": "key,provider,per,amount,for_age,valid_from,valid_to",
    "authorizations": "key,member,provider,dates_from,dates_to,under_contract,other_basis_agreed,before_or_after_school,non_traditional_hours,care_time",
    "contract_prices": "key,authorization,per,amount",
    "visits": "key,authorization,arrived_at,left_at,recorded_on,cancelled",
    "schedules": "key,authorization,starts_at,ends_at",
    "absences": "key,authorization,date,kind,temporary",
    "family_weeks": "key,family,start",
    "care_weeks": "key,member,provider,start,care_period",
    "absence_month_balances": "key,member,start,through,routine,extenuating",
    "absence_period_balances": "key,member,start,through,routine,extenuating",
    "absence_year_balances": "key,member,provider_key,start,through,required,additional",
}


def in_cents(amount: Fraction) -> str:
    cents = amount * 100
    assert cents.denominator == 1 and cents >= 0, amount
    return f"{cents.numerator // 100}.{cents.numerator % 100:02}"


TYPES = ["day care center", "school-age program", "family day care home", "group family day care home",
         "legally exempt group", "legally exempt family", "legally exempt in-home"]
USUAL = {"weekly": 300, "daily": 58, "part_day": 40, "hourly": 9}
CHARGED = [("weekly",), ("weekly", "daily"), ("daily",), ("weekly", "daily", "part_day", "hourly"), ("daily", "part_day"),
           ("hourly",), ("daily", "part_day", "hourly"), ("weekly", "part_day"), ("weekly", "daily", "part_day"), ("part_day",)]


SPECIAL_NEEDS = 0.08


class Aimed:
    def __init__(self, seed: int, window: tuple[date, date], period: date):
        self.first, self.last = window
        self.period = period
        self.rng = random.Random(seed)
        self.rows: dict[str, list[list]] = {table: [] for table in COLUMNS}

    def add(self, table: str, *cells) -> str:
        key = f"{table[0]}{len(self.rows[table])}" if table in ("families", "members", "providers", "authorizations") \
            else f"{table[:2]}{table[8:9]}{len(self.rows[table])}"
        self.rows[table].append([key, *cells])
        return key

    def some(self, *choices):
        return self.rng.choice(choices)

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def yes(self, of: float, unknown: float = 0.0) -> str:
        return "" if self.chance(unknown) else "yes" if self.chance(of) else "no"

    # Hours of the seven days of a week, Monday first.
    def week(self) -> list[Fraction]:
        rng, quarter = self.rng, Fraction(1, 4)

        def days(hours, count):
            return [Fraction(h) for h in (hours if isinstance(hours, list) else [hours] * count)]

        shape = rng.randrange(12)
        if shape == 0:  # at thirty hours on five days
            care = days(6, 5)
            care[rng.randrange(5)] += rng.choice([-quarter, Fraction(-1, 60), 0, 0, Fraction(1, 60), quarter])
        elif shape == 1:  # at thirty hours on four days
            care = days(Fraction(15, 2), 4)
            care[rng.randrange(4)] += rng.choice([-quarter, 0, quarter])
        elif shape == 2:  # thirty hours that five days do not reach, or just
            care = days(5, 6)
            care[rng.randrange(6)] += rng.choice([-quarter, 0, 0, quarter, 4, 5, 6])
        elif shape == 3:  # full days
            care = days(rng.choice([8, 9, 10]), 5)
        elif shape == 4:  # a sixth and a seventh day
            care = days(9, 5) + days(rng.choice([2, 3, 5, 6, 7, 12, 14]), rng.choice([1, 1, 2]))
        elif shape == 5:  # at three, six and twelve hours
            edges = [Fraction(e) + d for e in (3, 6, 12) for d in (-quarter, 0, quarter)]
            care = [rng.choice(edges) for _ in range(rng.randrange(1, 5))]
        elif shape == 6:  # long days, alone or with a week
            care = days(rng.choice([12, 14, 15, 16, 18, 20]), rng.randrange(1, 6))
            if self.chance(0.3):  # at 24 hours
                care[rng.randrange(len(care))] = 24 + rng.choice([Fraction(-1, 60), Fraction(-1, 60), 0, 1])
        elif shape == 7:
            care = days(rng.choice([1, 2, Fraction(5, 2), Fraction(11, 4)]), rng.randrange(1, 6))
        elif shape == 8:
            care = days(8, rng.randrange(1, 4)) + days(4, rng.randrange(0, 3))
        elif shape == 9:
            care = days(4, rng.randrange(2, 6))
        elif shape == 10:
            care = [Fraction(rng.randrange(4, 60), 4) for _ in range(rng.randrange(1, 8))]
        else:
            care = days(8, 5)
        places = sorted(rng.sample(range(7), len(care))) if self.chance(0.3) else list(range(len(care)))
        hours = [Fraction(0)] * 7
        for place, amount in zip(places, care):
            hours[place] = amount
        return hours

    def provider(self) -> str:
        kind = self.rng.choice(TYPES[:5] * 2 + TYPES)
        trained = self.some("", "9.75", "10", "30") if "legally exempt" in kind else ""
        county = self.rng.choice(["Westchester"] * 5 + ["Rockland", "Dutchess", "Kings", "Erie"])
        charged = self.rng.choice(CHARGED)
        routinely = charged[0] if self.chance(0.7) else self.some(*USUAL)
        provider = self.add("providers", kind, "" if self.chance(0.01) else county, trained, self.yes(0.7, 0.05), self.yes(0.5, 0.05),
                            "" if self.chance(0.02) else routinely, "" if self.chance(0.03) else "no" if self.chance(0.03) else "yes")
        self.standing(provider, kind)
        for period in charged:
            amount = Fraction(USUAL[period]) * Fraction(self.rng.randrange(60, 150), 100)
            text = in_cents(amount)
            change = self.first + timedelta(days=self.some(6, 7, 11, 13, 14))
            if self.chance(0.1):  # a charge that changes, with one for an age beside it
                self.add("charges", provider, period, text, "", "", change)
                self.add("charges", provider, period, in_cents(amount + 3), "", change + timedelta(days=1), "")
                self.add("charges", provider, period, in_cents(amount - 2), self.some("under_2", "3-5", "6-12", "1.5-2"), "", "")
            else:
                self.add("charges", provider, period, text, "none" if self.chance(0.5) else "", "", "")
        return provider

    def standing(self, provider: str, kind: str) -> None:
        """Most approvals last; some end or begin inside the window, are renewed late, or are of another kind. And closures."""
        right = {"day care center": "licence", "group family day care home": "licence", "family day care home": "registration",
                 "school-age program": "registration"}.get(kind, "enrollment")
        first, last, turn = self.first - timedelta(days=90), self.last + timedelta(days=90), self.first + timedelta(days=self.rng.randrange(0, 28))
        shape = self.rng.randrange(24)
        spans = {0: [(first, turn)], 1: [(turn, last)], 2: [(first, turn), (turn + timedelta(days=self.some(1, 2, 4)), last)], 3: []}
        for begin, end in spans.get(shape, [(first, last)]):
            self.add("approvals", provider, self.some("licence", "registration") if shape == 4 else right, begin, end, "")
        if self.chance(0.3):
            for n in self.rng.sample(range(60), self.some(1, 2, 7)):
                day = self.first + timedelta(days=n - 20)
                self.add("closures", provider, day, self.some("holiday", "holiday", "inclement weather", "training", "other"),
                         day + timedelta(days=self.rng.randrange(0, 9)))

    def authorization(self, member: str, provider: str) -> None:
        rng = self.rng
        first, last = self.first, self.last
        if self.chance(0.15):
            first += timedelta(days=rng.randrange(0, 12))
            last -= timedelta(days=rng.randrange(0, 12))
        elif self.chance(0.06):
            first -= timedelta(days=rng.randrange(1, 12))  # absences may have been paid before
        elif self.chance(0.06):
            last += timedelta(days=rng.randrange(1, 30))
        no_dates = self.chance(0.01)  # or, which sets the family aside, one of the two
        key = self.add("authorizations", member, provider, "" if no_dates else first,
                       "" if no_dates and self.chance(0.9) else last, self.yes(0.6, 0.02), self.yes(0.3, 0.02),
                       self.yes(0.5, 0.02), self.yes(0.25, 0.03), self.some("full time", "part time", "part time", "part time", ""))
        if self.chance(0.12):
            period = self.some(*USUAL)
            self.add("contract_prices", key, period, in_cents(Fraction(USUAL[period]) * Fraction(rng.randrange(60, 120), 100)))
        has_schedule, away = self.chance(0.7), self.some(0, 0, 0.1, 0.3, 0.9)
        usual = self.week()
        monday = self.first - timedelta(days=7)  # rows outside the window are there and decide nothing in it
        while monday <= self.last + timedelta(days=7):
            hours = usual if self.chance(0.5) else self.week()
            for n, amount in enumerate(hours):
                if amount:
                    self.day(key, monday + timedelta(days=n), amount, has_schedule, away)
            monday += timedelta(days=7)

    def balances(self, member: str) -> None:
        """Absences of a child paid before the window, in its month, in its base period, in the year at each provider."""
        spans = [(a[2], a[3], a[4]) for a in self.rows["authorizations"] if a[1] == member and a[3] and a[4] and a[3] < self.first]
        if not spans or self.chance(0.4):
            return
        month, day_before = self.first.replace(day=1), self.first - timedelta(days=1)
        through = max(min(last, day_before) for _, _, last in spans)
        routine, extenuating = self.rng.randrange(0, 6), self.rng.randrange(0, 3)
        if month <= through:
            self.add("absence_month_balances", member, month, through, routine, extenuating)
        self.add("absence_period_balances", member, self.period, through, routine + self.rng.randrange(0, 6), extenuating + self.rng.randrange(0, 2))
        for provider in sorted({p for p, _, _ in spans}):
            required = self.rng.choice([0, 10, 20, 22, 23, 24])
            at_provider = max(min(last, day_before) for p, _, last in spans if p == provider)
            self.add("absence_year_balances", member, provider, self.period, at_provider, required, self.rng.randrange(0, 3) if required == 24 else 0)

    def day(self, key: str, day: date, hours: Fraction, has_schedule: bool, away: float) -> None:
        rng = self.rng
        start = datetime.combine(day, time(0 if hours >= 16 else rng.randrange(0, 24 - int(hours))))
        length = timedelta(minutes=int(hours * 60))
        end = start + length
        if has_schedule and not self.chance(0.03):
            if self.chance(0.1) and hours > 2:  # before and after school
                self.add("schedules", key, stamp(start), stamp(start + length / 2))
                self.add("schedules", key, stamp(start + length / 2), stamp(end))
            else:
                self.add("schedules", key, stamp(start), stamp(end))
        if self.chance(away):
            if not self.chance(0.04):  # else nobody wrote it down
                self.add("absences", key, day, self.some("routine", "routine", "routine", "extenuating"),
                         self.some("", "", "yes", "yes", "yes", "no"))
            return
        if has_schedule and self.chance(0.3):  # late, or early away
            end -= timedelta(minutes=rng.choice([1, 15, 30])) if hours > 1 else timedelta(0)
        recorded = day
        if hours > 2 and self.chance(0.1):  # two stays, apart, touching or overlapping
            middle = stamp_of(start + (end - start) / 2)
            gap = timedelta(minutes=rng.choice([-30, 0, 45]))
            self.add("visits", key, stamp(start), stamp(middle), recorded, "")
            self.add("visits", key, stamp(middle + gap), stamp(end), recorded, "")
            return
        visit = self.add("visits", key, stamp(start), stamp(end), recorded, "")
        if self.chance(0.06):  # a record written anew, withdrawn, or written too late to be known
            self.rows["visits"].append([visit, key, stamp(start), stamp(end - (timedelta(hours=1) if hours > 2 else timedelta(0))),
                                        self.some(recorded + timedelta(days=3), self.last + timedelta(days=60)), self.some("", "no", "yes")])

    def family(self) -> None:
        rng = self.rng
        size = rng.randrange(2, 7)
        income = rng.choice([rng.randrange(0, 20000), 21330, *(rng.randrange(20000, 60000) for _ in range(4)), rng.randrange(60000, 90000)])
        exempt = [self.yes(0.05, 0.01) for _ in range(5)]
        family = self.add("families", self.first - timedelta(days=14), "" if self.chance(0.01) else income, 500, size, "yes", "no", exempt[0],
                          self.yes(0.25, 0.02), *exempt[2:])
        for _ in range(rng.choice([1, 1, 2, 3])):
            born = self.first + timedelta(days=rng.randrange(28)) - timedelta(days=rng.randrange(60, 4300))
            member = self.add("members", family, "" if self.chance(0.01) else born, self.yes(SPECIAL_NEEDS, 0.01), "no", "no", "block grant",
                              self.yes(0.3, 0.05))
            provider = self.provider()
            for n in range(rng.choice([1, 1, 1, 2, 3])):
                if n and self.chance(0.5):
                    provider = self.provider()
                self.authorization(member, provider)
            if self.chance(0.06):  # authorized before, and perhaps not up to the window
                ended = self.first - timedelta(days=rng.randrange(1, 9))
                self.add("authorizations", member, provider, ended - timedelta(days=rng.randrange(0, 20)), ended, "yes", "no", "no", "no",
                         "full time")
            self.balances(member)

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        for table, columns in COLUMNS.items():
            with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                out = csv.writer(file, lineterminator="\n")
                out.writerow(columns.split(","))
                out.writerows(self.rows[table])
        fill(folder)
        window = f"{self.first}..{self.last}"
        (folder / "dataset.yaml").write_text(f"programme: ny/ccap\nknown_on: {self.last + timedelta(days=31)}\ntables:\n" + "".join(
            f"  {table}: {{ window: {window} }}\n" for table in ("visits", "schedules", "absences")), encoding="utf-8")


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def stamp_of(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def write_aimed(folder: Path, families: int, seed: int, window: tuple[date, date], period: date) -> None:
    """A window of whole weeks, and the day on which the base period or year of absences begins that it lies in."""
    aimed = Aimed(seed, window, period)
    for _ in range(families):
        aimed.family()
    aimed.write(folder)
