"""What is wrong with what is handed in is said with table, row, column and what to do; nothing is guessed."""

import tempfile
import unittest
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

import pandas
import polars
import pyarrow

import carefare
from families import JULY, PLAN, RIVERA, ROOT, SHARE, tables


def problem(of: Callable[[], object], kind: type[carefare.CarefareError] = carefare.InputError) -> carefare.Problem:
    try:
        of()
    except kind as found:
        assert type(found) is kind, repr(found)
        return found.first
    raise AssertionError("nothing was refused")


def columns(**changes: Any) -> dict[str, list[Any]]:
    return {name: [value] for name, value in (RIVERA | changes).items()}


class Errors(unittest.TestCase):
    def check(self, found: carefare.Problem, table: str, row: str, column: str, advice: str, code: str = "H008") -> None:
        self.assertEqual((found.table, found.row, found.column, found.code), (table, row, column, code), found)
        self.assertIn(advice, found.advice, found)

    def test_a_float_is_refused_with_advice(self) -> None:
        for change in ({"annual_gross_income": 38000.0}, {"annual_gross_income": 0.1}, {"annual_gross_income": float("nan")}):
            found = problem(lambda change=change: PLAN.evaluate(tables(**change)))  # type: ignore[misc]
            self.check(found, "families", "rivera", "annual_gross_income", 'Decimal("86.56")')
            self.assertIn("binary floating point is not exact", found.message)
        self.check(problem(lambda: PLAN.evaluate(tables(size=3.0))), "families", "rivera", "size", "int")

    def test_a_float_column_of_a_frame_is_refused_with_advice(self) -> None:
        wrong = columns(annual_gross_income=38000.0)
        for frame in (pandas.DataFrame(wrong), polars.DataFrame(wrong), pyarrow.table(wrong)):
            found = problem(lambda frame=frame: PLAN.evaluate({"families": frame}))  # type: ignore[misc]
            self.check(found, "families", "rivera", "annual_gross_income", 'Decimal("86.56")', "H012")
        counts = pandas.DataFrame({"key": ["a", "b"], "size": [3, None]})  # an empty cell makes floats of whole numbers
        self.check(problem(lambda: PLAN.evaluate({"families": counts})), "families", "a", "size", "Int64", "H012")

    def test_a_wrong_type(self) -> None:
        for value, column, advice in (
            (True, "size", "int"),
            (3, "homeless", "True or False"),
            ("perhaps", "homeless", "yes"),
            ("many", "size", "12.5"),
            ("2019-02-30", "determined_on", "2019-06-01"),
            (date(2019, 6, 1), "size", "int"),
            (datetime(2019, 6, 1, 8, 30), "determined_on", "datetime.date"),
            (datetime(2019, 6, 1, tzinfo=timezone.utc), "determined_on", "zone"),
            (Decimal("NaN"), "annual_gross_income", "Decimal"),
            (10**20, "annual_gross_income", "smaller"),
            ([], "size", "int"),
        ):
            found = problem(lambda value=value, column=column: PLAN.evaluate(tables(**{column: value})))  # type: ignore[misc]
            self.check(found, "families", "rivera", column, advice)

    def test_a_word_that_there_is_not(self) -> None:
        member = {"key": "ann", "family": "rivera", "role": "aunt"}
        found = problem(lambda: PLAN.evaluate({"families": [RIVERA], "members": [member]}))
        self.check(found, "members", "ann", "role", "caretaker")

    def test_a_wrong_type_of_a_frame(self) -> None:
        found = problem(lambda: PLAN.evaluate({"families": polars.DataFrame(columns(homeless=3))}))
        self.check(found, "families", "rivera", "homeless", "text of a cell", "H012")
        zoned = polars.DataFrame(columns(determined_on=datetime(2019, 6, 20, tzinfo=timezone.utc)))
        self.check(problem(lambda: PLAN.evaluate({"families": zoned})), "families", "rivera", "determined_on", "without a zone", "H012")
        self.check(problem(lambda: PLAN.evaluate({"families": polars.Series([1])})), "families", "", "", "pyarrow", "H012")

    def test_a_time_of_a_day_is_no_date(self) -> None:
        midnight = PLAN.evaluate({"families": pandas.DataFrame(columns(determined_on=pandas.Timestamp("2019-06-20"))), "family_weeks": [JULY]})
        self.assertEqual(midnight.value(SHARE), Decimal("86.56"))
        morning = pandas.DataFrame(columns(determined_on=pandas.Timestamp("2019-06-20 08:30")))
        found = problem(lambda: PLAN.evaluate({"families": morning}))
        self.check(found, "families", "rivera", "determined_on", 'findings="keep"', "F003")

    def test_a_missing_column(self) -> None:
        without = [{name: value for name, value in RIVERA.items() if name != "key"}]
        self.check(problem(lambda: PLAN.evaluate({"families": without})), "families", "number 0", "", "key")
        keyless = {"families": polars.DataFrame(without)}
        self.check(problem(lambda: PLAN.evaluate(keyless)), "families", "", "key", "Add the column", "H012")
        ownerless = {"families": [RIVERA], "family_weeks": polars.DataFrame({"key": ["july"], "start": [date(2019, 7, 8)]})}
        self.check(problem(lambda: PLAN.evaluate(ownerless)), "family_weeks", "", "family", "Add the column", "H012")
        uneven = {"key": ["a", "b"], "size": [3]}
        self.check(problem(lambda: PLAN.evaluate({"families": uneven})), "families", "", "size", "a cell for each row", "H012")

    def test_names_that_there_are_not(self) -> None:
        self.check(problem(lambda: PLAN.evaluate(tables(sze=3))), "families", "rivera", "sze", "'size'", "H007")
        frame = {"families": polars.DataFrame(columns(sze=3))}
        self.check(problem(lambda: PLAN.evaluate(frame)), "families", "rivera", "sze", "'size'", "H007")
        self.assertIn("'families'", problem(lambda: PLAN.evaluate({"familys": []})).advice)
        self.assertIn("did you mean 'family_weeks'", _said(lambda: PLAN.inputs["family_week"]))

    def test_an_unknown_district(self) -> None:
        found = problem(lambda: carefare.load("ny/westchestr", tree=ROOT), carefare.PlanError)
        self.assertIn("'ny/westchester'", found.advice)
        found = problem(lambda: carefare.load("ny/westchester", tree=ROOT, assume="nowhere.yaml"), carefare.PlanError)
        self.assertIn("nowhere.yaml", found.message)
        for endless in ("/dev/zero", "/dev"):
            found = problem(lambda: carefare.load("ny/westchester", tree=ROOT, assume=endless), carefare.PlanError)
            self.assertIn(f"'{endless}' is no file", found.message)
        with tempfile.NamedTemporaryFile(suffix=".yaml") as large:
            large.write(b" " * (4 * 1024 * 1024 + 1))
            large.flush()
            found = problem(lambda: carefare.load("ny/westchester", tree=ROOT, assume=large.name), carefare.PlanError)
            self.assertIn("is larger than 4194304 bytes", found.message)
        provider = {"key": "sunny", "county": "Westchestr"}
        found = problem(lambda: PLAN.evaluate({"providers": [provider]}))
        self.check(found, "providers", "sunny", "county", "'Westchester'")

    def test_dates_outside_the_rules(self) -> None:
        found = problem(lambda: PLAN.evaluate(tables(determined_on="1990-01-01")))
        self.check(found, "families", "rivera", "determined_on", "findings=\"keep\"", "R005")
        self.assertIn("[2000-01-01..2099-12-31]", found.message)
        found = problem(lambda: PLAN.evaluate(tables(determined_on="10000-01-01")))
        self.check(found, "families", "rivera", "determined_on", "2019-06-01")
        # A day for which no standard was published: the result is pending and says so.
        result = PLAN.evaluate({"families": [RIVERA], "family_weeks": [JULY | {"start": "2030-07-08"}]})
        found = problem(lambda: result.value(SHARE), carefare.ResultError)
        self.assertEqual((found.table, found.row, found.column), ("family_weeks", "july", "share"))
        self.assertIn("state_income_standard", found.message)

    def test_rows_that_fit_no_other(self) -> None:
        found = problem(lambda: PLAN.evaluate({"families": [RIVERA], "family_weeks": [JULY | {"family": "nobody"}]}))
        self.assertEqual((found.table, found.row), ("family_weeks", "july"), found)
        twice = problem(lambda: PLAN.evaluate({"families": [RIVERA, RIVERA]}))
        self.assertEqual((twice.table, twice.row), ("families", "rivera"), twice)

    def test_families_may_be_set_aside(self) -> None:
        other = RIVERA | {"key": "late", "determined_on": "1990-01-01"}
        rows = {"families": [RIVERA, other], "family_weeks": [JULY]}
        result = PLAN.evaluate(rows, findings="keep")
        self.assertEqual(result.value(SHARE), Decimal("86.56"))
        self.assertEqual(result.findings["key"], ["late"])
        self.assertIn("1990-01-01", problem(lambda: result.value("family[late].income_limit"), carefare.ResultError).message)

    def test_results_that_there_are_not(self) -> None:
        result = PLAN.evaluate(tables())
        for name in ("share", "family_week[july].shar", "family_week[june].share", "nothing[x].share"):
            self.assertTrue(problem(lambda name=name: result.value(name), carefare.ResultError).advice)  # type: ignore[misc]
        with self.assertRaises(KeyError):
            result["nothing"]

    def test_arguments(self) -> None:
        rows = PLAN.dataset(tables())
        self.assertIn("dataset", problem(lambda: PLAN.evaluate(rows, known_on="2019-07-01")).message)
        self.assertIn("2019-06", problem(lambda: PLAN.evaluate(rows, pay="June")).advice)
        self.assertIn("is no date", problem(lambda: PLAN.evaluate(rows, pay=("June", "July"))).message)
        for given in ([RIVERA], 3, None):
            self.assertIn('{"families": [...]}', problem(lambda given=given: PLAN.evaluate(given)).advice)  # type: ignore[misc]
        self.assertIn("another programme", problem(lambda: carefare.load("ny/westchester", tree=[ROOT, ROOT]).evaluate(rows)).message)


