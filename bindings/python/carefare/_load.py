"""Rules and plans: those of the package, or of a tree of one's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from . import _carefare
from .arguments import Day, as_text
from .errors import PlanError, Problem
from .plan import Plan, nothing_laid_over

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["data_dir", "load", "plans"]


def data_dir() -> Path:
    """The folder that holds the package's ``rules`` and ``plans``."""
    from pathlib import Path

    return Path(_data())


def _data() -> str:
    return os.path.realpath(os.path.join(os.path.dirname(__file__), "data"))


@lru_cache(maxsize=8)
def _library(paths: tuple[str, ...]) -> _carefare.Library:
    return _carefare.Library(list(paths))


def _paths(tree: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None) -> tuple[str, ...]:
    if tree is None:
        return (_data(),)
    if isinstance(tree, str | os.PathLike):
        return (os.fspath(tree),)
    return tuple(os.fspath(one) for one in tree)


def load(
    plan: str,
    *,
    tree: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
    assume: str | os.PathLike[str] | None = None,
    known_on: Day | None = None,
) -> Plan:
    """A plan by name ("ny/westchester") or file, checked against its programme and compiled.

    ``tree`` is a folder with ``rules`` and ``plans``, or several; the package's own unless said. What is loaded of a tree
    is kept: a file that changes later is read by a new process. ``assume`` is a file of assumptions: answers for what a
    plan does not state. ``known_on``: what was known on this day counts, whatever the data say.

    Raises ``PlanError`` with all that is wrong, each with file, line, column and advice.
    """
    as_text("plan", plan)
    paths = _paths(tree)
    library = _library(paths)
    over = nothing_laid_over() | _assumed(assume, paths) | {"known_on": known_on}
    try:
        return Plan(library.load(plan, over), over)
    except PlanError as found:
        import difflib  # of no use where nothing is wrong

        near = difflib.get_close_matches(plan, library.plan_names(), 3) if found.first.code == "W002" else []
        if not near:
            raise
        advice = "Did you mean " + " or ".join(f"'{one}'" for one in near) + "? carefare.plans() lists all."
        raise PlanError([found.first._replace(advice=advice)]) from None


_MOST_BYTES = 4 * 1024 * 1024
"""Of a YAML file, as everywhere."""


def _assumed(file: str | os.PathLike[str] | None, paths: tuple[str, ...]) -> dict[str, str]:
    """A file that lies outside of the tree is read once, here: it may be gone when the plan is reformed."""
    if file is None:
        return {}
    real = os.path.realpath(file)
    if any(real.startswith(os.path.join(os.path.realpath(path), "")) for path in paths):
        return {"assumptions_file": os.fspath(file)}

    def refuse(why: str) -> PlanError:
        return PlanError([Problem("K025", f"the assumptions cannot be read: {why}", "Name a file of assumptions, in UTF-8.")])

    try:
        # Asked before it is opened: a pipe would wait for a writer, a device has no end.
        if os.path.exists(real) and not os.path.isfile(real):
            raise refuse(f"'{os.fspath(file)}' is no file")
        with open(real, "rb") as source:
            text = source.read(_MOST_BYTES + 1)
        if len(text) > _MOST_BYTES:
            raise refuse(f"'{os.fspath(file)}' is larger than {_MOST_BYTES} bytes")
        return {"assumptions_text": text.decode("utf-8")}
    except (OSError, UnicodeDecodeError) as found:
        raise refuse(str(found)) from None


def plans(tree: str | os.PathLike[str] | None = None) -> list[str]:
    """Names of all plans of a tree, the package's own unless said."""
    return _library(_paths(tree)).plan_names()
