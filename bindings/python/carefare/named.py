"""Things by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

__all__ = ["Named"]

Item = TypeVar("Item")


class Named(Mapping[str, Item], Generic[Item]):
    """Things by name, in the order of the programme; a name that is not there says which is near."""

    __slots__ = ("_items", "_what")

    def __init__(self, what: str, items: Mapping[str, Item]) -> None:
        self._what = what
        self._items = items

    def __getitem__(self, name: str) -> Item:
        if name in self._items:
            return self._items[name]
        import difflib  # of no use where nothing is wrong

        near = difflib.get_close_matches(name, self._items, 1)
        raise KeyError(f"no {self._what} {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<{len(self)} of {self._what}: {', '.join(list(self)[:6])}{', ...' if len(self) > 6 else ''}>"
