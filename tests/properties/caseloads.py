"""Caseloads that `carefare sample` made, as tables that a test may change, and what `carefare run` makes of them.

PROPERTY_FAMILIES (times the families of every test) and PROPERTY_SEED make the run longer or another one.
"""

import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from copy import copy
from pathlib import Path

sys.path.insert(0, str(Path(os.environ["CAREFARE_SOURCE_DIR"]) / "tests/support"))
from table_heads import fill  # noqa: E402

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
PLAN = "plans/ny/westchester.yaml"
ASSUMED = root / "examples/westchester-june-2019.assume.yaml"
TIMES = int(os.environ.get("PROPERTY_FAMILIES", "1"))
SEED = int(os.environ.get("PROPERTY_SEED", "2019"))

# Of each table that is handed in: the entity, and the columns that name rows with the tables they lie in.
TABLES = {
    "families": ("family", {}), "members": ("member", {"family": "families"}), "providers": ("provider", {}),
    "family_weeks": ("family_week", {"family": "families"}), "care_weeks": ("care_week", {"member": "members", "provider": "providers"}),
    "charges": ("charge", {"provider": "providers"}), "approvals": ("approval", {"provider": "providers"}),
    "closures": ("closure", {"provider": "providers"}), "authorizations": ("authorization", {"member": "members", "provider": "providers"}),
    "contract_prices": ("contract_price", {"authorization": "authorizations"}), "visits": ("visit", {"authorization": "authorizations"}),
    "schedules": ("schedule", {"authorization": "authorizations"}), "absences": ("absence", {"authorization": "authorizations"}),
    "absence_month_balances": ("absence_month_balance", {"member": "members"}),
    "absence_period_balances": ("absence_period_balance", {"member": "members"}),
    "absence_year_balances": ("absence_year_balance", {"member": "members", "provider_key": "providers"}),
}

scratch_folder = tempfile.TemporaryDirectory()
scratch = Path(scratch_folder.name)
failures: list[str] = []
held: dict[str, int] = {}


def expect(what: str, condition: object, message: object = "") -> None:
    """`what` is the property; how often it was tried is told at the end."""
    held[what] = held.get(what, 0) + 1
    if not condition:
        failures.append(f"{what}: {str(message)[:1500]}")


def rejects(what: str, compare, *args: object) -> None:
    """The comparison must see a difference that was put in: a check that cannot fail proves nothing."""
    if not compare(*args):
        failures.append(f"{what}: a wrong result was not seen")


def end() -> None:
    for failure in failures[:20]:
        print(failure)
    print(f"{len(failures)} failures; " + ", ".join(f"{what}: {n}" for what, n in held.items()))
    sys.exit(1 if failures else 0)


class Caseload:
    """Rows by table; `order` of columns is that of the first row."""

    def __init__(self, folder: Path):
        self.description = (folder / "dataset.yaml").read_text(encoding="utf-8")
        self.heads: dict[str, list[str]] = {}
        self.rows: dict[str, list[dict[str, str]]] = {}
        for table in TABLES:
            with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as file:
                reader = csv.DictReader(file)
                self.rows[table] = list(reader)
                self.heads[table] = list(reader.fieldnames or [])

    def copy(self) -> "Caseload":
        other = copy(self)
        other.heads = {table: list(head) for table, head in self.heads.items()}
        other.rows = {table: [dict(row) for row in rows] for table, rows in self.rows.items()}
        return other

    def write(self, name: str) -> Path:
        folder = scratch / name
        folder.mkdir(exist_ok=True)
        (folder / "dataset.yaml").write_text(self.description, encoding="utf-8")
        for table, head in self.heads.items():
            with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(head)
                writer.writerows([row[column] for column in head] for row in self.rows[table])
        fill(folder)
        return folder

    def keep(self, families: set[str]) -> "Caseload":
        """These families with all they own, and all that is not a family's."""
        kept = self.copy()
        known = {"families": families, "providers": {row["key"] for row in self.rows["providers"]}}
        for table, (_, links) in TABLES.items():
            rows = [row for row in self.rows[table] if all(row[column] in known[of] for column, of in links.items() if column in row)]
            kept.rows[table] = [row for row in rows if row["key"] in families] if table == "families" else rows
            known[table] = {row["key"] for row in kept.rows[table]} if table not in ("families", "providers") else known[table]
        return kept

    def renamed(self, key) -> "Caseload":
        """Every key as `key(table, name)` gives it."""
        other = self.copy()
        for table, (_, links) in TABLES.items():
            for row in other.rows[table]:
                row["key"] = key(table, row["key"])
                for column, of in links.items():
                    if row.get(column):
                        row[column] = key(of, row[column])
        return other

    def family_of(self) -> dict[str, str]:
        """The family of every member and authorization."""
        family = {row["key"]: row["family"] for row in self.rows["members"]}
        return family | {row["key"]: family[row["member"]] for row in self.rows["authorizations"]}


