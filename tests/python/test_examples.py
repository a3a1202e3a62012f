"""The examples run as their first lines say, and say what is right."""

import os
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal
from pathlib import Path

ROOT = Path(os.environ["CAREFARE_SOURCE_DIR"])


def run(name: str, *arguments: str) -> str:
    made = subprocess.run(
        [sys.executable, ROOT / "examples/python" / name, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


class Examples(unittest.TestCase):
    def test_first(self) -> None:
        said = run("first.py")
        self.assertIn("The family pays $86.56 a week.", said)
        self.assertIn("By its income the family owes $86.56 a week (18 NYCRR 415.3(e)(3)).", said)
        self.assertIn("it needs the fact 'family.annual_gross_income'", said)

    def test_rates(self) -> None:
        said = run("rates.py", "40")
        self.assertRegex(said, r"week\.payment: [\d,.]+ -> [\d,.]+ \(\+[\d,.]+ dollars\)")
        self.assertIn("weekly", said)

    def test_shares(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            chart = Path(folder) / "shares.png"
            said = run("shares.py", str(chart), "40")
            self.assertTrue(chart.read_bytes().startswith(b"\x89PNG"))
            self.assertGreater(chart.stat().st_size, 10_000)
        paid = [line.partition("$")[2].split()[0].replace(",", "") for line in said.splitlines()]
        self.assertEqual(len(paid), 6)
        self.assertGreater(Decimal(paid[0]), Decimal(paid[-1]))


if __name__ == "__main__":
    unittest.main()
