"""Values as Python has them, and as cells of tables write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from typing import TypeAlias

__all__ = ["EXACT", "Value", "to_cell", "to_value"]

#: What amounts are reckoned with: the context of the calling thread may round, and none of it is ours.
EXACT = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[Inexact, InvalidOperation, Overflow])

Value: TypeAlias = bool | int | str | Decimal | Fraction | date | datetime


def to_value(text: str, kind: str, decimals: int | None = None) -> Value:
    """The value that a cell stands for: money Decimal dollars, percent Decimal 0.27; a number of no decimals int, one
    that may have none that end Fraction."""
    match kind:
        case "boolean":
            return text == "yes"
        case "money":
            return Decimal(text.replace("$", ""))
        case "percent":
            return Decimal(text.removesuffix("%")).scaleb(-2, EXACT)
        case "number":
            if "/" in text or decimals is None:
                return Fraction(text)
            return int(text) if decimals == 0 else Decimal(text)
        case "date":
            return date.fromisoformat(text)
        case "date_time":
            return datetime.fromisoformat(text)
    return text


def to_cell(value: object, kind: str) -> str:
    """The cell that a value is written as; whole numbers of money are cents. Raises ValueError that says what to give."""
    match value:
        case None:
            return "none"
        case str():
            return value
        case bool() if kind == "boolean":
            return "yes" if value else "no"
        case bool():
            pass
        case float():
            raise ValueError(f"{value!r} is a float, and binary floating point is not exact: give Decimal({str(value)!r}) or text")
        case int() if kind == "money":
            return f"{Decimal(value).scaleb(-2, EXACT):f}"
        case int() if kind == "number":
            return str(value)
        case Decimal() if kind == "percent":
            return f"{value.scaleb(2, EXACT):f}%"
        case Decimal() if kind in ("money", "number"):
            return f"{value:f}"
        case Fraction() if kind == "number" and value.denominator == 1:
            return str(value.numerator)
        case datetime() if kind == "date_time":
            return value.isoformat(timespec="minutes")
        case date() if kind == "date":
            return value.isoformat()
    raise ValueError(f"{value!r} is no {kind}: give {_advice(kind)}")


def _advice(kind: str) -> str:
    match kind:
        case "money":
            return 'Decimal("86.56"), "86.56" or whole cents'
        case "percent":
            return 'Decimal("0.27") or "27%"'
        case "boolean":
            return "True or False"
        case "date":
            return 'a datetime.date or "2019-06-01"'
    return "text as a cell of a table writes it"