def sample(families: int, seed: int = SEED, month: str = "2019-06") -> Caseload:
    folder = scratch / f"sample {families} {seed} {month}"
    done = subprocess.run([carefare, "sample", "--plan", PLAN, "--families", str(families), "--seed", str(seed), "--month", month, "--out", str(folder), "--force"],
                          cwd=root, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"sample: {done.stdout}{done.stderr}")
    return Caseload(folder)


def more_absences(load: Caseload, chance: random.Random, share: float) -> Caseload:
    """Days on which a child came become absences, a third of them in extenuating circumstances; every second authorization under contract."""
    other = load.copy()
    for row in other.rows["authorizations"]:
        row["under_contract"] = chance.choice(("yes", "no"))
    days = sorted({(row["authorization"], row["arrived_at"][:10]) for row in load.rows["visits"]})
    missed = {day for day in days if chance.random() < share}
    other.rows["visits"] = [row for row in load.rows["visits"] if (row["authorization"], row["arrived_at"][:10]) not in missed]
    other.rows["absences"] += [{"key": f"{of}-missed{day}", "authorization": of, "date": day, "kind": chance.choice(("routine", "routine", "extenuating")),
                                "temporary": "yes"} for of, day in sorted(missed)]
    return other


def assumptions(name: str, options: dict[str, str]) -> Path:
    """The assumptions of the example, with these answers in place of its own."""
    lines = [line for line in ASSUMED.read_text(encoding="utf-8").splitlines() if not any(f"option: {option}," in line for option in options)]
    lines += [f"  - {{ option: {option}, value: {value}, reason: a test of other answers }}" for option, value in options.items()]
    (scratch / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return scratch / name


class Results:
    """The files of a run by name, as text and as rows."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.files = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*")) if p.is_file()}
        self.summary = json.loads(self.files["summary.json"])

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[name])))

    def tables(self) -> dict[str, str]:
        """All but the summary, which counts the rows that were read."""
        return {name: text for name, text in self.files.items() if name != "summary.json"}


def attempt(load: Caseload, name: str, *more: str, assume: Path | None = ASSUMED) -> tuple[subprocess.CompletedProcess, Path]:
    folder, out = load.write(name), scratch / f"results {name}"
    assumed = [] if assume is None else ["--assume", str(assume)]
    done = subprocess.run([carefare, "run", "--plan", PLAN, "--input", str(folder), "--output", str(out), "--force", *assumed, *more],
                          cwd=root, text=True, capture_output=True, check=False)
    return done, out


def run(load: Caseload, name: str, *more: str, assume: Path | None = ASSUMED) -> Results:
    done, out = attempt(load, name, *more, assume=assume)
    if done.returncode != 0:
        sys.exit(f"run of {name}: status {done.returncode}\n{done.stdout}{done.stderr}")
    results = Results(out)
    for table, n in results.summary["rows"].items():
        expect("rows add up", n["read"] == len(load.rows.get(table, [])) == n["used"] + n["context"] + n["set_aside"] + n["orphan"], f"{name}: {table}: {n}")
    return results


def difference(one: dict[str, str], other: dict[str, str]) -> str:
    """The first line in which two sets of files differ; empty if none."""
    if one.keys() != other.keys():
        return f"files {sorted(one.keys() ^ other.keys())}"
    for name, text in one.items():
        if text == other[name]:
            continue
        lines, others = text.splitlines(), other[name].splitlines()
        for number, pair in enumerate(zip(lines + [""] * len(others), others + [""] * len(lines)), 1):
            if pair[0] != pair[1]:
                return f"{name}:{number}: {pair[0]!r}, and {pair[1]!r}"
        return f"{name}: ends of lines"
    return ""
