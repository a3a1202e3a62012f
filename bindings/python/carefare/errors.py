"""What can go wrong, and where: every exception of the package says what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

__all__ = ["CarefareError", "InputError", "PlanError", "Problem", "ReformError", "ResultError"]


class Problem(NamedTuple):
    """One thing that is wrong.

    ``code`` is stable: that of a diagnostic of ``carefare check`` ("W002"), or of a mistake in calling ("H007",
    docs/c-api.md). ``table``, ``row`` (its key) and ``column`` say where in what was handed in; ``place`` where in a file
    of rules or plans ("plans/a/b.yaml:3:5"). What does not apply is empty.
    """

    code: str
    message: str
    advice: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    place: str = ""

    def __str__(self) -> str:
        named = (("table", self.table), ("row", self.row), ("column", self.column))
        where = ", ".join(f"{what} '{name}'" for what, name in named if name)
        text = f"{self.code}: " + ": ".join(part for part in (self.place or where, self.message) if part)
        return f"{text}\n  {self.advice}" if self.advice else text


class CarefareError(Exception):
    """Base of all exceptions of the package. ``problems`` has all that was found, the most telling first."""

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [str(one) for one in self.problems[:10]]
        if len(self.problems) > len(shown):
            shown.append(f"... and {len(self.problems) - len(shown)} more: see .problems")
        super().__init__("\n".join(shown))

    @property
    def first(self) -> Problem:
        """The most telling problem."""
        return self.problems[0]


class PlanError(CarefareError):
    """Rules or a plan cannot be found or are wrong."""


class InputError(CarefareError):
    """Rows that were handed in are wrong: the problem names table, row, column and what to do."""


class ReformError(CarefareError):
    """A reform names what there is not, or a value that the law's bounds or the proofs of the rules do not allow."""


class ResultError(CarefareError):
    """A result has no value: it is pending, none, a fault or incomplete; or there is no such result."""


_COLUMN = re.compile(r"(?s)\Acolumn '([^']*)': (.*)\Z")
_NO_COLUMN = re.compile(r"(?:has no column|that is named) '([^']*)'\Z")


def to_problem(found: Mapping[str, Any], table: str = "") -> Problem:
    """A problem as the engine tells it."""
    message, column = found["message"], found.get("column", "")
    if not column and (named := _COLUMN.match(message)):
        column, message = named.groups()
    elif not column and (named := _NO_COLUMN.search(message)):
        column = named[1]
    place = f"{found['file']}:{found['line']}:{found['file_column']}" if found["file"] else ""
    return Problem(found["code"], message, found["advice"], found.get("table", table), found.get("row", ""), column, place)


def from_problems(found: Iterable[Mapping[str, Any]]) -> CarefareError:
    """The exception for what the engine found: called by the engine's module."""
    problems = [to_problem(one) for one in found if not one["is_warning"]]
    is_call = problems[0].code.startswith("H")
    return InputError(problems) if is_call else PlanError(problems)
