"""Tables cross without a copy, in and out: buffers lie where they lay. What is malformed or used twice is refused."""

import gc
import resource
import unittest
from datetime import date, datetime
from decimal import Decimal

import pandas
import polars
import pyarrow

import carefare
from families import PLAN, tables

ROWS = 2_000_000


def big() -> pyarrow.Table:
    """Two million families: keys, sizes, incomes in cents, days, with nulls; made without a Python object a row."""
    numbers = pyarrow.array(range(ROWS), pyarrow.int64())
    keys = numbers.cast(pyarrow.string())
    size = pyarrow.compute.add(pyarrow.compute.bit_wise_and(numbers, 3), 1)
    income = pyarrow.compute.if_else(pyarrow.compute.equal(size, 4), None, pyarrow.compute.multiply(numbers, 3))
    days = pyarrow.compute.add(pyarrow.compute.bit_wise_and(numbers, 1023), 17000).cast(pyarrow.int32()).cast(pyarrow.date32())
    return pyarrow.table({"key": keys, "size": size.cast(pyarrow.int8()), "annual_gross_income": income, "determined_on": days})


def addresses(table: pyarrow.Table, column: str) -> list[list[int]]:
    return [[0 if buffer is None else buffer.address for buffer in chunk.buffers()] for chunk in table[column].chunks]


def memory() -> int:
    """The most that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class Crossing(unittest.TestCase):
    def test_two_million_rows_cross_without_a_copy(self) -> None:
        source = big()
        before = memory()
        taken = carefare.Table(source)
        self.assertEqual(taken.num_rows, ROWS)
        for column in source.column_names:
            self.assertEqual(taken.buffer_addresses(column), addresses(source, column), column)
        for back in (taken.to_arrow(), pyarrow.RecordBatchReader.from_stream(taken).read_all()):
            for column in source.column_names:
                self.assertEqual(addresses(back, column), addresses(source, column), column)
            self.assertTrue(back.equals(source))
        self.assertLess(memory() - before, source.nbytes / 10)

    def test_two_million_rows_are_read_where_they_lie(self) -> None:
        """The engine makes rows of its own of a stretch of a table, and no copy of the table: a view of one row of it is cheap."""
        source = big()
        view = source.slice(1_999_999, 1)
        taken = carefare.Table(view)
        for column in ("size", "annual_gross_income", "determined_on"):
            self.assertEqual(taken.buffer_addresses(column)[0][-1], addresses(source, column)[-1][-1], column)
        self.assertEqual(taken["annual_gross_income"], [None])
        self.assertEqual(taken["size"], [4])
        self.assertEqual(PLAN.dataset({"families": view}).counts(), {"families": 1})

    def test_results_leave_without_a_copy(self) -> None:
        share = PLAN.evaluate(tables())["family_weeks"]
        back = share.to_arrow()
        self.assertEqual(addresses(back, "share"), share.buffer_addresses("share"))
        kept = back["share"]
        del share, back
        gc.collect()
        self.assertEqual(kept.to_pylist(), [Decimal("86.56")])  # the buffers live as long as anybody looks at them

    def test_polars_and_pandas_keep_their_buffers_where_they_can(self) -> None:
        frame = polars.DataFrame({"size": range(1000)}, schema={"size": polars.Int64})
        self.assertEqual(carefare.Table(frame).buffer_addresses("size"), addresses(frame.to_arrow(), "size"))
        source = pyarrow.table({"size": pyarrow.array([1, None, 3])})
        arrowed = source.to_pandas(types_mapper=pandas.ArrowDtype)
        self.assertEqual(carefare.Table(arrowed).buffer_addresses("size")[0][1], addresses(source, "size")[0][1])

    def test_a_table_goes_round_as_often_as_one_likes(self) -> None:
        table = carefare.Table(pyarrow.table({"a": [1, 2], "b": ["x", None]}))
        for _ in range(3):
            table = carefare.Table(carefare.Table(polars.DataFrame(carefare.Table(table.to_arrow()))))
        self.assertEqual(list(table.rows()), [{"a": 1, "b": "x"}, {"a": 2, "b": None}])

    def test_a_capsule_is_taken_once(self) -> None:
        capsule = carefare.Table(pyarrow.table({"a": [1]})).__arrow_c_stream__()

        class Given:
            def __arrow_c_stream__(self, requested_schema: object = None) -> object:
                return capsule

        self.assertEqual(carefare.Table(Given())["a"], [1])
        with self.assertRaises(carefare.InputError):
            carefare.Table(Given())

    def test_capsules_that_nobody_takes_are_released(self) -> None:
        table = carefare.Table(pyarrow.table({"a": ["x"] * 1000, "b": pyarrow.array(["y"] * 1000).dictionary_encode()}))
        held = pyarrow.total_allocated_bytes()
        for _ in range(100):
            table.__arrow_c_stream__()
            table.__arrow_c_schema__()
        del table
        gc.collect()
        self.assertLess(pyarrow.total_allocated_bytes(), held)

    def test_cells_as_python_values(self) -> None:
        table = carefare.Table(
            pyarrow.table(
                {
                    "money": pyarrow.array([Decimal("-0.05"), None, Decimal("86.56")], pyarrow.decimal128(38, 2)),
                    "words": pyarrow.array(["a", "b", None]).dictionary_encode(),
                    "large": pyarrow.array(["a", "", None], pyarrow.large_string()),
                    "yes": [True, None, False],
                    "days": [date(2019, 7, 8), None, date(1969, 12, 31)],
                    "moments": [datetime(2019, 7, 8, 8, 30), None, datetime(1969, 12, 31, 23, 59)],
                    "nothing": [None, None, None],
                    "whole": pyarrow.array([1, None, 255], pyarrow.uint8()),
                }
            ).slice(1)
        )
        self.assertEqual(
            list(table.rows())[1],
            {
                "money": Decimal("86.56"),
                "words": None,
                "large": None,
                "yes": False,
                "days": date(1969, 12, 31),
                "moments": datetime(1969, 12, 31, 23, 59),
                "nothing": None,
                "whole": 255,
            },
        )
        self.assertEqual(set(list(table.rows())[0].values()), {None, "b", ""})
        with self.assertRaises(KeyError):
            table["colour"]


if __name__ == "__main__":
    unittest.main()
