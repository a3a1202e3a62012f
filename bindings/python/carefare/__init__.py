"""Carefare: the law of child care subsidies and a district's plan, evaluated exactly.

>>> import carefare
>>> plan = carefare.load("ny/westchester")
>>> result = plan.evaluate({"families": [{"key": "rivera", "size": 3, "annual_gross_income": "38000"}]})

docs/python.md goes through it.
"""

from ._carefare import version as __version__
from ._load import data_dir, load, plans
from .catalogue import Option, Parameter, RateTable, Reading, Rule
from .comparison import Comparison, Difference, compare
from .dataset import Dataset, Tables
from .description import Column, TableDescription
from .errors import CarefareError, InputError, PlanError, Problem, ReformError, ResultError
from .plan import Plan, Progress
from .reform import Changes
from .result import Result
from .sweep import Sweep
from .table import Table
from .values import Value

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
