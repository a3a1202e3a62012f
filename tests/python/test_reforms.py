"""Reforms, sweeps and comparisons: what they change, what they leave, what they refuse."""

import unittest
from decimal import Decimal
from typing import Any

import carefare
from carefare.catalogue import Slot
from caseloads import ASSUME, MONTH, ROOT, sampled_rows
from families import PLAN, SHARE, tables

ROWS = PLAN.dataset(tables())


def share(changes: dict[str, Any]) -> object:
    return PLAN.reform(changes).evaluate(ROWS).value(SHARE)


class Reforms(unittest.TestCase):
    def test_an_option(self) -> None:
        for value in ("30%", Decimal("0.30")):
            self.assertEqual(share({"option.family_share_percent": value}), Decimal("96.17"))  # 30% x 16,670 / 52
        self.assertEqual(PLAN.evaluate(ROWS).value(SHARE), Decimal("86.56"))

    def test_by_days(self) -> None:
        option = "option.family_share_percent"
        self.assertEqual(share({option: {"2019-07-08": "30%"}}), Decimal("96.17"))
        self.assertEqual(share({option: {"2019-07-09": "30%"}}), Decimal("86.56"))
        self.assertEqual(share({option: {"2019-06-01..2019-07-07": "30%", "2019-07-08..": "10%"}}), Decimal("32.06"))  # 10% x 16,670 / 52

    def test_days_in_any_order(self) -> None:
        option = "option.family_share_percent"
        for days in ({"2019-06-01": "20%", "2019-07-01": "30%"}, {"2019-07-01": "30%", "2019-06-01": "20%"}):
            self.assertEqual(share({option: days}), Decimal("96.17"))  # 8 July: 30% x 16,670 / 52

    def test_cells_of_a_table(self) -> None:
        for value in ("22000", Decimal(22000), 2_200_000):  # whole numbers of money are cents
            self.assertEqual(share({"state_income_standard[size: 3]": value}), Decimal("83.08"))  # 27% x 16,000 / 52
        self.assertEqual(share({"state_income_standard[]": {"2019-06-01..2020-05-31": "22000"}}), Decimal("83.08"))
        self.assertEqual(share({"state_income_standard[size: 4]": "26000"}), Decimal("86.56"))

    def test_a_function_of_cells(self) -> None:
        raised = share({"state_income_standard[size: 3]": {"2019-06-01..2020-05-31": lambda old: old + 670}})
        self.assertEqual(raised, Decimal("83.08"))  # 21,330 + 670 = 22,000
        everywhere = PLAN.reform({"state_income_standard[size: 3]": lambda old: old + 670})
        self.assertEqual(everywhere.evaluate(ROWS).value(SHARE), Decimal("83.08"))
        day = everywhere.tables["state_income_standard"].cells("2024-07-01")[2].value
        was = PLAN.tables["state_income_standard"].cells("2024-07-01")[2].value
        assert isinstance(day, Decimal) and isinstance(was, Decimal)
        self.assertEqual(day, was + 670)

    def test_beyond_the_bounds_of_the_law(self) -> None:
        beyond = PLAN.reform({"option.family_share_percent": "5%"}, beyond_bounds=True)
        self.assertEqual(beyond.evaluate(ROWS).value(SHARE), Decimal("16.03"))  # 5% x 16,670 / 52 = 16.0288...
        again = beyond.reform({"state_income_standard[size: 3]": "22000"})  # what was laid over before is not asked again
        self.assertEqual(again.evaluate(ROWS).value(SHARE), Decimal("15.38"))  # 5% x 16,000 / 52 = 15.3846...
        with self.assertRaises(carefare.ReformError):
            PLAN.sweep(ROWS, {"option.family_share_percent": ["5%", "10%"]})
        self.assertEqual(len(PLAN.sweep(ROWS, {"option.family_share_percent": ["5%", "10%"]}, outputs=["family_week.share"], beyond_bounds=True)), 2)

    def test_reforms_of_reforms(self) -> None:
        once = PLAN.reform({"state_income_standard[size: 3]": "22000"})
        twice = once.reform({"option.family_share_percent": "30%"})
        self.assertEqual(twice.evaluate(ROWS).value(SHARE), Decimal("92.31"))  # 30% x 16,000 / 52 = 92.3076...
        self.assertEqual(twice.reform({"state_income_standard[size: 3]": "21330"}).evaluate(ROWS).value(SHARE), Decimal("96.17"))

    def test_the_explanation_says_so(self) -> None:
        told = PLAN.reform({"option.family_share_percent": "30%"}, reason="proposal of the board").explain(ROWS, SHARE)
        self.assertIn("proposal of the board", told)
        told = PLAN.reform({"state_income_standard[size: 3]": "22000"}, reason="another standard").explain(ROWS, SHARE, style="letter")
        self.assertIn("$22,000.00, for size 3 (assumed for this run: another standard)", " ".join(told.split()))

    def test_words_that_choose_are_checked(self) -> None:
        for call in (lambda: PLAN.evaluate(ROWS, findings="kep"), lambda: PLAN.explain(ROWS, SHARE, style="leter"), lambda: PLAN.explain(ROWS, SHARE, format="html")):  # type: ignore[arg-type]
            with self.assertRaisesRegex(carefare.InputError, "Give one of"):
                call()

    def test_what_is_refused(self) -> None:
        refused: tuple[tuple[Any, str], ...] = (
            ({"option.family_share_percent": 0.3}, "Decimal('0.3')"),
            ({"option.family_share_percent": 30}, "percent"),
            ({"option.family_share_percent": "500%"}, "["),
            ({"option.family_share_percent": "36%"}, "[10%..35%] (18 NYCRR 415.3(e)(3); R-030)"),
            ({"option.family_share_percent": {"2019-01-01": "9%"}}, "beyond_bounds=True"),
            ({"option.family_share_percnt": "30%"}, "did you mean 'family_share_percent'"),
            ({"family_share_percent": "30%"}, "option.NAME"),
            ({"parameter.weeks_per_year": 53}, "divides"),
            ({"parameter.state_income_standard_each_additional": Decimal(100_000)}, "[$3000..$8000]"),
            ({"parameter.state_income_standard_each_additional": "5000.50"}, "step $1"),
            ({"state_income_standard[size: 9]": "22000"}, "no cell"),
            ({"state_income_standard[persons: 3]": "22000"}, "persons"),
            ({"state_income_standard[3]": "22000"}, "keys are size"),
            ({"state_income_standards[size: 3]": "22000"}, "did you mean 'state_income_standard'"),
            ({"option.family_share_percent": {"July": "30%"}}, "no day"),
            ({"option.family_share_percent": {}}, "'option.family_share_percent': no day is said"),
            ({"state_income_standard[size: 3]": {}}, "'state_income_standard[size: 3]': no day is said"),
            ({"option.family_share_percent": "\ud800"}, "'option.family_share_percent': '\\ud800' holds half a character"),
            ({"option.\ud800": "30%"}, "'option.\\ud800': "),
            ({"state_income_standard[size: \ud800]": "22000"}, "half a character"),
            ({"option.family_share_percent": {"\ud800": "30%"}}, "no day"),
            ({3: "30%"}, "option.NAME"),
            ({"option.family_share_percent": {"2020-01-02..2020-01-01": "30%"}}, "end before they begin"),
            ({"state_income_standard[size: 3]": lambda old: float(old)}, "float"),
            ({"state_income_standard[size: 3]": lambda old: round(old * 2)}, "dollars or cents"),
            ({"state_income_standard[size: 3, size: 4]": "22000"}, "named twice"),
            ({"state_income_standard[sise: 3]": lambda old: old}, "no key of 'state_income_standard'"),
            ({"option.family_share_percent": {"": "30%"}}, "no day"),
            ({"option.family_share_percent": {"2019-06-01..2019-07-31": "30%", "2019-07-31..": "20%"}}, "two values"),
            ({"option.family_share_percent": {"2019-07-01": "30%", "2019-07-01..2019-07-31": "20%"}}, "two values"),
        )
        for changes, words in refused:
            with self.assertRaises(carefare.ReformError, msg=str(changes)) as caught:
                PLAN.reform(changes)
            self.assertIn(words, str(caught.exception), changes)
            self.assertTrue(caught.exception.first.advice, changes)
            str(caught.exception).encode()
        with self.assertRaisesRegex(carefare.ReformError, "half a character"):
            PLAN.reform({"option.family_share_percent": "30%"}, reason="\ud800")


