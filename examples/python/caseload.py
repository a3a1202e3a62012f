"""A made-up caseload as data frames, for the examples beside this file."""

import subprocess
import sys
import tempfile
from pathlib import Path

import polars

import carefare

#: For these days the visits, schedules and absences of the caseload are complete.
WINDOWS = {table: ("2019-04-01", "2019-06-30") for table in ("visits", "schedules", "absences")}


def june_2019(families: int, seed: int = 1) -> dict[str, polars.DataFrame]:
    """Families of Westchester with all that June 2019 is paid from; a cell is text, as in a file."""
    plan = carefare.data_dir() / "plans/ny/westchester.yaml"
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["--families", str(families), "--seed", str(seed), "--month", "2019-06", "--out", f"{folder}/caseload"]
        subprocess.run([sys.executable, "-m", "carefare", "sample", "--plan", str(plan), *arguments], check=True, capture_output=True)
        files = sorted(Path(folder, "caseload").glob("*.csv"))
        return {file.stem: polars.read_csv(file, infer_schema=False) for file in files}
