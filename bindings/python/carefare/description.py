"""What tables look like: columns, types, units, questions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from . import _carefare

__all__ = ["Column", "TableDescription"]


class Column(NamedTuple):
    """A column of a table that is handed in, or of results.

    ``type`` is as the rules write it, with its unit ("money per week"); ``kind`` is one of boolean, number, percent, money,
    word, text, date, date_time, range, link. ``decimals``: as many as a number is ever written with, None where some values
    have no finite decimals. ``ask`` is the question that asks for a fact, ``required``: the column must stand.
    """

    name: str
    kind: str
    type: str
    words: tuple[str, ...]
    decimals: int | None
    may_be_none: bool
    required: bool
    label: str
    ask: str

    def __repr__(self) -> str:
        words = " one of " + ", ".join(self.words) if self.words else ""
        said = self.ask or self.label
        return f"<Column {self.name}: {self.type}{words}{': ' + said if said else ''}>"


class TableDescription(NamedTuple):
    """A table that is handed in, or of results: rows of ``entity``, each owned by a row of ``owner`` (empty at the top).

    ``is_partition``: its rows are decided one by one, each with all it owns. ``has_days``: it may have a window.
    """

    name: str
    entity: str
    owner: str
    columns: Mapping[str, Column]
    is_partition: bool
    has_days: bool

    def __repr__(self) -> str:
        owned = f" of each {self.owner}" if self.owner else ""
        return f"<TableDescription {self.name}: rows of {self.entity}{owned}, {len(self.columns)} columns>"


def described(tables: list[_carefare.TableInfo]) -> dict[str, TableDescription]:
    """Descriptions by name, in the order of the programme."""
    made = {}
    for table in tables:
        columns = {column["name"]: Column(**column) for column in table["columns"]}
        made[table["name"]] = TableDescription(
            table["name"],
            table["entity"],
            table["owner"],
            MappingProxyType(columns),
            table["is_partition"],
            table["has_days"],
        )
    return made
