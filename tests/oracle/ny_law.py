"""New York's limit, family share and market rate in plain exact fractions.

A third evaluator, written from the law as the facts state it (18 NYCRR 415, Social Services Law 410-w, 410-x) and not from the
rule files: it reads the published tables only, and shares no code with the engine. Dates are datetime.date, money is Fraction.
"""

import csv
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path


class Pending(Exception):
    """A result that waits for something; `needs` names it as the engine does."""

    def __init__(self, *needs: str):
        super().__init__(", ".join(needs))
        self.needs = set(needs)


def half_up(value: Fraction, places: int) -> Fraction:
    """Nearest multiple of 10**-places; a tie goes away from zero."""
    scaled = abs(value) * 10**places
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Fraction(whole, 10**places) * (1 if value >= 0 else -1)


def half_even(value: Fraction, places: int) -> Fraction:
    return Fraction(round(value * 10**places), 10**places)  # Fraction.__round__ is half even


def cut(value: Fraction, places: int) -> Fraction:
    scaled = abs(value) * 10**places
    return Fraction(scaled.__floor__(), 10**places) * (1 if value >= 0 else -1)


ROUNDINGS = {"half up": half_up, "half even": half_even, "down": cut}


class Tables:
    """The published tables, row for row."""

    def __init__(self, folder: Path):
        self.sis = self._by_size(folder / "sis.csv")
        self.smi = self._by_size(folder / "smi.csv")
        self.district = {row["county"]: row["district"] for row in self._rows(folder / "county_district.csv")}
        self.groups: dict[str, list[tuple[date, str]]] = {}
        for row in self._rows(folder / "district_group.csv"):
            self.groups.setdefault(row["district"], []).append((date.fromisoformat(row["from"]), row["group"]))
        self.rates: dict[date, dict[tuple[str, str, str, str, str], Fraction]] = {}
        for path in sorted((folder / "market_rates").glob("*.csv")):
            cells = {}
            for row in self._rows(path):
                provider = row.get("provider") or row.get("provider_type") or ""
                age = row.get("age") or row.get("age_group") or ""
                cells[row["group"], row["county"], provider, row["period"], age] = Fraction(row["rate"])
            self.rates[date.fromisoformat(path.stem)] = cells

    @staticmethod
    def _rows(path: Path):
        with path.open(newline="", encoding="utf-8") as file:
            yield from csv.DictReader(file)

    def _by_size(self, path: Path):
        table: dict[tuple[date, date], dict[int, Fraction]] = {}
        for row in self._rows(path):
            years = (date.fromisoformat(row["from"]), date.fromisoformat(row["until"]))
            table.setdefault(years, {})[int(row["size"])] = Fraction(row["amount"])
        return table

    @staticmethod
    def _year(table, day: date, name: str) -> dict[int, Fraction]:
        for (first, last), sizes in table.items():
            if first <= day <= last:
                return sizes
        raise Pending(name)

    def standard(self, size: int, day: date) -> Fraction:
        """State income standard; beyond eight persons by the constant step of the guideline."""
        sizes = self._year(self.sis, day, "state_income_standard")
        step = sizes[8] - sizes[7]
        return sizes[size] if size <= 8 else sizes[8] + (size - 8) * step

    def median(self, size: int, day: date) -> Fraction:
        """State median income; three points of the figure for four persons for each person beyond twelve."""
        sizes = self._year(self.smi, day, "state_median_income")
        if size <= 12:
            return sizes[size]
        return sizes[12] + half_up(Fraction(3, 100) * (size - 12) * sizes[4], 2)

    def group(self, county: str, day: date) -> str:
        found = max((entry for entry in self.groups[self.district[county]] if entry[0] <= day), default=None)
        if found is None:
            raise Pending("district_group")
        return found[1]


def median_limit(tables: Tables, size: int, day: date, cents: str) -> Fraction:
    """85 percent of state median income (410-w(1), (10))."""
    exact = Fraction(85, 100) * tables.median(size, day)
    if cents == "cut":
        return cut(exact, 0)
    return half_up(exact, 0 if cents == "rounded" else 2)


def income_limit(tables: Tables, size: int, day: date, local_percent: Fraction, cents: str) -> Fraction:
    """R-021 to 2022-07-31, R-022 to 2023-09-30, R-023 since."""
    if day < date(2022, 8, 1):
        return local_percent * tables.standard(size, day)
    if day < date(2023, 10, 1):
        return min(3 * tables.standard(size, day), median_limit(tables, size, day, cents))
    return median_limit(tables, size, day, cents)


