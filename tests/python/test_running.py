"""Long work: other threads go on, Ctrl-C stops it, progress is told; the first result is there within 250 ms of an optimised build."""

import json
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
import resource
def spent():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime
before = spent()
import carefare
plan = carefare.load("ny/westchester", tree=%r)
family = dict(key="rivera", determined_on="2019-06-20", size=3, annual_gross_income="38000", public_assistance=False, homeless=False,
              in_eligibility_period=False, foster_care=False, protective_or_preventive=False, children_only=False)
result = plan.evaluate({"families": [family], "family_weeks": [dict(key="july", family="rivera", start="2019-07-08")]})
assert str(result.value("family_week[july].share")) == "86.56"
print(spent() - before)
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

    def test_the_first_result_takes_at_most_250_ms(self) -> None:
        """Of processor time, the best of some: what else runs on the machine counts little. A build for development, with
        assertions and little optimised, gets 400 ms."""
        limit = 0.250 if os.environ.get("CAREFARE_BUILD_TYPE") == "Release" else 0.400
        times: list[float] = []
        while len(times) < 8 and min(times, default=1) > limit:
            run = subprocess.run([sys.executable, "-c", FIRST % str(ROOT)], capture_output=True, text=True, check=True)
            times.append(json.loads(run.stdout))
        print("first result:", ", ".join(f"{one * 1000:.0f} ms" for one in times))
        self.assertLessEqual(min(times), limit)

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

    def spent(self, progress: carefare.Progress | None = None) -> float:
        """Processor time of one evaluation, whole or not: what else runs on the machine counts little."""
        before = time.process_time()
        try:
            result = self.plan.evaluate(self.rows, pay=MONTH, findings="keep", threads=1, progress=progress)
        except (KeyboardInterrupt, RuntimeError):
            return time.process_time() - before
        took = time.process_time() - before
        self.assertIsNone(progress, "the evaluation came to its end")
        self.assertEqual(result.to_json(), self.whole)
        return took

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
        # The work itself ends, not the telling alone.
        self.assertLess(min(self.spent(refuse) for _ in range(3)), 0.75 * self.spent())

    def test_ctrl_c_stops(self) -> None:
        stopped: list[float] = []
        for _ in range(3):
            timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
            before = time.process_time()
            with self.assertRaises(KeyboardInterrupt):
                timer.start()
                self.plan.evaluate(self.rows, pay=MONTH, findings="keep", threads=1)
            stopped.append(time.process_time() - before)
        whole = self.spent()  # and what comes after is whole
        print(f"stopped after {min(stopped) * 1000:.0f} ms of {whole * 1000:.0f} ms of processor time")
        self.assertLess(min(stopped), 0.75 * whole)


if __name__ == "__main__":
    unittest.main()