class Calls(unittest.TestCase):
    """What a call is given beside rows."""

    def refused(self, of: Callable[[], object], message: str, advice: str) -> None:
        found = problem(of)
        self.assertEqual(found.code, "H008", found)
        self.assertIn(message, found.message)
        self.assertIn(advice, found.advice)

    def test_half_a_pay(self) -> None:
        for pay, message in (
            ((None, "2019-07-31"), "its first day is missing"),
            (("2019-07-01", None), "its last day is missing"),
            ((None, None), "its first day is missing"),
            (("2019-07-01",), "no first and last day"),
            (7, "no first and last day"),
        ):
            self.refused(lambda pay=pay: PLAN.evaluate(tables(), pay=pay), message, "2019-06")  # type: ignore[misc]
        self.refused(lambda: PLAN.evaluate(tables(), pay=("2019-07-02", "2019-07-01")), "2019-07-02 to 2019-07-01", "first")
        PLAN.evaluate(tables(), pay=("2019-07-01", date(2019, 7, 1)))

    def test_windows(self) -> None:
        for window in ("2019-06", 3, ("2019-06-03",)):
            self.refused(lambda window=window: PLAN.dataset(tables(), windows={"visits": window}), "window of 'visits'", "open")  # type: ignore[misc]

    def test_threads(self) -> None:
        for threads in (-1, 0, 257, 2**40, 1.5, "2", True):
            for call in (
                lambda threads=threads: PLAN.evaluate(tables(), threads=threads),
                lambda threads=threads: PLAN.sweep(tables(), {"option.family_share_percent": ["10%"]}, threads=threads),
            ):
                self.refused(call, f"threads is {threads!r}", "from 1 to 256")
        for good in (1, 256, None):
            self.assertEqual(PLAN.evaluate(tables(), threads=good).value(SHARE), Decimal("86.56"))

    def test_rows_that_are_none(self) -> None:
        for rows in (3, None, "ann", b"ann", True):
            found = problem(lambda rows=rows: PLAN.evaluate({"families": [RIVERA | {"members": rows}]}))  # type: ignore[misc]
            self.assertEqual((found.code, found.table, found.row, found.column), ("H008", "families", "rivera", "members"))
            self.assertIn("an empty list", found.advice)
        self.assertEqual(PLAN.dataset({"families": [RIVERA | {"members": []}]}).counts(), {"families": 1})
        found = problem(lambda: PLAN.evaluate({"families": 3}))
        self.assertEqual((found.code, found.table), ("H008", "families"))

    def test_half_a_character(self) -> None:
        half = "a\ud800"
        for row, place in (
            (RIVERA | {"homeless": half}, ("families", "rivera", "homeless")),
            (RIVERA | {"determined_on": half}, ("families", "rivera", "determined_on")),
            (RIVERA | {half: 3}, ("families", "rivera", "'a\\ud800'")),
            (RIVERA | {"key": half}, ("families", "'a\\ud800'", "key")),
            ({half: 3} | RIVERA, ("families", "rivera", "'a\\ud800'")),
        ):
            found = problem(lambda row=row: PLAN.evaluate({"families": [row]}))  # type: ignore[misc]
            self.assertEqual((found.table, found.row, found.column), place)
            self.assertIn("half a character", found.message)
            self.assertIn("UTF-8", found.advice)
            str(found).encode()
        calls: tuple[Callable[[], object], ...] = (
            lambda: PLAN.evaluate({half: []}),
            lambda: PLAN.evaluate(tables(), known_on=half),
            lambda: PLAN.evaluate(tables(), pay=(half, "2019-07-31")),
            lambda: PLAN.dataset(tables(), windows={half: (None, None)}),
            lambda: PLAN.explain(tables(), half),
            lambda: PLAN.explain(tables(), SHARE, family=half),
            lambda: PLAN.sweep(tables(), {"option.family_share_percent": ["10%"]}, outputs=[half]),
            lambda: PLAN.evaluate(tables()).value(f"family_week[{half}].share"),
            lambda: carefare.load(half, tree=ROOT),
        )
        for call in calls:
            self.refused(call, "half a character", "UTF-8")


def _said(of: Callable[[], object]) -> str:
    try:
        of()
    except KeyError as found:
        return str(found.args[0])
    raise AssertionError("nothing was refused")


if __name__ == "__main__":
    unittest.main()
