"""Long work: other threads go on, Ctrl-C stops it, progress is told."""

import os
import signal
import subprocess
import sys
import threading
import time
import unittest

import carefare
from caseloads import ASSUME, MONTH, ROOT, sampled_rows

FAMILIES, MANY = 120, 1000  # many: long enough to be stopped on the way, in an optimised build too
FIRST = """
import carefare
plan = carefare.load("ny/westchester", tree=%r)
family = dict(key="rivera", determined_on="2019-06-20", size=3, annual_gross_income="38000", public_assistance=False, homeless=False,
              in_eligibility_period=False, foster_care=False, protective_or_preventive=False, children_only=False)
result = plan.evaluate({"families": [family], "family_weeks": [dict(key="july", family="rivera", start="2019-07-08")]})
assert str(result.value("family_week[july].share")) == "86.56"
"""


class Running(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.plan = carefare.load("ny/westchester", tree=ROOT, assume=ASSUME)
        cls.rows = sampled_rows(cls.plan, FAMILIES, 5)

    plan: carefare.Plan
    rows: carefare.Dataset

    def evaluate(self, progress: carefare.Progress | None = None, threads: int = 1) -> carefare.Result:
        return self.plan.evaluate(self.rows, pay=MONTH, findings="keep", progress=progress, threads=threads)

    def test_the_interpreter_is_free_meanwhile(self) -> None:
        counted = 0
        done = threading.Event()

        def count() -> None:
            nonlocal counted
            while not done.is_set():
                counted += 1
                time.sleep(0.001)

        thread = threading.Thread(target=count)
        thread.start()
        self.evaluate()
        done.set()
        thread.join()
        self.assertGreater(counted, 20)

    def test_progress_is_told(self) -> None:
        told: list[tuple[int, int]] = []
        self.evaluate(lambda done, all: told.append((done, all)))
        self.assertEqual(told[-1], (FAMILIES, FAMILIES))
        self.assertEqual(told, sorted(told))

    def test_threads_share_a_plan(self) -> None:
        want = self.evaluate().to_json()
        got: list[str] = []
        threads = [threading.Thread(target=lambda: got.append(self.evaluate().to_json())) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(got, [want] * 3)

    def test_a_first_result_by_hand(self) -> None:
        """By a process of its own, that has done nothing before."""
        subprocess.run([sys.executable, "-c", FIRST % str(ROOT)], capture_output=True, text=True, check=True)

    def test_frames_are_loaded_by_who_uses_them(self) -> None:
        code = "import sys, carefare; print([name for name in ('numpy', 'pandas', 'polars', 'pyarrow') if name in sys.modules])"
        self.assertEqual(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout, "[]\n")


class Stopping(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.plan = carefare.load("ny/westchester", tree=ROOT, assume=ASSUME)
        cls.rows = sampled_rows(cls.plan, MANY, 5)
        cls.whole = cls.plan.evaluate(cls.rows, pay=MONTH, findings="keep", threads=1).to_json()

    plan: carefare.Plan
    rows: carefare.Dataset
    whole: str

    def test_what_progress_raises_stops_the_work(self) -> None:
        told: list[tuple[int, int]] = []

        def refuse(done: int, all: int) -> None:
            told.append((done, all))
            raise RuntimeError("enough")

        with self.assertRaisesRegex(RuntimeError, "enough"):
            self.plan.evaluate(self.rows, pay=MONTH, findings="keep", threads=1, progress=refuse)
        [(done, all)] = told
        self.assertEqual(all, MANY)
        self.assertLess(done, all)

    def test_ctrl_c_stops(self) -> None:
        """The signal comes once the first families are done; how far the work went until it stopped is counted, not timed."""
        farthest: list[int] = []
        while len(farthest) < 5 and min(farthest, default=MANY) == MANY:
            told: list[int] = []
            begun = threading.Event()

            def tell(done: int, all: int, told: list[int] = told, begun: threading.Event = begun) -> None:
                told.append(done)
                begun.set()

            def interrupt(begun: threading.Event = begun) -> None:
                begun.wait()
                os.kill(os.getpid(), signal.SIGINT)

            with self.assertRaises(KeyboardInterrupt):
                thread = threading.Thread(target=interrupt)
                thread.start()
                self.plan.evaluate(self.rows, pay=MONTH, findings="keep", threads=1, progress=tell)
                thread.join()  # the signal came when all was done already
                time.sleep(1)
            thread.join()
            farthest.append(told[-1])
        self.assertLess(min(farthest), MANY)
        # What comes after is whole.
        again = self.plan.evaluate(self.rows, pay=MONTH, findings="keep", threads=1)
        self.assertEqual(again.to_json(), self.whole)


if __name__ == "__main__":
    unittest.main()
