"""Two runs over the same families: what one comes to less the other, in all, by group and family by family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from .errors import Problem, ResultError
from .values import EXACT

if TYPE_CHECKING:
    from .result import Result

__all__ = ["Comparison", "Difference", "compare"]

#: Of a row: (state, amount or None).
Cell: TypeAlias = tuple[str, Decimal | None]


@dataclass(frozen=True)
class Difference:
    """What one group, or one family, comes to in dollars. ``rows``: how many there are of results, ``changed``: how many of
    them have another amount or another state."""

    name: str
    before: Decimal
    after: Decimal
    rows: int
    changed: int

    @property
    def change(self) -> Decimal:
        """after - before"""
        return EXACT.subtract(self.after, self.before)

    def __repr__(self) -> str:
        return f"<{self.name}: ${self.before:,} -> ${self.after:,} ({self.change:+,}), {self.changed:,} of {self.rows:,} changed>"


class Comparison:
    """What changed between two runs in one output of money.

    ``total`` is all of it; ``groups`` the same by the groups asked for; ``families`` each family with a changed result;
    ``states`` how many results went from one state to another ("pending -> value").
    """

    def __init__(self, output: str, total: Difference, groups: list[Difference], families: list[Difference], states: dict[str, int]) -> None:
        self.output = output
        self.total = total
        self.groups = groups
        self.families = families
        self.states = states

    def largest_movers(self, count: int = 10) -> list[Difference]:
        """The families whose sum changed most, up or down; of equal changes in the order of their keys."""
        return sorted(self.families, key=lambda one: (one.change.copy_abs().copy_negate(), one.name))[:count]

    def __repr__(self) -> str:
        lines = [f"{self.output}: {self.total.before:,} -> {self.total.after:,} ({self.total.change:+,} dollars)"]
        lines.append(f"  {self.total.changed:,} of {self.total.rows:,} results changed, of {len(self.families):,} families")
        lines += [f"  {one.name}: {one.before:,} -> {one.after:,} ({one.change:+,})" for one in self.groups]
        lines += [f"  {count:,} {moved}" for moved, count in self.states.items()]
        return "\n".join(lines)


def compare(before: Result, after: Result, output: str, *, by: str | Mapping[str, str] | None = None) -> Comparison:
    """What ``after`` comes to less ``before``, of one output of money ("week.payment"), over the same families.

    A result that has no value counts as nothing in sums, and as changed where its state changed. ``by`` groups: the name of a
    column of the output's own table of results, or a group for each family's key. Amounts are exact dollars.

    Raises ``ResultError`` for an output that there is not or that is no money, and where the rows of the runs differ.
    """
    rows_before, rows_after = _cells(before, output), _cells(after, output)
    if rows_before.keys() != rows_after.keys():
        odd = sorted(rows_before.keys() ^ rows_after.keys())
        raise _error(f"{len(odd)} rows of '{output}' stand in one of the runs alone, such as '{odd[0]}'", "Compare runs over the same rows and the same days.")
    family_of, group_of = _families(before, output), _groups(before, output, by)
    changed = {key for key, cell in rows_before.items() if cell != rows_after[key]}
    states: dict[str, int] = {}
    for key in changed:
        if rows_before[key][0] != rows_after[key][0]:
            moved = f"{rows_before[key][0]} -> {rows_after[key][0]}"
            states[moved] = states.get(moved, 0) + 1

    def summed(of: Callable[[str], str | None]) -> list[Difference]:
        sums: dict[str, list[Any]] = {}
        for key, cell in rows_before.items():
            name = of(key)
            if name is None:
                continue
            one = sums.setdefault(name, [Decimal(0), Decimal(0), 0, 0])
            one[0] = EXACT.add(one[0], cell[1] or 0)
            one[1] = EXACT.add(one[1], rows_after[key][1] or 0)
            one[2] += 1
            one[3] += key in changed
        return [Difference(name, *one) for name, one in sorted(sums.items())]

    total = next(iter(summed(lambda _: output)), Difference(output, Decimal(0), Decimal(0), 0, 0))
    families = [one for one in summed(lambda key: family_of[key]) if one.changed]
    groups = [] if by is None else summed(lambda key: group_of(key, family_of[key]))
    return Comparison(output, total, groups, families, dict(sorted(states.items())))


def _error(message: str, advice: str) -> ResultError:
    return ResultError([Problem("H010", message, advice)])


def _table_of(result: Result, output: str) -> tuple[str, str]:
    entity, dot, name = output.partition(".")
    for table in result.plan.outputs.values():
        if table.entity == entity and name in table.columns:
            if table.columns[name].kind != "money":
                raise _error(f"'{output}' is {table.columns[name].type} and no money", "Compare an output of money.")
            return table.name, name
    raise _error(f"there is no output '{output}'", 'Write "entity.output"; see plan.outputs.')


def _cells(result: Result, output: str) -> dict[str, Cell]:
    table, name = _table_of(result, output)
    rows = result[table]
    return dict(zip(rows["key"], zip(rows[name + ".state"], rows[name], strict=True), strict=True))


def _families(result: Result, output: str) -> dict[str, str]:
    """Of each row of the output's table the row of the partition that it is decided with."""
    of_entity = {table.entity: table for table in [*result.plan.inputs.values(), *result.plan.outputs.values()]}
    entity = output.partition(".")[0]
    rows = result[of_entity[entity].name]
    found = {key: key for key in rows["key"]}
    while not of_entity[entity].is_partition:
        owner = of_entity[entity].owner
        if not owner:
            raise _error(f"'{output}' belongs to no family", "Compare an output of what a family owns.")
        above = _owners(result, of_entity[entity].name, owner)
        found = {key: above[row] for key, row in found.items()}
        entity = owner
    return found


def _owners(result: Result, table: str, owner: str) -> dict[str, str]:
    if table in result.plan.outputs:
        rows = result[table]
        return dict(zip(rows["key"], rows[owner], strict=True))
    return result.dataset.owners(table)


def _groups(result: Result, output: str, by: str | Mapping[str, str] | None) -> Callable[[str, str], str]:
    if isinstance(by, Mapping):
        return lambda _, family: by.get(family, "(none)")
    if by is None:
        return lambda _, family: family
    rows = result[_table_of(result, output)[0]]
    if by not in rows.column_names:
        raise _error(f"results beside '{output}' have no column '{by}'", f"There are {', '.join(rows.column_names)}; or give a group for each family's key.")
    column = dict(zip(rows["key"], rows[by], strict=True))
    return lambda key, _: "(none)" if column[key] is None else str(column[key])
