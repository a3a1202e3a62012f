"""A run that is ended at any moment goes on with --resume and comes to the same bytes: killed at seeded points, stopped by a
signal, ended twice; and one that is not the same run is refused.

RESUME_KILLS and RESUME_SEED make it longer or another one.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
KILLS = int(os.environ.get("RESUME_KILLS", "20"))
chance = random.Random(int(os.environ.get("RESUME_SEED", "7")))
FAMILIES = 120
failures: list[str] = []
cut: list[int] = []  # bytes behind what the journal says, which a resumed run takes away


def expect(condition: object, message: object) -> None:
    if not condition:
        failures.append(str(message)[:2000])


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


with tempfile.TemporaryDirectory() as folder:
    scratch = Path(folder)
    load = scratch / "load"
    shutil.copy(root / "examples/westchester-june-2019.assume.yaml", scratch / "assume.yaml")

    def call(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run([carefare, *words], cwd=root, text=True, capture_output=True, check=False)

    def command(out: Path, *more: str) -> list[str]:
        return ["run", "--plan", "ny/westchester", "--input", str(load), "--output", str(out), "--assume", str(scratch / "assume.yaml"), "--pay", "2019-06", *more]

    def journal(out: Path) -> dict:
        try:
            return json.loads((out / "run.journal").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"done": 0, "partitions": 0}

    def run_until(out: Path, families: int, how: signal.Signals, *more: str) -> int:
        """Runs until the journal says that so many families are done, then sends the signal; the status."""
        run = subprocess.Popen([carefare, *command(out, "--block-rows", "1", "--save-every", "0", *more)], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while run.poll() is None and journal(out)["done"] < families:
            time.sleep(0.002)
        run.send_signal(how)
        said = run.communicate(timeout=60)[1]
        if how != signal.SIGKILL and run.returncode > 0:
            expect("--resume goes on" in said, f"a stopped run says {said!r}")
        return run.returncode

    def goes_on(name: str, out: Path, *more: str) -> None:
        before = journal(out)
        if before.get("sizes"):
            written = sum(len(text) for file, text in files(out).items() if not file.startswith("run.journal"))
            expect(written >= sum(before["sizes"]), f"{name}: {written} bytes written, {before['sizes']} said")
            cut.append(written - sum(before["sizes"]))
        done = call(*command(out, "--resume", *more))
        got = files(out)
        got.pop("run.journal.new", None)
        expect(done.returncode == 0, f"{name}: {done.returncode}: {done.stdout}{done.stderr}")
        expect(done.stdout == screen, f"{name}: the screen says\n{done.stdout}")
        expect(got == wanted, f"{name}: {[file for file in got.keys() | wanted.keys() if got.get(file) != wanted.get(file)]} differ, cut at {before['done']}")

    call("sample", "--plan", "ny/westchester", "--families", str(FAMILIES), "--seed", "5", "--month", "2019-06", "--out", str(load))
    # A family that is set aside, and an orphan: findings stand before all results.
    lines = (load / "families.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    place = lines[0].rstrip("\n").split(",").index("size")
    cells = lines[3].split(",")
    cells[place] = "44"
    (load / "families.csv").write_text("".join([*lines[:3], ",".join(cells), *lines[4:]]), encoding="utf-8")

    whole = call(*command(scratch / "whole"))
    expect(whole.returncode == 0, whole.stdout + whole.stderr)
    wanted, screen = files(scratch / "whole"), whole.stdout
    expect("run.journal" not in wanted and b",value" in wanted["weeks.csv"] and wanted["findings.csv"].count(b"\n") > 1, f"{sorted(wanted)}")
    partitions = len(lines) - 2

    for number in range(KILLS):
        share = 0.01 + 0.98 * (number + chance.random()) / KILLS
        threads = ("--threads", str(chance.choice((1, 2, 5))))
        out = scratch / f"killed {number}"
        point = max(1, round(share * partitions))
        status = run_until(out, point, signal.SIGKILL, *threads)
        # The signal came when all was done, the journal gone or not yet: once more, and earlier.
        while not (out / "run.journal").exists() or journal(out)["done"] >= partitions:
            shutil.rmtree(out, ignore_errors=True)
            point = max(1, point - 5)
            status = run_until(out, point, signal.SIGKILL, *threads)
        expect(status == -signal.SIGKILL, f"killed {number}: ended with {status} before it was killed")
        expect(journal(out)["done"] < partitions, f"killed {number}: nothing was left to do")
        # Few signals come between a file and the journal: of some runs half a line stands there all the same.
        if number % 3 == 0:
            with (out / "weeks.csv").open("ab") as file:
                file.write(b"in the middle of a li")
        goes_on(f"killed {number}", out, "--threads", str(chance.choice((1, 2))))
        shutil.rmtree(out)
    expect(max(cut) > 0, "no run was killed behind its journal")

    # Stopped cleanly, and again; before any partition is done; before there is a folder.
    out = scratch / "stopped"
    for families, how, status in ((10, signal.SIGINT, 130), (30, signal.SIGTERM, 143)):
        got = run_until(out, families, how, *(["--resume"] if out.exists() else []))
        expect(got == status, f"{how.name}: status {got}")
        expect(families <= journal(out)["done"] < partitions, f"{how.name}: {journal(out)['done']} done")
    goes_on("stopped twice", out)
    goes_on("never begun", scratch / "never")

    # What is not the same run is refused, and nothing of it is touched.
    out = scratch / "other"
    run_until(out, 20, signal.SIGKILL)
    before = files(out)

    def refused(name: str, words: list[str], says: str) -> None:
        done = call(*words)
        expect(done.returncode == 2 and "W022" in done.stderr and says in done.stderr, f"{name}: {done.returncode} {done.stderr}")
        expect(files(out) == before, f"{name}: files were touched")

    refused("known on another day", command(out, "--resume", "--known-on", "2019-06-15"), "options")
    refused("another plan", ["ny/rockland" if word == "ny/westchester" else word for word in command(out, "--resume")], "plan")
    assumed = (scratch / "assume.yaml").read_text(encoding="utf-8")
    (scratch / "assume.yaml").write_text(assumed + "# read again\n", encoding="utf-8")
    refused("other assumptions", command(out, "--resume"), "assumptions")
    (scratch / "assume.yaml").write_text(assumed, encoding="utf-8")
    text, times = (load / "visits.csv").read_text(encoding="utf-8"), os.stat(load / "visits.csv")
    (load / "visits.csv").write_text(text.replace("T08:", "T09:", 1), encoding="utf-8")
    os.utime(load / "visits.csv", ns=(times.st_atime_ns, times.st_mtime_ns))
    refused("a visit of the same length at the same time", command(out, "--resume"), "input")
    (load / "visits.csv").write_text(text, encoding="utf-8")
    days = (out / "days.csv").read_bytes()
    (out / "days.csv").write_bytes(days[:10])
    before = files(out)
    refused("a file that lost its end", command(out, "--resume"), "shorter")
    (out / "days.csv").write_bytes(days)
    (out / "run.journal").write_text((out / "run.journal").read_text(encoding="utf-8")[:200], encoding="utf-8")
    before = files(out)
    refused("half a journal", command(out, "--resume"), "journal")
    refused("a run that is done", command(scratch / "whole", "--resume"), "no journal")
    expect(call(*command(out)).returncode == 2, "results of a run that was stopped were overwritten")
    expect(call(*command(out, "--force")).returncode == 0 and files(out) == wanted, "--force does not begin again")
    expect(call(*command(out, "--force", "--resume")).returncode != 0, "--force and --resume at once")

print("\n".join(failures) or f"{KILLS} runs killed (up to {max(cut)} bytes behind the journal), stopped, resumed; others refused")
sys.exit(1 if failures else 0)
