"""One caseload under many scenarios: what each comes to in sums."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from . import _carefare
from .arguments import as_text
from .errors import Problem, ReformError
from .reform import overlay
from .result import STATES

if TYPE_CHECKING:
    import pandas
    import polars

    from .dataset import Dataset
    from .plan import Plan, Progress

__all__ = ["Sweep", "run"]


class Sweep:
    """The sums of each scenario of a grid, in the order of the grid.

    A row has the path of each change with its value, ``output``, ``total`` (of money: the exact sum in dollars as Decimal,
    else None) and how many results are ``value``, ``none``, ``pending``, ``fault`` or ``incomplete``. ``kept``: evaluated
    once, and then only what the changes lead to; else every scenario evaluated all.
    """

    def __init__(self, rows: list[dict[str, Any]], set_aside: int, kept: bool) -> None:
        self._rows = rows
        self.set_aside = set_aside
        self.kept = kept

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, output: str) -> list[dict[str, Any]]:
        """The rows of one output."""
        return [row for row in self._rows if row["output"] == output]

    def to_dict(self) -> dict[str, list[Any]]:
        """Columns by name."""
        return {name: [row[name] for row in self._rows] for name in (self._rows[0] if self._rows else {})}

    def to_pandas(self) -> pandas.DataFrame:
        """The rows for pandas; totals are Decimal."""
        import pandas

        return pandas.DataFrame(self.to_dict())

    def to_polars(self) -> polars.DataFrame:
        """The rows for polars."""
        import polars

        return polars.DataFrame(self.to_dict())

    def __repr__(self) -> str:
        outputs = {row["output"] for row in self._rows}
        scenarios = len(self._rows) // len(outputs) if outputs else 0
        return f"<carefare.Sweep: {scenarios} scenarios, {', '.join(sorted(outputs))}>"


def run(
    plan: Plan, rows: Dataset, grid: Mapping[str, Sequence[Any]], outputs: Sequence[str], beyond_bounds: bool, threads: int, tell: Progress | None
) -> Sweep:
    """See ``Plan.sweep``."""
    scenarios = [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]
    laid = [overlay(plan, scenario, "sweep") for scenario in scenarios]
    alone = [one for one in laid if not _is_session(one)]
    if alone:
        what = "a sweep changes options and readings, each for all time"
        raise ReformError([Problem("H016", what, "For parameters, cells and dates: plan.reform(...).evaluate(dataset) for each.")])
    for scenario in scenarios:
        plan.reform(scenario, beyond_bounds=beyond_bounds)  # what a reform refuses is no scenario either
    options = sorted({name for one in laid for name, *_ in one["options"]})
    readings = sorted({name for one in laid for name, *_ in one["readings"]})
    session = _carefare.Session(plan._held, rows._rows, [as_text("an output", one) for one in outputs], options, readings, threads, 4096)
    found: list[dict[str, Any]] = []
    for number, (scenario, one) in enumerate(zip(scenarios, laid, strict=True), 1):
        sums = session.run([(name, value) for name, value, *_ in one["options"]], [(name, value) for name, value, *_ in one["readings"]])
        for output, states, total in sums:
            counts = dict(zip(STATES, states, strict=True))
            found.append({**scenario, "output": output, "total": Decimal(total) if total else None, **counts})
        if tell is not None:
            tell(number, len(scenarios))
    return Sweep(found, session.set_aside, session.keeps_columns)


def _is_session(laid: Mapping[str, Sequence[tuple[Any, ...]]]) -> bool:
    dated = any(first or last for *_, first, last, _ in [*laid["options"], *laid["readings"]])
    return not dated and not laid["parameters"] and not laid["cells"]