def share_percent(chosen: Fraction, day: date) -> Fraction:
    """The district's percentage: held to 1 to 10 from 2021-04-16 (R-031), one percent for all from 2023-10-01 (R-032)."""
    if day >= date(2023, 10, 1):
        return Fraction(1, 100)
    if day >= date(2021, 4, 16):
        return min(max(chosen, Fraction(1, 100)), Fraction(10, 100))
    return chosen


def family_share(tables: Tables, *, size: int, income: Fraction, exempt: bool, decided: date, week: date, chosen: Fraction,
                 readings: dict[str, str]) -> Fraction:
    """415.3(e): a percentage of the income above the standard, by the week; at least $1 where a share is owed."""
    law_day = week + timedelta(days=6) if readings["week.straddling_change"] == "last day" else week
    standard_day = decided if readings["share.standard_date"] == "decision" else law_day
    above = max(Fraction(0), income - tables.standard(size, standard_day))
    if exempt or (above == 0 and readings["share.minimum_at_or_below_standard"] == "not owed"):
        return Fraction(0)
    if above == 0 and readings["share.exempt_categories"] == "six":
        return Fraction(0)
    share = ROUNDINGS[readings["share.rounding"]](share_percent(chosen, law_day) * above / 52, 2)
    return max(Fraction(1), share)


def add_months(day: date, months: int, month_end: str) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        return first_of_next if month_end == "carry" else first_of_next - timedelta(days=1)


def is_of_age(born: date, months: int, week_day: date, readings: dict[str, str]) -> bool:
    """415.6(a): an age counts for the rate from the first full month after it is reached."""
    reached = add_months(born, months, readings["age.month_end"])
    if reached.day == 1 and readings["age_band.birthday_on_first_of_month"] == "same month":
        counts_from = reached
    else:
        counts_from = date(reached.year + (reached.month == 12), reached.month % 12 + 1, 1)
    return week_day >= counts_from


HOMES = {"family day care home", "group family day care home", "legally exempt family", "legally exempt in-home"}
COLUMNS_2009 = {"day care center": "DCC", "school-age program": "SACC", "family day care home": "RFDC",
                "group family day care home": "GFDC", "legally exempt group": "DCC"}
COLUMNS_2019 = {"day care center": "DCC_SACC", "school-age program": "DCC_SACC", "family day care home": "FDC_GFDC",
                "group family day care home": "FDC_GFDC", "legally exempt group": "LE_GC"}


def age_band(provider: str, born: date, day: date, readings: dict[str, str]) -> str:
    if is_of_age(born, 72, day, readings):
        return "6-12"
    if is_of_age(born, 36, day, readings):
        return "3-5"
    if day >= date(2016, 6, 1) and provider in HOMES:
        return "2" if is_of_age(born, 24, day, readings) else "under_2"
    return "1.5-2" if is_of_age(born, 18, day, readings) else "under_1.5"


def market_rate(tables: Tables, *, provider: str, county: str, trained: bool, period: str, born: date, week: date,
                readings: dict[str, str]) -> Fraction | None:
    """415.9: the schedule's figure; None where no rate exists."""
    day = week + timedelta(days=6) if readings["week.straddling_change"] == "last day" else week
    group = tables.group(county, day)
    band = age_band(provider, born, day, readings)
    if date(2011, 10, 1) <= day < date(2019, 5, 1):
        raise Pending("market_rate")  # the schedules between were not found
    schedule = max(start for start in tables.rates if start <= day)
    cells = tables.rates[schedule]
    exempt = provider in ("legally exempt family", "legally exempt in-home")
    if schedule == date(2009, 5, 15):
        column = "RFDC" if exempt else COLUMNS_2009[provider]
        cell = cells.get((group, county, column, period, band)) or cells.get((group, "", column, period, band))
        if cell is None:
            raise Pending("market_rate")  # only group A's centers and registered homes were found
        if not exempt:
            return cell
        places = 0 if readings["le.computed_rate_rounding"] == "whole dollars" and period != "hourly" else 2
        return half_up(Fraction(70 if trained else 65, 100) * cell, places)
    column = ("LE_ENH" if trained else "LE_STD") if exempt else COLUMNS_2019[provider]
    cell = cells.get((group, "", column, period, band))
    return cell if cell else None  # a printed zero is no rate
