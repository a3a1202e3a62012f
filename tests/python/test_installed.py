"""What a wheel holds is enough: module, command line, rules and plans, away from the tree and with nothing else installed."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
from pathlib import Path

import carefare

ROOT = Path(os.environ["CAREFARE_SOURCE_DIR"])
BUILD = Path(os.environ["CAREFARE"]).parent


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        cls.folder = Path(made.name)
        command = ["cmake", "--install", str(BUILD), "--component", "python", "--prefix", str(cls.folder)]
        subprocess.run(command, check=True, capture_output=True)
        for file in [*(ROOT / "bindings/python/carefare").glob("*.py*"), ROOT / "bindings/python/carefare/py.typed"]:
            shutil.copy(file, cls.folder / "carefare")

    folder: Path

    def run_there(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Isolated: neither the tree nor packages of the site are seen."""
        code = "import sys, runpy; sys.path.insert(0, sys.argv.pop(1)); sys.argv.pop(0); runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
        command = [sys.executable, "-I", "-S", "-c", code, str(self.folder), *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def test_the_first_example(self) -> None:
        shutil.copy(ROOT / "examples/python/first.py", self.folder / "first.py")
        made = self.run_there("first")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("The family pays $86.56 a week.", made.stdout)

    def test_assumptions_of_a_file_elsewhere(self) -> None:
        assumed = ROOT / "examples/westchester-june-2019.assume.yaml"
        lines = ["import carefare", f"plan = carefare.load('ny/westchester', assume={str(assumed)!r})"]
        lines += ["print(sum(entry.state == 'assumed' for option in plan.options.values() for entry in option.entries))"]
        (self.folder / "assumed.py").write_text("\n".join(lines), encoding="utf-8")
        made = self.run_there("assumed")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertGreater(int(made.stdout), 5)

    def test_the_command_line(self) -> None:
        data = self.folder / "carefare/data"
        made = self.run_there("carefare", "check", str(data / "rules"), str(data / "plans"))
        self.assertEqual(made.returncode, 0, made.stdout + made.stderr)
        self.assertEqual(self.run_there("carefare", "--version").stdout, f"carefare {carefare.__version__}\n")
        self.assertEqual(self.run_there("carefare", "check", "nowhere").returncode, 2)

    def test_the_command_line_finds_the_packages_rules(self) -> None:
        shutil.copy(ROOT / "examples/one-family.yaml", self.folder / "family.yaml")
        made = self.run_there("carefare", "explain", "family.yaml", "family_week[july].income_based_share")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("$86.56", made.stdout)

    def test_versions_agree(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        self.assertEqual(project["project"]["version"], carefare.__version__)
        pinned = dict(re.findall(r"^([\w-]+)==(.+)$", (ROOT / "scripts/requirements-python.txt").read_text(encoding="utf-8"), re.M))
        for name in ("scikit-build-core", "pybind11"):
            self.assertIn(f"{name}=={pinned[name]}", project["build-system"]["requires"])


if __name__ == "__main__":
    unittest.main()
