"""Carefare: the law of child care subsidies and a district's plan, evaluated exactly.

>>> import carefare
>>> plan = carefare.load("ny/westchester")
>>> result = plan.evaluate({"families": [{"key": "rivera", "size": 3, "annual_gross_income": "38000"}]})

docs/python.md goes through it.
"""

from typing import TYPE_CHECKING

from ._carefare import version as __version__
from ._load import data_dir, load, plans
from .dataset import Dataset, Tables
from .description import Column, TableDescription
from .errors import CarefareError, InputError, PlanError, Problem, ReformError, ResultError
from .plan import Plan, Progress
from .result import Result
from .table import Table
from .values import Value

if TYPE_CHECKING:
    from .catalogue import Option, Parameter, RateTable, Reading, Rule
    from .comparison import Comparison, Difference, compare
    from .reform import Changes
    from .sweep import Sweep

__all__ = [
    "CarefareError",
    "Changes",
    "Column",
    "Comparison",
    "Dataset",
    "Difference",
    "InputError",
    "Option",
    "Parameter",
    "Plan",
    "PlanError",
    "Problem",
    "Progress",
    "RateTable",
    "Reading",
    "ReformError",
    "Result",
    "ResultError",
    "Rule",
    "Sweep",
    "Table",
    "TableDescription",
    "Tables",
    "Value",
    "__version__",
    "compare",
    "data_dir",
    "load",
    "plans",
]

#: What a first result does not need is read when it is asked for.
_LATER = {
    "Changes": "reform",
    "Comparison": "comparison",
    "Difference": "comparison",
    "Option": "catalogue",
    "Parameter": "catalogue",
    "RateTable": "catalogue",
    "Reading": "catalogue",
    "Rule": "catalogue",
    "Sweep": "sweep",
    "compare": "comparison",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_LATER[name]}", __name__), name)
