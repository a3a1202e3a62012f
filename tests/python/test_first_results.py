"""A family from plain dicts to a share, its explanation and its errors; the same as the command line says."""

import json
import os
import subprocess
import sys
import unittest
from datetime import date
from decimal import Decimal

import carefare
from families import JULY, PLAN, RIVERA, ROOT, SHARE, tables


class FirstResults(unittest.TestCase):
    def test_share_of_one_family(self) -> None:
        result = PLAN.evaluate(tables())
        self.assertEqual(result.value(SHARE), Decimal("86.56"))  # 27% x (38,000 - 21,330) / 52 = 86.555..., half up
        self.assertEqual(result.value("family_week.share"), Decimal("86.56"))
        self.assertEqual(result.value("family[rivera].income_limit"), Decimal(42660))
        self.assertIs(result.value("family[rivera].income_eligible"), True)

    def test_whole_numbers_of_money_are_cents(self) -> None:
        for income in (3_800_000, "38000", "$38000.00", Decimal("38000.00")):
            self.assertEqual(PLAN.evaluate(tables(annual_gross_income=income)).value(SHARE), Decimal("86.56"), income)

    def test_every_way_to_write_rows(self) -> None:
        want = PLAN.evaluate(tables()).to_json()
        family = {name: value for name, value in RIVERA.items() if name != "key"}
        week = {"start": date(2019, 7, 8)}
        ways: dict[str, carefare.Tables] = {
            "by key": {"families": {"rivera": family}, "family_weeks": {"july": {"family": "rivera", **week}}},
            "inside": {"families": {"rivera": {**family, "family_weeks": {"july": week}}}},
            "columns": {
                "families": {name: [value] for name, value in RIVERA.items()},
                "family_weeks": {name: [value] for name, value in JULY.items()},
            },
        }
        for name, way in ways.items():
            self.assertEqual(PLAN.evaluate(way).to_json(), want, name)

    def test_explanation_is_that_of_the_command_line(self) -> None:
        command = [os.environ["CAREFARE"], "explain", "--format", "json", "--plan", "ny/westchester", "examples/one-family.yaml", SHARE]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        mine = json.loads(PLAN.explain(tables(), SHARE, format="json"))
        want = json.loads(said)
        self.assertEqual(_without_places(mine), _without_places(want))
        self.assertIn("owes $86.56 a week", PLAN.explain(tables(), SHARE, style="letter"))

    def test_pending_says_what_it_needs(self) -> None:
        result = PLAN.evaluate(tables(annual_gross_income=None))
        self.assertEqual(result.state(SHARE), "pending")
        with self.assertRaises(carefare.ResultError) as caught:
            result.value(SHARE)
        self.assertIn("annual_gross_income", str(caught.exception))
        self.assertIn("family.annual_gross_income", result.pending["needed"])

    def test_command_line_of_the_package(self) -> None:
        for arguments, status in ((["test", "examples/one-family.yaml"], 0), (["check", "nowhere"], 2), (["nonsense"], 2)):
            run = subprocess.run([sys.executable, "-m", "carefare", *arguments], cwd=ROOT, capture_output=True, check=False)
            self.assertEqual(run.returncode, status, arguments)


def _without_places(of: object) -> object:
    """Rows have a place in a file there and none here."""
    if isinstance(of, dict):
        return {name: _without_places(value) for name, value in of.items() if name not in ("file", "line", "column", "place", "where")}
    return [_without_places(one) for one in of] if isinstance(of, list) else of


if __name__ == "__main__":
    unittest.main()
