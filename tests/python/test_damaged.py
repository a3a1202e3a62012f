"""Rows that somebody has damaged: in columns as far as their families are sound, and row by row, they come to the same results, needs
and findings. Which cells are damaged is drawn from seeds; SEEDS asks for more of them."""

import os
import random
import unittest

import carefare
from caseloads import ASSUME, MONTH, ROOT, Texts, sampled

from carefare import _carefare

FAMILIES, SEEDS, DAMAGES = 12, int(os.environ.get("SEEDS", "30")), 4


def damage(tables: Texts, chance: random.Random) -> str:
    """Changes one cell, or a row; says what."""
    name = chance.choice([name for name, columns in tables.items() if len(next(iter(columns.values()))) > 1])
    columns = tables[name]
    column = chance.choice(list(columns))
    rows = len(columns[column])
    row, other = chance.randrange(rows), chance.randrange(rows)
    how = chance.choice(["empty", "text", "other row", "twice", "key", "another table's"])
    if how == "empty" and column not in ("key",):
        columns[column][row] = None
    elif how == "text":
        columns[column][row] = "?"
    elif how == "other row":
        columns[column][row] = columns[column][other]
    elif how == "twice":
        for cells in columns.values():
            cells.append(cells[row])
    elif how == "key":
        columns["key"][row] = columns["key"][other]
    else:
        strange = chance.choice(list(tables.values()))
        columns[column][row] = (chance.choice(strange["key"]) if strange["key"] else None) or "nobody"
    return f"{how}: {name}.{column} of row {row}"


class Damaged(unittest.TestCase):
    def test_a_shared_row_that_stands_twice_is_one_row(self) -> None:
        """Both are set aside, and nothing is known of the one that they are to the families that read it."""
        plan = carefare.load("ny/westchester", tree=ROOT, assume=ASSUME)
        texts, windows = sampled(FAMILIES, 3)
        for cells in texts["closures"].values():
            cells.append(cells[0])
        rows = plan.dataset(texts, windows=windows)
        result = plan.evaluate(rows, pay=MONTH, findings="keep")
        self.assertEqual([(one["code"], one["key"]) for one in result.findings.rows()], [("R003", texts["closures"]["key"][0])] * 2)
        keys = result["closed_days"]["key"]
        self.assertEqual(len(keys), len(set(keys)))
        by_rows = _carefare.evaluate(plan._held, rows._rows, f"{MONTH}-01", f"{MONTH}-30", 1, 4096, True, None)
        self.assertEqual(result.to_json(), by_rows.to_json())

    def test_columns_and_rows_agree(self) -> None:
        plan = carefare.load("ny/westchester", tree=ROOT, assume=ASSUME)
        texts, windows = sampled(FAMILIES, 3)
        compared = found = 0
        for seed in range(SEEDS):
            chance = random.Random(seed)
            tables: Texts = {name: {column: list(cells) for column, cells in columns.items()} for name, columns in texts.items()}
            did = [damage(tables, chance) for _ in range(chance.randrange(1, DAMAGES + 1))]
            with self.subTest(seed=seed, did=did):
                try:
                    rows = plan.dataset(tables, windows=windows)
                except carefare.InputError:
                    continue  # what cannot be rows at all

                def evaluate(block_rows: int, row_by_row: bool, rows: carefare.Dataset = rows) -> str:
                    return _carefare.evaluate(plan._held, rows._rows, f"{MONTH}-01", f"{MONTH}-30", 1, block_rows, row_by_row, None).to_json()

                by_rows = evaluate(4096, True)
                self.assertEqual(evaluate(1, False), by_rows)
                self.assertEqual(evaluate(4096, False), by_rows)
                compared += 1
                found += '"findings":[]' not in by_rows
        self.assertGreater(compared, SEEDS // 5)
        self.assertGreater(found, compared // 3)


if __name__ == "__main__":
    unittest.main()
