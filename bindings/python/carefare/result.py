"""What an evaluation came to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from . import _carefare
from .arguments import as_text
from .description import Column
from .errors import Problem, ResultError
from .table import Table
from .values import Value, to_value

if TYPE_CHECKING:
    from .dataset import Dataset
    from .plan import Plan

__all__ = ["Result"]

#: What a result may be.
STATES = ("value", "none", "pending", "fault", "incomplete")

_NAMED = re.compile(r"\A(?P<entity>\w+)(?:\[(?P<key>.+)\])?\.(?P<output>\w+)\Z")


class Result:
    """The results of an evaluation: the tables, states, reasons and counts of ``carefare run``, in memory.

    ``result["family_weeks"]`` is a ``Table``: ``key``, the owner's key, and of each output its value (money decimal128,
    percent 0.27, dates, words, booleans) with ``OUTPUT.state`` beside it: value, none, pending, fault or incomplete.
    Outputs of no entity stand in the table ``programme``.
    """

    __slots__ = ("_held", "dataset", "plan")

    def __init__(self, plan: Plan, dataset: Dataset, held: _carefare.Results) -> None:
        self.plan = plan
        self.dataset = dataset
        self._held = held

    @property
    def table_names(self) -> tuple[str, ...]:
        """The tables of results, in order."""
        return tuple(self.plan.outputs)

    def __getitem__(self, table: str) -> Table:
        """A table of results."""
        return Table(self._held.table(self._number(table)))

    def with_needs(self, table: str) -> Table:
        """A table of results with, behind each state, ``OUTPUT.needs``: what a pending result waits for, as text ("fact
        family.size of f1; option very_low_income_percent"), None of any other."""
        return Table(self._held.table_with_needs(self._number(table)))

    @property
    def pending(self) -> Table:
        """What results wait for: entity, key, output, kind (fact, determination, option, reading, gap, completeness, hook),
        needed, needed_row, reason, ask (the question that asks for it)."""
        return Table(self._held.needs())

    @property
    def findings(self) -> Table:
        """Rows that are not used, with all that is decided together with them, and results at fault: code, entity, key,
        field, message."""
        return Table(self._held.findings())

    @property
    def incomplete(self) -> Table:
        """Groups that a window cuts: entity, key, owner."""
        return Table(self._held.incomplete())

    def totals(self) -> dict[str, dict[str, Any]]:
        """Of each output ("week.payment") how many results are value, none, pending, fault or incomplete, and of money
        ``total``, the exact sum of the values in dollars (None of others)."""
        return {
            name: {**dict(zip(STATES, states, strict=True)), "total": Decimal(total) if total else None}
            for name, states, total in self._held.sums()
        }

    @property
    def carried(self) -> dict[str, str]:
        """What the next month's run is to read of this one: CSV by the name of the table."""
        return self._held.carried()

    @property
    def summary(self) -> dict[str, Any]:
        """The counts of a run, as in its summary.json."""
        made: dict[str, Any] = json.loads(self.summary_json)
        return made

    @property
    def summary_json(self) -> str:
        """The counts as ``carefare run --format json`` prints them."""
        return self._held.summary()

    def value(self, result: str) -> Value | None:
        """One result: ``"family_week[july].share"``; without a key that of the only row.

        Money is Decimal dollars, percent Decimal 0.27, none is None. Raises ``ResultError`` where there is no value, and
        says why: what a pending result needs, what is at fault.
        """
        table, key, column = self._find(result)
        cell = self._held.cell(table, key, column.name)
        if cell is None:
            raise self._no_row(result, table, key)
        state, text = cell
        if state == "value":
            return to_value(text, column.kind, column.decimals)
        if state == "none":
            return None
        raise self._no_value(result, table, key, column.name, state)

    def state(self, result: str) -> str:
        """The state of one result: value, none, pending, fault or incomplete."""
        table, key, column = self._find(result)
        cell = self._held.cell(table, key, column.name)
        if cell is None:
            raise self._no_row(result, table, key)
        return cell[0]

    def to_json(self) -> str:
        """All of it as one JSON document (docs/c-api.md); every value is text, because no JSON number is exact everywhere."""
        return self._held.to_json()

    def _number(self, table: str) -> int:
        if table not in self.table_names:
            raise KeyError(f"no table of results {table!r}; there are {', '.join(self.table_names)}")
        return self.table_names.index(table)

    def _find(self, result: str) -> tuple[int, str, Column]:
        named = _NAMED.match(as_text("result", result))
        if named is None:
            raise _error("H010", f"'{result}' names no result", 'Write "entity[key].output".')
        infos = list(self.plan.outputs.values())
        number = next((i for i, info in enumerate(infos) if info.entity == named["entity"]), None)
        column = None if number is None else infos[number].columns.get(named["output"])
        if number is None or column is None:
            raise _error("H010", f"there is no output '{named['entity']}.{named['output']}'", "See plan.outputs.")
        key = named["key"]
        if key is None:
            keys = self._held.keys(number)
            if len(keys) != 1:
                raise _error("H009", f"'{named['entity']}' has {len(keys)} rows", f'Write "{named["entity"]}[key].{named["output"]}".')
            key = keys[0]
        return number, key, column

    def _no_row(self, result: str, table: int, key: str) -> ResultError:
        name = self.table_names[table]
        found = [one for one in self.findings.rows() if one["key"] == key] or list(self.findings.rows())[:3]
        said = "".join(f"; {one['code']}: {one['entity']} '{one['key']}', {one['field']}: {one['message']}" for one in found)
        return _error("H009", f"there is no row '{key}' of results{said}", "The findings say which rows were set aside.", name, key)

    def _no_value(self, result: str, table: int, key: str, output: str, state: str) -> ResultError:
        name, entity = self.table_names[table], list(self.plan.outputs.values())[table].entity
        if state != "pending":
            found = [one for one in self.findings.rows() if one["key"] == key and one["field"] == output]
            why = found[0]["message"] if found else "the window of the data cuts the group" if state == "incomplete" else ""
            return _error("H014", f"the result is {state}" + (f": {why}" if why else ""), "See result.findings and result.incomplete.", name, key, output)
        needs = [one for one in self.pending.rows() if (one["entity"], one["key"], one["output"]) == (entity, key, output)]
        return ResultError(
            Problem("H014", f"the result is pending: it needs {_need(one)}", one["ask"] or "", name, key, output) for one in needs
        )

    def __repr__(self) -> str:
        return f"<carefare.Result of {self.plan.name}: {', '.join(self.table_names)}>"


def _need(of: Mapping[str, str]) -> str:
    where = f" of '{of['needed_row']}'" if of["needed_row"] else ""
    reason = f" ({of['reason']})" if of["reason"] else ""
    return f"the {of['kind']} '{of['needed']}'{where}{reason}"


def _error(code: str, message: str, advice: str, table: str = "", row: str = "", column: str = "") -> ResultError:
    return ResultError([Problem(code, message, advice, table, row, column)])
