"""Changes every number that decides something, one at a time, and runs golden cases until one of them fails.

A mutant is dead when a case fails, refused when the checker does not let it in, and survives when every golden case passes. The file
that killed a mutant is remembered in build/mutants.json and tried first the next time; it decides nothing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
from coverage_pages import law  # noqa: E402
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
        """'' if all passed, else the last line of what was said."""
        run = subprocess.run([os.environ["CAREFARE"], "test", *paths], cwd=self.folder, text=True, capture_output=True,
                             stdin=subprocess.DEVNULL, timeout=300, check=False)
        lines = (run.stdout + run.stderr).strip().splitlines()
        if run.returncode == 0:
            return ""
        return "failed" if any(line.startswith("FAILED") for line in lines) else "refused: " + next((line for line in lines if " error " in line), lines[-1])


copy: Copy | None = None


def outcome(mutant: Mutant, tried_first: list[str]) -> tuple[Mutant, str, str]:
    """The mutant, what became of it (dead, refused, survives) and the file that told."""
    global copy
    copy = copy or Copy()
    path = copy.folder / mutant.file
    sound = path.read_text(encoding="utf-8")
    place = mutant.place
    assert sound[place:place + len(mutant.written)] == mutant.written, mutant
    path.write_text(sound[:place] + mutant.changed + sound[place + len(mutant.written):], encoding="utf-8")
    try:
        for paths in [*([file] for file in tried_first), list(ALL)]:
            said = copy.test(*paths)
            if said:
                return mutant, "dead" if said == "failed" else said, " ".join(paths)
        return mutant, "survives", ""
    finally:
        path.write_text(sound, encoding="utf-8")


def likely_files(mutant: Mutant, the_law: law.Law, remembered: dict[str, str]) -> list[str]:
    """The file that killed it before; those that expect a result of its rule, those that expect one of its rule file."""
    if mutant.name() in remembered:
        return [remembered[mutant.name()]]
    if mutant.file.startswith("plans/"):
        plan = next((plan.name for plan in the_law.plans if plan.file == mutant.file), "")
        wanted = [case.file for case in the_law.cases if case.plan == plan]
    else:
        wanted = [case.file for case in the_law.cases if mutant.rule in case.expects]
        of_file = {name for name, file in the_law.rules.items() if file == mutant.file}
        wanted = wanted or [case.file for case in the_law.cases if case.expects & of_file]
    return sorted(set(wanted), key=wanted.count, reverse=True)[:3]


def equivalents() -> set[str]:
    """Mutants as `RULE: WRITTEN (NTH) -> CHANGED`; without an arrow, whatever the literal is changed to."""
    return {mutant for entry in law.load(EQUIVALENT)["equivalent"] for mutant in entry["mutants"]}


def is_excused(mutant: Mutant, excused: set[str]) -> bool:
    literal = f"{mutant.rule}: {mutant.written} ({mutant.nth})"
    return literal in excused or f"{literal} -> {mutant.changed}" in excused


def save(remembered: dict, memory: Path) -> None:
    memory.parent.mkdir(exist_ok=True)
    memory.write_text(json.dumps(remembered, indent=0))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--only", default="", help="mutants with this text in their name")
    arguments.add_argument("--schedules", action="store_true", help="the cells of published schedules, too")
    arguments.add_argument("--every", type=int, default=1, help="every so many mutants")
    arguments.add_argument("--survivors", action="store_true", help="those that survived the last time")
    arguments.add_argument("--sample", action="store_true", help="leave no memory behind")
    arguments.add_argument("--list", action="store_true", help="list the mutants, run none")
    given = arguments.parse_args()

    memory = ROOT / "build/mutants.json"
    remembered = json.loads(memory.read_text()) if memory.is_file() else {"killers": {}, "survivors": []}
    mutants = [mutant for mutant in of_tree(ROOT, given.schedules) if given.only in mutant.name()][::given.every]
    if given.survivors:
        mutants = [mutant for mutant in mutants if mutant.name() in remembered["survivors"]]
    if given.list:
        print("\n".join(mutant.name() for mutant in mutants))
        return 0
    said = Copy().test(*ALL)
    if said:
        sys.exit(f"the cases do not pass before anything is changed: {said}")
    the_law = law.read(ROOT)
    excused = equivalents()
    counts = {"dead": 0, "refused": 0, "equivalent": 0, "survives": 0}
    survivors = []
    with ProcessPoolExecutor(given.jobs) as pool:
        waiting = [pool.submit(outcome, mutant, likely_files(mutant, the_law, remembered["killers"])) for mutant in mutants]
        for number, done in enumerate(waiting, 1):
            mutant, what, file = done.result()
            if number % 50 == 0 and not given.sample:
                save(remembered, memory)
                print(f"{number} of {len(mutants)}", file=sys.stderr, flush=True)
            if what == "survives" and is_excused(mutant, excused):
                what = "equivalent"
            counts[what.split(":")[0]] += 1
            if what == "survives":
                survivors.append(mutant.name())
                print(f"survives  {mutant.name()}", flush=True)
            elif file != " ".join(ALL):
                remembered["killers"][mutant.name()] = file
    remembered["survivors"] = sorted({*survivors, *(set(remembered["survivors"]) - {mutant.name() for mutant in mutants})})
    if not given.sample:
        save(remembered, memory)
    print(f"{len(mutants)} mutants: " + ", ".join(f"{number} {what}" for what, number in counts.items()))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
