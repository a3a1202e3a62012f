"""Tables: rows that are handed in, and results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from . import _carefare

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Table"]


class Table:
    """A table of columns in memory, in the layout of Apache Arrow.

    Made of whatever exports one by the Arrow PyCapsule interface (a table or data frame of pyarrow, polars or pandas):
    buffers are taken over where they lie, none is copied. It exports itself the same way, so that
    ``pyarrow.table(t)``, ``polars.DataFrame(t)`` and ``pandas.DataFrame.from_arrow(t)`` read the same buffers.

    Raises ``InputError`` for what exports no table.
    """

    __slots__ = ("_columns", "_fields")

    def __init__(self, data: Any) -> None:
        self._columns = data if isinstance(data, _carefare.Columns) else _carefare.Columns(data)
        self._fields = self._columns.fields()

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(name for name, _ in self._fields)

    @property
    def num_rows(self) -> int:
        """How many rows there are."""
        return self._columns.rows

    def __len__(self) -> int:
        return self.num_rows

    def __getitem__(self, column: str) -> list[Any]:
        """The cells of a column: int, Decimal (money in dollars, percent as 0.27), bool, str, date, datetime, or None."""
        if column not in self.column_names:
            raise KeyError(f"no column {column!r}; there are {', '.join(self.column_names)}")
        return self._columns.values(self.column_names.index(column))

    def to_dict(self) -> dict[str, list[Any]]:
        """Columns by name, cells as those of ``table[name]``."""
        return {name: self[name] for name in self.column_names}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Row after row as a mapping of columns to cells."""
        names = self.column_names
        for cells in zip(*self.to_dict().values(), strict=True):
            yield dict(zip(names, cells, strict=True))

    def to_arrow(self) -> pyarrow.Table:
        """The table for pyarrow, without a copy."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> polars.DataFrame:
        """The table for polars."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The table for pandas; money and percent are Decimal. Needs pyarrow."""
        return self.to_arrow().to_pandas()

    def buffer_addresses(self, column: str) -> list[list[int]]:
        """Where the buffers of a column lie in memory, chunk by chunk (validity, values or offsets, texts; 0: none)."""
        found: dict[int, list[int]] = {}
        for chunk, name, _, address in self._columns.buffers():
            if name == column:
                found.setdefault(chunk, []).append(address)
        return list(found.values())

    def __arrow_c_schema__(self) -> object:
        return self._columns.schema_capsule()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._columns.stream_capsule()

    def __repr__(self) -> str:
        return f"<carefare.Table: {self.num_rows:,} rows of {_listed(self.column_names)}>"


def _listed(names: Sequence[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (f", ... {len(names) - most} more" if len(names) > most else "")