class Catalogue(unittest.TestCase):
    def test_options_have_dates_bounds_and_citations(self) -> None:
        option = PLAN.options["family_share_percent"]
        self.assertEqual(option.value_on("2019-07-08"), Decimal("0.27"))
        self.assertEqual(option.bounds[0].range, "[10%..35%]")
        entry = option.entry_on("2019-07-08")
        assert entry is not None
        self.assertIn("appendix M-1 III", entry.cite)
        self.assertIn("westchester.yaml", entry.place)
        self.assertIn("<Option family_share_percent: percent = ", repr(option))

    def test_everything_shows_itself(self) -> None:
        shown = [PLAN, PLAN.inputs, PLAN.outputs, PLAN.options, PLAN.parameters, PLAN.readings, PLAN.tables, PLAN.rules, ROWS, PLAN.evaluate(ROWS)]
        for named in (PLAN.options, PLAN.parameters, PLAN.readings, PLAN.tables, PLAN.rules, PLAN.inputs, PLAN.outputs):
            self.assertGreater(len(named), 4)
            shown += list(named.values())
        for one in shown:
            self.assertNotIn(" object at 0x", repr(one))
            self.assertGreater(len(repr(one)), 10)

    def test_tables_have_cells(self) -> None:
        rates = PLAN.tables["market_rate"]
        self.assertEqual([key.name for key in rates.keys], ["group", "county", "provider", "period", "age"])
        cell = rates.cells("2019-06-01")[0]
        self.assertEqual(cell.keys["period"], "weekly")
        self.assertIsInstance(cell.value, Decimal)
        self.assertIn("2019-05-01.csv", cell.place)
        self.assertEqual(rates.cells("2015-01-01"), [])  # a gap

    def test_rules_have_citations(self) -> None:
        rule = PLAN.rules["family_week.income_based_share"]
        self.assertIn("415.3(e)(3)", rule.cite)
        self.assertTrue(rule.is_output)
        self.assertIn("option.family_share_percent", str(rule.versions[0].text))

    def test_values_that_count_are_those_of_the_reform(self) -> None:
        reformed = PLAN.reform({"option.family_share_percent": {"2019-07-01": "30%"}}).options["family_share_percent"]
        self.assertEqual([reformed.value_on(day) for day in ("2019-06-30", "2019-07-01")], [Decimal("0.27"), Decimal("0.30")])
        self.assertIsInstance(reformed, Slot)


