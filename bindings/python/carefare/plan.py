"""A district's plan, loaded: what it reads, what it answers, and evaluations under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _carefare
from .arguments import Day, as_text, paid_days, thread_count
from .dataset import Dataset, Tables
from .description import TableDescription, described
from .errors import CarefareError, InputError, Problem
from .named import Named
from .result import Result

# What a first result does not need is read where it is needed: a short program begins sooner.
if TYPE_CHECKING:
    from .catalogue import RateTable, Rule, Slot
    from .reform import Changes
    from .sweep import Sweep

__all__ = ["Plan", "Progress"]

#: Called with the families that are done and all there are.
Progress: TypeAlias = Callable[[int, int], object]


def nothing_laid_over() -> dict[str, Any]:
    """An overlay that changes nothing."""
    return {
        "assumptions_file": "",
        "assumptions_text": "",
        "options": [],
        "readings": [],
        "parameters": [],
        "cells": [],
        "known_on": None,
    }


class Plan:
    """A plan of a programme, checked and compiled; it never changes and may be shared by threads. Made by ``carefare.load``."""

    def __init__(self, held: _carefare.Plan, laid_over: Mapping[str, Any]) -> None:
        self._held = held
        self._laid_over = laid_over

    @property
    def name(self) -> str:
        """ "ny/westchester" """
        return self._held.name

    @property
    def programme(self) -> str:
        """ "ny/ccap" """
        return self._held.programme

    @cached_property
    def inputs(self) -> Named[TableDescription]:
        """The tables that are handed in, with every column they may have."""
        return Named("table", described(self._held.input_tables()))

    @cached_property
    def outputs(self) -> Named[TableDescription]:
        """The tables of results; their columns are the outputs."""
        return Named("table of results", described(self._held.output_tables()))

    @cached_property
    def _slots(self) -> dict[str, dict[str, Slot]]:
        from . import catalogue

        return catalogue.slots(self._held)

    @cached_property
    def options(self) -> Named[Slot]:
        """What a district may choose, with this plan's answers and the law's bounds."""
        return Named("option", self._slots["option"])

    @cached_property
    def parameters(self) -> Named[Slot]:
        """Numbers of the law, with their values over time."""
        return Named("parameter", self._slots["parameter"])

    @cached_property
    def readings(self) -> Named[Slot]:
        """Where the law can be read in two ways, the reading that counts."""
        return Named("reading", self._slots["reading"])

    @cached_property
    def tables(self) -> Named[RateTable]:
        """Published tables, schedule by schedule."""
        from . import catalogue

        return Named("table", catalogue.tables(self._held))

    @cached_property
    def rules(self) -> Named[Rule]:
        """Every rule by its name, "family_week.share", with its citation and its versions."""
        from . import catalogue

        return Named("rule", catalogue.rules(self._held))

    def reform(self, changes: Changes, *, reason: str = "what if", beyond_bounds: bool = False) -> Plan:
        """The plan with changes laid over it; it may be reformed again, a later change of the same path counts.

        ``changes`` maps paths to values: ``"option.family_share_percent": "30%"``,
        ``"parameter.state_income_standard_each_additional": Decimal(5000)``,
        ``"state_income_standard[size: 3]": "22000"``. A key of a table that is not named may be any. A value holds for all
        time, or by days: ``{"2024-01-01": "30%", "2024-07-01..2024-12-31": "28%"}`` (from a day on; from a day to a day);
        all other days stay as they are. Of cells a function makes of each value the new one:
        ``"market_rate[group: 1]": lambda rate: (rate * Decimal("1.05")).quantize(Decimal(1))``.

        Raises ``ReformError`` for what there is not, for a value that is none of the type or lies outside what the proofs
        of the rules allow (``range`` and ``step``), for a parameter that divides, and for an option outside the law's
        bounds on a day on which it counts; ``beyond_bounds=True`` asks what another law would do. A bound that clamps goes
        on to do so: a value outside becomes the nearest inside.
        """
        from .reform import as_reform_error, overlay

        over = dict(self._laid_over)
        try:
            for what, added in overlay(self, changes, reason, beyond_bounds).items():
                over[what] = [*over[what], *added]
            return Plan(self._held.with_overlay(over), over)
        except CarefareError as found:
            raise as_reform_error(found) from None

    def dataset(
        self,
        tables: Tables,
        *,
        windows: Mapping[str, tuple[Day | None, Day | None]] | None = None,
        known_on: Day | None = None,
    ) -> Dataset:
        """Rows gathered once, to be evaluated several times: see ``Dataset``."""
        return Dataset(self, tables, windows=windows, known_on=known_on)

    def evaluate(
        self,
        tables: Tables | Dataset,
        *,
        windows: Mapping[str, tuple[Day | None, Day | None]] | None = None,
        known_on: Day | None = None,
        pay: tuple[Day, Day] | str | None = None,
        findings: Literal["error", "keep"] = "error",
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Result:
        """Every output of every row, exact.

        ``tables``, ``windows`` and ``known_on`` are those of ``Dataset``. ``pay`` names the days that are paid, a month
        ("2019-06") or its first and last day: rows of others are read, not listed. ``threads``: all cores unless said;
        results do not depend on it. ``progress`` is called from time to time with the families done and all there are.

        A row that is wrong sets aside all that is decided together with it. Raises ``InputError`` that names each; with
        ``findings="keep"`` the others are evaluated and ``result.findings`` has what was set aside. The interpreter is
        free meanwhile; Ctrl-C stops before the next block of families, of a programme with stages only in the last.
        """
        _one_of("findings", findings, ("error", "keep"))
        rows = self._rows(tables, windows, known_on)
        first, last = paid_days(pay)
        held = _carefare.evaluate(
            self._held, rows._rows, first, last, thread_count(threads), 4096, False, progress
        )
        result = Result(self, rows, held)
        if findings == "error":
            _refuse_set_aside(result)
        return result

    def explain(
        self,
        tables: Tables | Dataset,
        result: str = "",
        *,
        family: str = "",
        style: Literal["steps", "letter"] = "steps",
        format: Literal["text", "markdown", "json"] = "text",
        windows: Mapping[str, tuple[Day | None, Day | None]] | None = None,
        known_on: Day | None = None,
    ) -> str:
        """Why a result is what it is: every rule, the numbers before and after rounding, table rows, lines of the plan and
        citations, as steps or as sentences fit for a letter.

        ``result`` is "family_week[july].share", or every output where it is empty; ``family`` the key of the row that is
        decided with all it owns, needed where the rows are of several. Ctrl-C waits for its end.
        """
        _one_of("style", style, ("steps", "letter"))
        _one_of("format", format, ("text", "markdown", "json"))
        rows = self._rows(tables, windows, known_on)
        return _carefare.explain(self._held, rows._rows, as_text("result", result), as_text("family", family), style == "letter", format)

    def sweep(
        self,
        tables: Tables | Dataset,
        grid: Mapping[str, Sequence[Any]],
        *,
        outputs: Sequence[str] = (),
        beyond_bounds: bool = False,
        windows: Mapping[str, tuple[Day | None, Day | None]] | None = None,
        known_on: Day | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Sweep:
        """Every scenario of a grid over the same rows: ``{"option.family_share_percent": ["10%", "20%"]}``, all with all.

        Evaluated once, then only what the changes lead to. Changes are those of ``reform``: options and readings, each for
        all time. ``outputs`` names what is summed ("family_week.share"), everything unless said: fewer are faster.
        ``progress`` is called with the scenarios that are done and all there are. Families with a row that is wrong take
        no part: ``set_aside`` says how many. Ctrl-C stops a scenario; it waits for the end of the base. Raises ``ReformError``, ``InputError``.
        """
        from .sweep import run

        rows = self._rows(tables, windows, known_on)
        return run(self, rows, grid, outputs, beyond_bounds, thread_count(threads), progress)

    def _rows(
        self, tables: Tables | Dataset, windows: Mapping[str, tuple[Day | None, Day | None]] | None, known_on: Day | None
    ) -> Dataset:
        if not isinstance(tables, Dataset):
            return Dataset(self, tables, windows=windows, known_on=known_on)
        if windows is not None or known_on is not None:
            raise InputError([Problem("H015", "windows and known_on are those of the dataset", "Give them when it is made.")])
        return tables

    def __repr__(self) -> str:
        return f"<carefare.Plan {self.name} of {self.programme}>"


def _one_of(name: str, value: object, known: tuple[str, ...]) -> None:
    if value not in known:
        raise InputError([Problem("H008", f"{name} is {value!r}", f"Give one of: {', '.join(known)}.")])


def _refuse_set_aside(result: Result) -> None:
    outputs = {table.entity: table.columns for table in result.plan.outputs.values()}
    tables = {table.entity: table.name for table in result.plan.inputs.values()}
    advice = 'Correct the row, or evaluate with findings="keep" to set aside what it decides.'
    wrong = [
        Problem(one["code"], one["message"], advice, tables.get(one["entity"], one["entity"]), one["key"], one["field"])
        for one in result.findings.rows()
        if one["field"] not in outputs.get(one["entity"], {})
    ]
    if wrong:
        raise InputError(wrong)
