"""Amounts are exact whatever precision the caller's own arithmetic is set to."""

import decimal
import unittest
from decimal import Decimal
from typing import Any

import carefare
from carefare.values import to_cell, to_value
from families import PLAN, SHARE, tables

INCOME = "38749.99"  # 17,419.99 above the standard: 27% / 52 = 90.4499...; of 38,700 it would be 90.1903...


class Precision(unittest.TestCase):
    def setUp(self) -> None:
        own = decimal.localcontext(prec=3)
        own.__enter__()
        self.addCleanup(own.__exit__, None, None, None)

    def share(self, **changes: Any) -> object:
        return PLAN.evaluate(tables(**changes)).value(SHARE)

    def test_rows(self) -> None:
        for income in (INCOME, Decimal(INCOME), 3874999):
            self.assertEqual(str(self.share(annual_gross_income=income)), "90.45", income)
        self.assertEqual(str(self.share(annual_gross_income=Decimal("3.8E+4"))), "86.56")
        self.assertEqual(str(self.share(size=Decimal("3.0"))), "86.56")

    def test_the_size_of_decimals(self) -> None:
        largest = Decimal("92233720368547758.07")  # of cents, in 63 bits
        PLAN.dataset(tables(annual_gross_income=largest))
        for none in ("0", "-0.00", "0E+999999", "0E-18"):
            want = PLAN.evaluate(tables(annual_gross_income="0")).to_json()
            self.assertEqual(PLAN.evaluate(tables(annual_gross_income=Decimal(none))).to_json(), want, none)
        for beyond in ("92233720368547758.08", "1E+19", "1E+999999999999", "1E+25", "-92233720368547758.09"):
            with self.assertRaises(carefare.InputError, msg=beyond) as caught:
                PLAN.dataset(tables(annual_gross_income=Decimal(beyond)))
            self.assertIn("63 bits", caught.exception.first.message)
            self.assertEqual(caught.exception.first.column, "annual_gross_income")
        with self.assertRaises(carefare.InputError) as caught:
            PLAN.dataset(tables(annual_gross_income=Decimal("1E-19")))
        self.assertIn("18 decimals", caught.exception.first.message)

    def test_reforms(self) -> None:
        rows = PLAN.dataset(tables())
        # 27% x (38,000 - 22,001) / 52 = 83.0717...; of 22,000 it would be 83.0769...
        for value in ("22001", Decimal(22001), 2_200_100):
            self.assertEqual(str(PLAN.reform({"state_income_standard[size: 3]": value}).evaluate(rows).value(SHARE)), "83.07", value)
        raised = PLAN.reform({"option.family_share_percent": Decimal("0.30")}).options["family_share_percent"]
        self.assertEqual(raised.value_on("2019-07-08"), Decimal("0.30"))

    def test_cells_and_values(self) -> None:
        self.assertEqual(to_cell(3874999, "money"), "38749.99")
        self.assertEqual(to_cell(Decimal("0.271234"), "percent"), "27.1234%")
        self.assertEqual(str(to_value("27.1234%", "percent")), "0.271234")
        self.assertEqual(str(to_value("$38749.99", "money")), "38749.99")

    def test_sums(self) -> None:
        before = PLAN.evaluate(tables(annual_gross_income=INCOME))
        after = PLAN.reform({"option.family_share_percent": "35%"}).evaluate(before.dataset)
        found = carefare.compare(before, after, "family_week.share")
        # 35% x 17,419.99 / 52 = 117.2499...
        self.assertEqual([str(one) for one in (found.total.before, found.total.after, found.total.change)], ["90.45", "117.25", "26.80"])
        self.assertEqual([str(one.change) for one in found.largest_movers()], ["26.80"])
        self.assertIn("90.45 -> 117.25 (+26.80 dollars)", repr(found))


if __name__ == "__main__":
    unittest.main()