class Caseloads(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.plan = carefare.load("ny/westchester", tree=ROOT, assume=ASSUME)
        cls.rows = sampled_rows(cls.plan, 60, 3)
        cls.before = cls.plan.evaluate(cls.rows, pay=MONTH, findings="keep")

    plan: carefare.Plan
    rows: carefare.Dataset
    before: carefare.Result

    def test_a_sweep_comes_to_what_whole_evaluations_come_to(self) -> None:
        outputs = ["family_week.share", "family_week.income_based_share"]
        percents = ["10%", "27%", "35%"]
        told: list[tuple[int, int]] = []
        sweep = self.plan.sweep(
            self.rows, {"option.family_share_percent": percents}, outputs=outputs, progress=lambda done, all: told.append((done, all))
        )
        self.assertEqual(told, [(1, 3), (2, 3), (3, 3)])
        self.assertEqual(len(sweep), 6)
        for percent in percents:
            whole = self.plan.reform({"option.family_share_percent": percent}).evaluate(self.rows, findings="keep")
            sums = whole.totals()
            for output in outputs:
                row = next(one for one in sweep[output] if one["option.family_share_percent"] == percent)
                self.assertEqual({name: row[name] for name in sums[output]}, sums[output], (percent, output))
        self.assertEqual(sweep.to_polars().height, 6)
        self.assertEqual(len(sweep.to_pandas()), 6)

    def test_a_sweep_refuses_what_is_no_option(self) -> None:
        for grid in ({"parameter.state_income_standard_each_additional": ["5000"]}, {"option.family_share_percent": [{"2019-07-01": "30%"}]}):
            with self.assertRaises(carefare.ReformError):
                self.plan.sweep(self.rows, grid)

    def test_a_comparison_adds_up(self) -> None:
        after = self.plan.reform({"option.family_share_percent": "35%"}).evaluate(self.rows, pay=MONTH, findings="keep")
        found = carefare.compare(self.before, after, "week.payment", by="basis")
        self.assertEqual(found.total.before, self.before.totals()["week.payment"]["total"])
        self.assertEqual(found.total.after, after.totals()["week.payment"]["total"])
        self.assertLess(found.total.change, 0)
        for parts in (found.groups, found.families):
            self.assertEqual(sum(one.change for one in parts), found.total.change)
        movers = found.largest_movers(3)
        self.assertEqual(abs(movers[0].change), max(abs(one.change) for one in found.families))
        self.assertGreaterEqual(abs(movers[0].change), abs(movers[1].change))
        self.assertIn("week.payment", repr(found))
        halves = {family: "a" if n % 2 else "b" for n, family in enumerate(sorted(one.name for one in found.families))}
        by_half = carefare.compare(self.before, after, "week.payment", by=halves)
        self.assertEqual(sum(one.change for one in by_half.groups), found.total.change)

    def test_nothing_changed(self) -> None:
        found = carefare.compare(self.before, self.before, "week.payment")
        self.assertEqual((found.total.change, found.total.changed, found.families, found.states), (0, 0, [], {}))

    def test_a_raise_of_rates_raises_payments(self) -> None:
        reform = {"market_rate[group: 1]": {"2019-05-01..": lambda rate: (rate * Decimal("1.05")).quantize(Decimal("0.01"))}}
        after = self.plan.reform(reform).evaluate(self.rows, pay=MONTH, findings="keep")
        found = carefare.compare(self.before, after, "week.payment")
        self.assertGreater(found.total.change, 0)
        self.assertTrue(all(one.change >= 0 for one in found.families))

    def test_comparisons_that_cannot_be(self) -> None:
        for output in ("week.paymnt", "family_week.exempt_from_share"):
            with self.assertRaises(carefare.ResultError):
                carefare.compare(self.before, self.before, output)
        with self.assertRaises(carefare.ResultError):
            carefare.compare(self.before, self.before, "week.payment", by="colour")
        other = self.plan.evaluate(self.rows, pay=("2019-06-03", "2019-06-09"), findings="keep")
        with self.assertRaises(carefare.ResultError):
            carefare.compare(self.before, other, "week.payment")


if __name__ == "__main__":
    unittest.main()
