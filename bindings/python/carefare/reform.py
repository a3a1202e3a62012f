"""What would be if the law, a plan or a reading said something else: changes by path and date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from .arguments import is_unicode
from .catalogue import Cell, RateTable, Slot
from .errors import CarefareError, Problem, ReformError
from .values import to_cell

if TYPE_CHECKING:
    from .plan import Plan

__all__ = ["Change", "Changes"]

#: A value; or values by day ("2024-01-01") or days ("2024-01-01..2024-12-31"); of cells also a function of the old value.
Change: TypeAlias = Any
#: By path: "option.NAME", "parameter.NAME", "reading.NAME", "TABLE[key: value, ...]".
Changes: TypeAlias = Mapping[str, Change]

_SLOT = re.compile(r"\A(option|parameter|reading)\.(.+)\Z")
_CELLS = re.compile(r"\A(?:table\.)?(\w+)\[(.*)\]\Z", re.S)


@dataclass(frozen=True)
class Days:
    """From a day to a day; None is open."""

    first: date | None = None
    last: date | None = None


def _shown(path: object) -> str:
    return str(path).encode(errors="backslashreplace").decode()


def _refuse(path: object, message: str, advice: str) -> ReformError:
    return ReformError([Problem("H015", f"'{_shown(path)}': {message}", advice)])


def _days(path: str, text: object) -> Days:
    try:
        if isinstance(text, date):
            return Days(text)
        first, dots, last = str(text).partition("..")
        if not first and not last:
            raise ValueError
        return Days(date.fromisoformat(first) if first else None, date.fromisoformat(last) if dots and last else None)
    except ValueError:
        raise _refuse(path, f"{text!r} is no day and no days", 'Write "2024-01-01" (from that day on) or "2024-01-01..2024-12-31".') from None


def _dated(path: str, change: Change) -> Iterator[tuple[Days, Any]]:
    if isinstance(change, Mapping):
        if not change:
            raise _refuse(path, "no day is said: {} changes nothing", 'Give a value, or values by days: {"2024-01-01": ...}; leave the path out for no change.')
        yield from _in_order(path, [(_days(path, days), value) for days, value in change.items()])
    else:
        yield Days(), change


def _in_order(path: str, stretches: list[tuple[Days, Any]]) -> list[tuple[Days, Any]]:
    """By their first days: a later one counts in place of one without an end. Two that overlap otherwise are refused."""
    stretches = sorted(stretches, key=lambda one: one[0].first or date.min)
    for (one, _), (after, _) in zip(stretches, stretches[1:], strict=False):
        if one.first == after.first or (one.last and after.first and after.first <= one.last):
            raise _refuse(path, f"two values for the days from {after.first or 'the beginning'}", "Give stretches of days that do not overlap.")
    return stretches


def _cell(path: str, value: Any, kind: str) -> str:
    try:
        return _unicode(path, to_cell(value, kind))
    except ValueError as found:
        raise _refuse(path, str(found), "A reform is as exact as the rules.") from None


def _unicode(path: str, text: str) -> str:
    if not is_unicode(text):
        raise _refuse(path, f"{text!a} holds half a character (a lone surrogate)", "Give text that can be written as UTF-8.")
    return text


def overlay(plan: Plan, changes: Changes, reason: str, beyond_bounds: bool = False) -> dict[str, list[Any]]:
    """What the changes lay over a plan, for the engine."""
    made: dict[str, list[Any]] = {"options": [], "readings": [], "parameters": [], "cells": []}
    for path, change in changes.items():
        if not isinstance(path, str):
            raise _refuse(path, "is no path, which is text", 'Write "option.NAME", "parameter.NAME", "reading.NAME" or "TABLE[key: value, ...]".')
        _unicode(path, path)
        _unicode(path, reason)
        if named := _SLOT.match(path):
            sort, name = named.groups()
            known: Mapping[str, Slot] = {"option": plan.options, "parameter": plan.parameters, "reading": plan.readings}[sort]
            slot = _find(path, known, name)
            for days, value in _dated(path, change):
                made[sort + "s"].append((name, _cell(path, value, slot.kind), reason, days.first, days.last, not beyond_bounds))
        elif named := _CELLS.match(path):
            table = _find(path, plan.tables, named[1])
            keys = _keys(path, table, named[2])
            for days, value in _dated(path, change):
                if callable(value):
                    made["cells"] += _mapped(path, table, keys, days, value, reason)
                else:
                    made["cells"].append((table.name, keys, _cell(path, value, table.kind), reason, days.first, days.last))
        else:
            raise _refuse(path, "is no path", 'Write "option.NAME", "parameter.NAME", "reading.NAME" or "TABLE[key: value, ...]".')
    return made


def _find(path: str, known: Mapping[str, Any], name: str) -> Any:
    try:
        return known[name]
    except KeyError as found:
        raise _refuse(path, str(found.args[0]), "See plan.options, plan.parameters, plan.readings and plan.tables.") from None


def _keys(path: str, table: RateTable, text: str) -> list[tuple[str, str]]:
    keys: list[tuple[str, str]] = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, colon, value = part.partition(":")
        if not colon or not value.strip():
            raise _refuse(path, f"'{part}' is no key", f"Write {table.name}[key: value, ...]; keys are {', '.join(k.name for k in table.keys)}.")
        name = name.strip()
        if name not in {key.name for key in table.keys} or name in dict(keys):
            what = "named twice" if name in dict(keys) else f"no key of '{table.name}'"
            raise _refuse(path, f"'{name}' is {what}", f"Keys are {', '.join(key.name for key in table.keys)}, each once.")
        keys.append((name, value.strip().strip('"')))
    return keys


def _mapped(
    path: str, table: RateTable, keys: list[tuple[str, str]], days: Days, new: Callable[[Any], Any], reason: str
) -> list[tuple[Any, ...]]:
    """Each cell with these keys in each schedule that is in force on these days, with what `new` makes of its value."""
    made: list[tuple[Any, ...]] = []
    schedules = sorted(table.schedules, key=lambda one: one.first or date.min)
    for schedule, after in zip(schedules, [*schedules[1:], None], strict=True):
        ends = [one for one in (schedule.last, days.last, _day_before(after.first) if after and after.first else None) if one]
        starts = [one for one in (schedule.first, days.first) if one]
        first, last = max(starts, default=None), min(ends, default=None)
        if schedule.cells == 0 or (first and last and last < first):
            continue
        for cell in table.cells(schedule):
            if cell.value is not None and _fits(cell, keys):
                changed = new(cell.value)
                if table.kind == "money" and isinstance(changed, int):
                    advice = "Give a Decimal: Decimal(round(rate)), (rate * Decimal('1.05')).quantize(Decimal(1))."
                    raise _refuse(path, f"of {cell.value} the function makes the whole number {changed}: dollars or cents?", advice)
                value = _cell(path, changed, table.kind)
                made.append((table.name, list(cell.keys.items()), value, reason, first, last))
    if not made:
        raise _refuse(path, "no cell has these keys on these days", "See plan.tables[...].cells(day).")
    return made


def _fits(cell: Cell, keys: list[tuple[str, str]]) -> bool:
    return all(cell.keys.get(name) == value for name, value in keys)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def as_reform_error(found: CarefareError) -> ReformError:
    """What the engine found wrong with a change."""
    more = " With beyond_bounds=True a reform asks what another law would do."
    return ReformError(one._replace(advice=one.advice + more) if one.code == "P006" else one for one in found.problems)
