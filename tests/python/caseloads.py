"""A made-up caseload for the tests: tables as files have them, and with the types of data frames."""

import csv
import os
import re
import subprocess
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow

import carefare

ROOT = Path(os.environ["CAREFARE_SOURCE_DIR"])
CAREFARE = os.environ["CAREFARE"]
ASSUME = ROOT / "examples/westchester-june-2019.assume.yaml"
MONTH = "2019-06"
Windows = dict[str, tuple[str | None, str | None]]
Texts = dict[str, dict[str, list[str | None]]]


def run(*command: object) -> str:
    """What a command of the command line prints; it may have findings."""
    made = subprocess.run([CAREFARE, *map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode == 2:
        raise AssertionError(made.stderr)
    return made.stdout


def read_csv(path: Path) -> dict[str, list[str | None]]:
    """Columns of cells; an empty cell is None."""
    with path.open(newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    return {name: [row[c] or None for row in rows] for c, name in enumerate(names)}


def sampled(families: int, seed: int, into: Path | None = None) -> tuple[Texts, Windows]:
    """Tables of `carefare sample`, with their windows; the files stay where a folder is named."""
    with tempfile.TemporaryDirectory() as folder:
        caseload = into or Path(folder) / "caseload"
        run("sample", "--plan", "ny/westchester", "--families", families, "--seed", seed, "--month", MONTH, "--out", caseload)
        tables = {path.stem: read_csv(path) for path in sorted(caseload.glob("*.csv"))}
        head = (caseload / "dataset.yaml").read_text(encoding="utf-8")
    windows: Windows = {}
    for name, first, last in re.findall(r"(\w+): *\{ *window: *([\d-]*)\.\.([\d-]*)", head):
        windows[name] = (first or None, last or None)
    return tables, windows


def typed(plan: carefare.Plan, texts: Texts) -> dict[str, pyarrow.Table]:
    """Cells as values of the types that data frames would have."""
    kinds = {table: plan.inputs[table].columns for table in texts}
    return {table: pyarrow.table({name: _typed(kinds[table][name].kind, cells) for name, cells in columns.items()}) for table, columns in texts.items()}


def sampled_rows(plan: carefare.Plan, families: int, seed: int) -> carefare.Dataset:
    """The rows of `sampled` with these types."""
    texts, windows = sampled(families, seed)
    return plan.dataset(typed(plan, texts), windows=windows)


def _typed(kind: str, cells: list[str | None]) -> pyarrow.Array:
    if "none" in cells:
        kind = "text"  # what does not apply has no other type
    reads: dict[str, tuple[pyarrow.DataType, Any]] = {
        "money": (pyarrow.decimal128(18, 2), lambda text: Decimal(text.removeprefix("$"))),
        "number": (pyarrow.decimal128(18, 4), Decimal),
        "percent": (pyarrow.decimal128(18, 6), lambda text: Decimal(text.removesuffix("%")).scaleb(-2)),
        "boolean": (pyarrow.bool_(), lambda text: text == "yes"),
        "date": (pyarrow.date32(), date.fromisoformat),
        "date_time": (pyarrow.timestamp("us"), datetime.fromisoformat),
        "word": (pyarrow.dictionary(pyarrow.int32(), pyarrow.string()), str),
    }
    type_of, read = reads.get(kind, (pyarrow.string(), str))
    values = [None if cell is None else read(cell) for cell in cells]
    if pyarrow.types.is_dictionary(type_of):
        return pyarrow.array(values, pyarrow.string()).dictionary_encode()
    return pyarrow.array(values, type_of)
