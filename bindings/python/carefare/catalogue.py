"""What a plan stands on: parameters, options and readings with their values over time, tables and cells, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import _carefare
from .values import Value, to_value

__all__ = ["Bound", "Cell", "Entry", "Option", "Parameter", "RateKey", "RateTable", "Reading", "Rule", "Schedule", "Slot"]

def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return f" until {last}" if last else ""
    return f" from {first}" + (f" until {last}" if last else "")


@dataclass(frozen=True)
class Entry:
    """One entry of a timeline: ``text`` counts from ``first`` to ``last`` (None: open) unless a later entry takes hold.

    ``text`` is the value as a cell of a table, of a rule its expression; None: nothing is known, and ``gap`` says why.
    ``known``: it was decided on that day. ``state``: stated, inferred, not stated, details missing, not asked,
    determination or assumed; ``ground`` is the reason.
    """

    text: str | None
    first: date | None
    last: date | None
    known: date | None
    state: str
    cite: str
    ground: str
    gap: str
    place: str

    def __repr__(self) -> str:
        said = self.text if self.text is not None else f"not known ({self.gap or self.state})"
        return f"<{said}{_days(self.first, self.last)}{'; ' + self.cite if self.cite else ''}>"


@dataclass(frozen=True)
class Bound:
    """What the law lets an option be while the bound is in force; ``clamps``: a value outside becomes the nearest inside."""

    range: str
    words: tuple[str, ...]
    first: date | None
    last: date | None
    known: date | None
    clamps: bool
    cite: str

    def __repr__(self) -> str:
        return f"<{self.range or ', '.join(self.words)}{_days(self.first, self.last)}{'; ' + self.cite if self.cite else ''}>"


@dataclass(frozen=True)
class Slot:
    """A dated constant. ``type`` has its unit; ``range`` and ``step`` are what it may ever be, scenarios included."""

    name: str
    kind: str
    type: str
    words: tuple[str, ...]
    range: str
    step: str
    divides: bool
    required: bool
    label: str
    ask: str
    reason: str
    cite: str
    entries: tuple[Entry, ...]
    bounds: tuple[Bound, ...]
    place: str

    def entry_on(self, day: date | str) -> Entry | None:
        """The entry that counts on a day with all that is known: of those that have begun the one that took hold last."""
        on = date.fromisoformat(day) if isinstance(day, str) else day
        begun = [one for one in self.entries if one.first is None or one.first <= on]
        found = max(begun, key=lambda one: max(one.first or date.min, one.known or date.min), default=None)
        return None if found is None or (found.last is not None and found.last < on) else found

    def value_on(self, day: date | str) -> Value | None:
        """Its value on a day: money Decimal dollars, percent Decimal 0.27; None where nothing is known or it is none."""
        found = self.entry_on(day)
        return None if found is None or found.text in (None, "none") else to_value(str(found.text), self.kind, 1)

    def __repr__(self) -> str:
        values = ", ".join(f"{one.text if one.text is not None else 'not known'}{_days(one.first, one.last)}" for one in self.entries[-3:])
        more = f"... {len(self.entries) - 3} earlier, " if len(self.entries) > 3 else ""
        bound = f" (bounds {self.bounds[-1].range or ', '.join(self.bounds[-1].words)})" if self.bounds else ""
        return f"<{type(self).__name__} {self.name}: {self.type} = {more}{values or 'not stated'}{bound}; {self.cite}>"


class Option(Slot):
    """What a district may choose. ``bounds``: what the law allows; ``ask``: the question that asks for it."""


class Parameter(Slot):
    """A number or word of the law. ``divides``: the proofs of the rules hold for its value, and no reform may change it."""


class Reading(Slot):
    """Where the law can be read in two ways: the reading that counts, with its reason."""


@dataclass(frozen=True)
class RateKey:
    """A key of a table."""

    name: str
    kind: str
    type: str
    words: tuple[str, ...]
    may_be_none: bool


@dataclass(frozen=True)
class Cell:
    """One published cell: its keys by name, the value (None: published as not to exist), the line it stands on."""

    keys: Mapping[str, str]
    value: Value | None
    place: str


@dataclass(frozen=True)
class Schedule:
    """The cells of a table that are in force from ``first`` on; ``gap`` says why nothing is known."""

    number: int
    first: date | None
    last: date | None
    known: date | None
    file: str
    cite: str
    gap: str
    cells: int

    def __repr__(self) -> str:
        return f"<{self.cells} cells{_days(self.first, self.last)}{' (' + self.gap + ')' if self.gap else ''}; {self.cite}>"


class RateTable:
    """A published table; ``type`` is that of a cell, with its unit."""

    def __init__(self, plan: _carefare.Plan, found: Mapping[str, Any]) -> None:
        self._plan = plan
        self.name: str = found["name"]
        self.kind: str = found["kind"]
        self.type: str = found["type"]
        self.range: str = found["range"]
        self.step: str = found["step"]
        self.label: str = found["label"]
        self.cite: str = found["cite"]
        self.place: str = found["place"]
        self.keys = tuple(RateKey(**key) for key in found["keys"])
        self.schedules = tuple(Schedule(number, **one) for number, one in enumerate(found["schedules"]))

    def cells(self, on: date | str | Schedule) -> list[Cell]:
        """All cells in force on a day, or of a schedule, in the order of the publication."""
        schedule = on if isinstance(on, Schedule) else self._schedule_on(date.fromisoformat(on) if isinstance(on, str) else on)
        if schedule is None:
            return []
        names = [key.name for key in self.keys]
        return [
            Cell(dict(zip(names, keys, strict=True)), None if text == "none" else to_value(text, self.kind, 1), place)
            for keys, text, place in _carefare.cells(self._plan, self.name, schedule.number)
        ]

    def _schedule_on(self, day: date) -> Schedule | None:
        begun = [one for one in self.schedules if one.first is None or one.first <= day]
        found = max(begun, key=lambda one: max(one.first or date.min, one.known or date.min), default=None)
        return None if found is None or (found.last is not None and found.last < day) else found

    def __repr__(self) -> str:
        keys = ", ".join(key.name for key in self.keys)
        return f"<RateTable {self.name}[{keys}]: {self.type}, {len(self.schedules)} schedules; {self.cite}>"


@dataclass(frozen=True)
class Rule:
    """A rule, each version with its dates and expression as it is written; of a decision table the expression is empty."""

    name: str
    type: str
    label: str
    cite: str
    is_output: bool
    is_overridable: bool
    is_hook: bool
    versions: tuple[Entry, ...]
    place: str

    def __repr__(self) -> str:
        return f"<Rule {self.name}: {self.type}{' = ' + self.versions[-1].text if self.versions and self.versions[-1].text else ''}; {self.cite}>"


_SORTS: dict[str, type[Slot]] = {"option": Option, "parameter": Parameter, "reading": Reading}


def slots(plan: _carefare.Plan) -> dict[str, dict[str, Slot]]:
    """By sort, then name."""
    made: dict[str, dict[str, Slot]] = {sort: {} for sort in _SORTS}
    for found in _carefare.slots(plan):
        sort = found.pop("sort")
        found["entries"] = tuple(Entry(**one) for one in found["entries"])
        found["bounds"] = tuple(Bound(**one) for one in found["bounds"])
        made[sort][found["name"]] = _SORTS[sort](**found)
    return made


def tables(plan: _carefare.Plan) -> dict[str, RateTable]:
    """By name."""
    return {found["name"]: RateTable(plan, found) for found in _carefare.rate_tables(plan)}


def rules(plan: _carefare.Plan) -> dict[str, Rule]:
    """By name."""
    made = {}
    for found in _carefare.rules(plan):
        found["versions"] = tuple(Entry(**one) for one in found["versions"])
        made[found["name"]] = Rule(**found)
    return made
