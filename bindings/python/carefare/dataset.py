"""Rows of families and all that is linked to them, gathered once and evaluated as often as one likes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from . import _carefare
from .arguments import Day, as_text, days
from .errors import InputError, Problem
from .table import Table

if TYPE_CHECKING:
    from .plan import Plan

__all__ = ["Dataset", "Tables"]

#: Tables by name: frames of pyarrow, polars or pandas, ``carefare.Table``, columns by name, or rows (see ``Dataset``).
Tables: TypeAlias = Mapping[str, Any]


_FLOAT = "binary floating point is not exact"
_FLOAT_ADVICE = {
    "money": 'Give money as Decimal("86.56"), as text "86.56", or as a whole number of cents: 8656.',
    "percent": 'Give a percentage as Decimal("0.27") or as text "27%".',
    "number": 'Give whole numbers as integers (of pandas with empty cells "Int64"), others as Decimal("2.5") or text.',
}


class Dataset:
    """The rows of a caseload, or of one family, for the plans of one programme.

    ``tables`` maps the names of tables (``plan.inputs``) to one of

    - a table or data frame with the Arrow PyCapsule interface (pyarrow, polars, pandas, ``carefare.Table``), a column a
      field, read where it lies;
    - columns by name: ``{"key": ["f1", "f2"], "size": [3, 4]}``;
    - rows: ``[{"key": "f1", "size": 3}, ...]``, or by key: ``{"f1": {"size": 3}}``; rows of owned tables may stand
      inside those of their owners: ``{"f1": {"size": 3, "members": {"ann": {...}}}}``.

    Values: money as ``Decimal("86.56")``, ``"86.56"`` or **whole cents** (``8656``); percent as ``Decimal("0.27")`` or
    ``"27%"``; other numbers as int, Decimal or text; bool; date; datetime of whole minutes without a zone; words and
    keys as text. None is absent: what needs it is pending. ``"none"`` says that something does not apply, where a column
    allows it. ``float`` is refused: binary floating point is not exact.

    ``windows`` says for which days a dated table is complete: ``{"visits": ("2019-06-03", "2019-06-30")}``; an end that
    is None is open. ``known_on``: what was known on this day counts.

    Raises ``InputError`` that names table, row, column and what to do.
    """

    __slots__ = ("_rows", "_tables", "plan")

    def __init__(
        self,
        plan: Plan,
        tables: Tables,
        *,
        windows: Mapping[str, tuple[Day | None, Day | None]] | None = None,
        known_on: Day | None = None,
    ) -> None:
        self.plan = plan
        self._rows = _carefare.Rows(plan._held)
        self._tables = tuple(plan.inputs)
        if not isinstance(tables, Mapping):
            what = f"tables are asked by name, and a {type(tables).__name__} was given"
            raise InputError([Problem("H008", what, 'Hand in a mapping: {"families": [...]}; plan.inputs has the names.')])
        for name, table in tables.items():
            self._add(as_text("the name of a table", name), table)
        for name, window in (windows or {}).items():
            advice = 'Give both: ("2019-06-03", "2019-06-30"); an end that is None is open.'
            first, last = days(f"the window of '{as_text('the name of a table', name)}'", window, advice)
            self._rows.set_window(name, first, last)
        if known_on is not None:
            self._rows.set_known_on(known_on)

    def _add(self, name: str, data: Any) -> None:
        if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
            self._add_columns(name, data)
        elif _are_columns(data):
            self._rows.add_rows(name, _to_rows(name, data))
        elif isinstance(data, Mapping):
            self._rows.add_rows(name, dict(data))
        elif isinstance(data, Iterable) and not isinstance(data, str | bytes):
            self._rows.add_rows(name, [dict(row) if isinstance(row, Mapping) else row for row in data])
        else:
            what = f"a {type(data).__name__} is no table"
            raise InputError([Problem("H008", what, "Hand in a data frame, a list of rows, or a mapping.", name)])

    def _add_columns(self, name: str, data: Any) -> None:
        columns = None
        try:
            columns = data._columns if isinstance(data, Table) else _carefare.Columns(data)
            self._rows.add_columns(name, columns)
        except InputError as found:
            raise InputError(self._in_table(one, name, columns) for one in found.problems) from None

    def _in_table(self, found: Problem, table: str, columns: _carefare.Columns | None) -> Problem:
        """A problem of a frame with its table and the first row that has it."""
        row = columns.first_row(found.column) if columns is not None and found.column and not found.row else found.row
        advice = found.advice
        if found.message == _FLOAT:
            kind = self.plan.inputs[table].columns[found.column].kind
            advice = _FLOAT_ADVICE.get(kind, _FLOAT_ADVICE["number"])
        elif found.column.startswith("__index_level"):
            advice = "The index of the frame is exported as a column: hand in frame.reset_index(), or drop it."
        return found._replace(table=table, row=row, advice=advice)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: self._rows.count(name) for name in self._tables if self._rows.count(name) > 0}

    def owners(self, table: str) -> dict[str, str]:
        """Of each row of a table the key of the row that owns it."""
        return self._rows.owners(table)

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {count:,}" for name, count in self.counts().items())
        return f"<carefare.Dataset of {self.plan.programme}: {counts or 'no rows'}>"


def _are_columns(data: Any) -> bool:
    """Columns by name: every value is a sequence of cells. Rows by key are mappings of mappings."""
    return (
        isinstance(data, Mapping)
        and len(data) > 0
        and all(not isinstance(cells, str | bytes | Mapping) and isinstance(cells, Sequence) for cells in data.values())
    )


def _to_rows(table: str, columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    if "key" not in columns:
        raise InputError([Problem("H012", "the table has no column 'key'", "Add the column.", table, "", "key")])
    count = len(columns["key"])
    for name, cells in columns.items():
        if len(cells) != count:
            what = f"the column has {len(cells)} cells and 'key' has {count}"
            raise InputError([Problem("H012", what, "Give every column a cell for each row, None where it is absent.", table, "", name)])
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
