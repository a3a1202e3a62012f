"""Some hundred made-up families: Python's cents, states and reasons are those of `carefare run`; every kind of frame gives the same.

FAMILIES and SEED in the environment: how many families, and which.
"""

import json
import os
import tempfile
import unittest
from pathlib import Path

import pandas
import polars
import pyarrow

import carefare
from carefare.comparison import _families
from caseloads import ASSUME, MONTH, ROOT, Texts, Windows, read_csv, run, sampled, typed

FAMILIES = int(os.environ.get("FAMILIES", "200"))
SEED = int(os.environ.get("SEED", "7"))
FEW = 30
STATE = ".state"
PLAN = carefare.load("ny/westchester", tree=ROOT, assume=ASSUME)


class Caseload(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.texts, cls.windows = sampled(FAMILIES, SEED, cls.folder / "caseload")
        cls.typed = typed(PLAN, cls.texts)
        cls.result = PLAN.evaluate(cls.typed, windows=cls.windows, pay=MONTH, findings="keep")

    folder: Path
    texts: Texts
    windows: Windows
    typed: dict[str, pyarrow.Table]
    result: carefare.Result

    def test_results_are_those_of_the_command_line(self) -> None:
        output = self.folder / "results"
        said = run(
            "run", "--plan", "ny/westchester", "--assume", ASSUME, "--input", self.folder / "caseload",
            "--output", output, "--pay", MONTH, "--format", "json",
        )  # fmt: skip
        mine = json.loads(self.result.to_json())
        compared = 0
        for name, rows in mine["tables"].items():
            cells = read_csv(output / f"{name}.csv")
            self.assertEqual([row["key"] for row in rows], cells["key"], name)
            for output_name in PLAN.outputs[name].columns:
                got = [(row["results"][output_name]["state"], row["results"][output_name].get("value")) for row in rows]
                want = list(zip(cells[output_name + STATE], cells[output_name], strict=True))
                self.assertEqual(got, want, f"{name}.{output_name}")
                compared += len(got)
        self.assertGreater(compared, 50 * FAMILIES)
        for name, table in (("pending", self.result.pending), ("findings", self.result.findings), ("incomplete", self.result.incomplete)):
            want_rows = list(read_csv(output / f"{name}.csv").values())
            got_rows = [[cell or None for cell in cells] for cells in table.to_dict().values()]
            self.assertEqual(got_rows, want_rows, name)
        self.assertEqual(self.result.summary_json, said)  # byte for byte

    def test_an_explanation_is_that_of_the_command_line(self) -> None:
        key = next(row["key"] for row in self.result["weeks"].rows() if row["payment.state"] == "value" and row["payment"] > 0)
        family = _families(self.result, "week.payment")[key]
        said = run(
            "explain", "--plan", "ny/westchester", "--assume", ASSUME, "--input", self.folder / "caseload",
            "--family", family, f"week[{key}].payment", "--style", "letter", "--format", "json",
        )  # fmt: skip
        rows = PLAN.dataset(self.typed, windows=self.windows)
        self.assertEqual(PLAN.explain(rows, f"week[{key}].payment", family=family, style="letter", format="json"), said)

    def test_every_kind_of_frame_gives_the_same(self) -> None:
        texts, windows = sampled(FEW, 8)
        tables = typed(PLAN, texts)
        frames: dict[str, dict[str, object]] = {
            "pyarrow": {**tables},
            "polars": {name: polars.DataFrame(table) for name, table in tables.items()},
            "pandas": {name: table.to_pandas() for name, table in tables.items()},
            "pandas with Arrow's types": {name: table.to_pandas(types_mapper=pandas.ArrowDtype) for name, table in tables.items()},
            "carefare": {name: carefare.Table(table) for name, table in tables.items()},
            "columns of values": {name: table.to_pydict() for name, table in tables.items()},
            "rows": {name: table.to_pylist() for name, table in tables.items()},
            "record batches": {name: table.combine_chunks().to_batches()[0] for name, table in tables.items() if table.num_rows},
        }
        want = PLAN.evaluate(texts, windows=windows, pay=MONTH, findings="keep").to_json()
        for name, one in frames.items():
            self.assertEqual(PLAN.evaluate(one, windows=windows, pay=MONTH, findings="keep").to_json(), want, name)

    def test_results_leave_as_frames(self) -> None:
        weeks = self.result["weeks"]
        arrow, polar, panda = weeks.to_arrow(), weeks.to_polars(), weeks.to_pandas()
        paid = weeks["payment"]
        self.assertEqual(arrow["payment"].to_pylist(), paid)
        self.assertEqual(polar["payment"].to_list(), paid)
        self.assertEqual([None if cell is None else cell for cell in panda["payment"]], paid)
        self.assertEqual(arrow["payment.state"].to_pylist(), weeks["payment.state"])
        self.assertEqual(str(arrow.schema.field("payment").type), "decimal128(38, 2)")

    def test_threads_change_nothing(self) -> None:
        for threads in (1, 3):
            again = PLAN.evaluate(self.typed, windows=self.windows, pay=MONTH, findings="keep", threads=threads)
            self.assertEqual(again.to_json(), self.result.to_json())


if __name__ == "__main__":
    unittest.main()
