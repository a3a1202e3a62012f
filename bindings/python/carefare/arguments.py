"""What a call is given beside rows: each is taken as it is meant, or refused with what to give."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

from .errors import InputError, Problem

__all__ = ["Day", "as_text", "days", "is_unicode", "paid_days", "thread_count"]

Day: TypeAlias = date | str

#: As many as the command line takes.
MOST_THREADS = 256
_PAY = 'Write a month as "2019-06", or give its first and its last day.'


def _refuse(message: str, advice: str) -> InputError:
    return InputError([Problem("H008", message, advice)])


def is_unicode(text: str) -> bool:
    """Whether it can be written as UTF-8: Python's text may hold half a character, a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def as_text(what: str, value: object) -> str:
    """A name of something, which has to be text."""
    if not isinstance(value, str):
        raise _refuse(f"{what} is {value!r}, a {type(value).__name__}", "Give text.")
    if not is_unicode(value):
        raise _refuse(f"{what} is {value!a}, which holds half a character (a lone surrogate)", "Give text that can be written as UTF-8.")
    return value


def days(what: str, value: Any, advice: str) -> tuple[Any, Any]:
    """A first and a last day."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence) or len(value) != 2:
        raise _refuse(f"{what} is {value!r}, and no first and last day", advice)
    first, last = value
    return first, last


def paid_days(pay: tuple[Day, Day] | str | None) -> tuple[Day | None, Day | None]:
    """The first and the last day that are paid; (None, None): all."""
    if pay is None:
        return None, None
    if not isinstance(pay, str):
        first, last = days("pay", pay, _PAY)
        if first is None or last is None:
            raise _refuse(f"pay is {pay!r}, and {'its first' if first is None else 'its last'} day is missing", _PAY + " Leave pay out for no limit.")
        return first, last
    try:
        begins = date.fromisoformat(pay + "-01")
    except ValueError:
        raise _refuse(f"pay is {pay!r}", _PAY) from None
    after = begins.replace(year=begins.year + begins.month // 12, month=begins.month % 12 + 1)
    return begins, date.fromordinal(after.toordinal() - 1)


def thread_count(threads: int | None) -> int:
    """All cores unless said."""
    if threads is None:
        return min(os.cpu_count() or 1, MOST_THREADS)
    if isinstance(threads, bool) or not hasattr(threads, "__index__") or not 1 <= threads <= MOST_THREADS:
        raise _refuse(f"threads is {threads!r}", f"Give a whole number from 1 to {MOST_THREADS}, or leave it out for all cores.")
    return int(threads)
