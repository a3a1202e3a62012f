"""Changes every number that decides something, one at a time, and runs golden cases until one of them fails.

A mutant is dead when a case fails, refused when the checker does not let it in, and survives when every golden case that can notice it
passes; a survivor that equivalent.yaml does not name is an error, and so is a line of equivalent.yaml that names no mutant, or one that
a case notices. The file that killed a mutant is remembered in build/mutants.json and tried first the next time; it decides nothing.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from noticing import Noticing, load  # noqa: E402
from number_mutants import Mutant, of_tree  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENT = Path(__file__).resolve().parent / "equivalent.yaml"
ALL = ("rules", "plans")


class Copy:
    """A copy of rules and plans for one process, thrown away with it."""

    def __init__(self) -> None:
        self.scratch = tempfile.TemporaryDirectory(prefix="mutants-")
        self.folder = Path(self.scratch.name)
        for name in ALL:
            shutil.copytree(ROOT / name, self.folder / name)

    def test(self, *paths: str) -> str:
        """'' if all passed, 'dead' if a case failed, else why the checker refused."""
        run = subprocess.run([os.environ["CAREFARE"], "test", *paths], cwd=self.folder, text=True, capture_output=True,
                             stdin=subprocess.DEVNULL, timeout=600, check=False)
        lines = (run.stdout + run.stderr).strip().splitlines()
        if run.returncode == 0:
            return ""
        return "dead" if any(line.startswith("FAILED") for line in lines) else "refused: " + next((line for line in lines if " error " in line), lines[-1])


copy: Copy | None = None


def outcome(mutant: Mutant, runs: list[list[str]]) -> tuple[str, str]:
    """What became of it (dead, refused, survives), and the file that told."""
    global copy
    copy = copy or Copy()
    path = copy.folder / mutant.file
    sound = path.read_text(encoding="utf-8")
    place = mutant.place
    assert sound[place:place + len(mutant.written)] == mutant.written, mutant
    path.write_text(sound[:place] + mutant.changed + sound[place + len(mutant.written):], encoding="utf-8")
    try:
        for files in runs:
            said = copy.test(*files)
            if said:
                return said, files[0] if len(files) == 1 else ""
        return "survives", ""
    finally:
        path.write_text(sound, encoding="utf-8")


class Equivalents:
    """Mutants as `RULE: WRITTEN (NTH) -> CHANGED`; without an arrow, whatever the literal is changed to."""

    def __init__(self) -> None:
        self.listed = {mutant for entry in load(EQUIVALENT)["equivalent"] for mutant in entry["mutants"]}

    def line_of(self, mutant: Mutant) -> str | None:
        lines = (mutant.literal(), f"{mutant.literal()} -> {mutant.changed}")
        return next((line for line in lines if line in self.listed), None)

    def of_nothing(self, mutants: list[Mutant]) -> set[str]:
        return self.listed - {line for mutant in mutants if (line := self.line_of(mutant))}


def sampled(mutants: list[Mutant], number: int, seed: str) -> list[Mutant]:
    """So many, chosen by seed and name alone: a number that comes or goes changes nothing for the others."""
    def drawn(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{seed} {mutant.key()}".encode()).digest()
    return sorted(mutants, key=drawn)[:number]


def save(remembered: dict, memory: Path) -> None:
    memory.parent.mkdir(exist_ok=True)
    memory.write_text(json.dumps(remembered, indent=0))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--only", action="append", default=[], help="mutants with this text in their name, and with every other one given")
    arguments.add_argument("--schedules", action="store_true", help="the cells of published schedules, too")
    arguments.add_argument("--dates", action="store_true", help="the days from and until which an entry counts, too")
    arguments.add_argument("--every", type=int, default=1, help="every so many mutants")
    arguments.add_argument("--sample", type=int, default=0, help="so many mutants, chosen by --seed")
    arguments.add_argument("--seed", default="1")
    arguments.add_argument("--survivors", action="store_true", help="those that survived the last time")
    arguments.add_argument("--forget", action="store_true", help="read no memory and leave none behind")
    arguments.add_argument("--list", action="store_true", help="list the mutants, run none")
    given = arguments.parse_args()

    memory = ROOT / "build/mutants.json"
    remembered = json.loads(memory.read_text()) if memory.is_file() and not given.forget else {"killers": {}, "survivors": []}
    every_mutant = of_tree(ROOT, schedules=True, dates=True)
    mutants = [mutant for mutant in of_tree(ROOT, given.schedules, given.dates) if all(text in mutant.name() for text in given.only)][::given.every]
    if given.survivors:
        mutants = [mutant for mutant in mutants if mutant.key() in remembered["survivors"]]
    if given.sample:
        mutants = sampled(mutants, given.sample, given.seed)
    if given.list:
        print("\n".join(mutant.name() for mutant in mutants))
        return 0
    equivalents = Equivalents()
    wrong = [f"equivalent.yaml names no mutant: {line}" for line in sorted(equivalents.of_nothing(every_mutant))]
    print("\n".join(wrong), end="\n" if wrong else "", flush=True)
    said = Copy().test(*ALL)
    if said:
        sys.exit(f"the cases do not pass before anything is changed: {said}")

    noticing = Noticing(ROOT)
    began = time.monotonic()
    counts = {"dead": 0, "refused": 0, "equivalent": 0, "survives": 0}
    survivors = []
    with ProcessPoolExecutor(given.jobs) as pool:
        waiting = [pool.submit(outcome, mutant, runs_of(mutant, noticing, remembered["killers"])) for mutant in mutants]
        for number, (mutant, done) in enumerate(zip(mutants, waiting), 1):
            what, file = done.result()
            listed = equivalents.line_of(mutant)
            if listed and what == "survives":
                what = "equivalent"
            elif listed:
                wrong.append(f"equivalent.yaml names what is noticed ({what}): {listed}, {mutant.name()}")
                print(wrong[-1], flush=True)
            counts[what.split(":")[0]] += 1
            if what == "survives":
                survivors.append(mutant.key())
                print(f"survives  {mutant.name()}", flush=True)
            elif file:
                remembered["killers"][mutant.key()] = file
            if number % 50 == 0 and not given.forget:
                save(remembered, memory)
                print(f"{number} of {len(mutants)}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    remembered["survivors"] = sorted({*survivors, *(set(remembered["survivors"]) - {mutant.key() for mutant in mutants})})
    if not given.forget:
        save(remembered, memory)
    print(f"{len(mutants)} mutants: " + ", ".join(f"{number} {what}" for what, number in counts.items()))
    return 1 if survivors or wrong else 0


def runs_of(mutant: Mutant, noticing: Noticing, killers: dict[str, str]) -> list[list[str]]:
    runs = noticing.of(mutant.file, mutant.rule)
    killer = killers.get(mutant.key())
    return [[killer], *runs] if killer and (ROOT / killer).is_file() else runs


if __name__ == "__main__":
    sys.exit(main())
