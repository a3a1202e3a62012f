"""Which golden cases can notice that a number was changed, the likeliest first: names and places of rules, plans and cases, no meaning.

No other case reads the number: one of a plan only cases that name the plan, one of a programme's rules only cases of plans for it, for
a programme that includes its folder, or for one that uses such a programme. Within these, a case is the likelier the fewer rules lie
between the number and what it expects.
"""

import re
from collections import Counter, defaultdict
from pathlib import Path

import yaml

NAME = re.compile(r"[a-z_]+(?:\.[a-z_0-9]+)*")
AT_ONCE = (1, 1, 1, 5)  # so many files are tried in one run, then the rest


def load(path: Path) -> dict:
    """Every scalar is text, as the programme reads it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) or {}


class Noticing:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.readers: dict[str, set[str]] = defaultdict(set)  # last part of a name -> the rules that read it
        self.table_of: dict[str, str] = {}  # a schedule's file -> the table
        self.plan_names: dict[str, str] = {}  # a plan's file -> its name
        self.plans_of: dict[str, set[str]] = defaultdict(set)  # programme -> names of plans
        self.cases: dict[str, Counter[str]] = {}  # case file -> what it expects, how often
        self.plans_in: dict[str, set[str]] = {}  # case file -> plans it names
        for path in sorted((root / "rules/ny").rglob("*.yaml")):
            self.read_cases(path) if "cases" in path.parts else self.read_rules(path)
        for path in sorted((root / "plans/ny").rglob("*.yaml")):
            self.read_cases(path) if "cases" in path.parts else self.read_plan(path)
        self.programmes = self.reach_of_folders()
        self.distances: dict[str, dict[str, int]] = {}

    def place(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def read_rules(self, path: Path) -> None:
        for section in ("rules", "parameters", "tables", "entities"):
            for name, content in (load(path).get(section) or {}).items():
                for token in set(NAME.findall(str(content))):
                    self.readers[last(token)].add(name)
                for schedule in re.findall(r"'file': '([^']+)'", str(content)) if section == "tables" else []:
                    self.table_of[self.place(path.parent / schedule)] = name

    def read_plan(self, path: Path) -> None:
        plan = load(path)
        self.plan_names[self.place(path)] = plan["plan"]
        self.plans_of[plan["programme"]].add(plan["plan"])

    def read_cases(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        expected = Counter(re.sub(r"\[[^\]]*\]", "", key) for key in re.findall(r'"?([a-z_]+(?:\[[^\]]*\])?\.[a-z_0-9.]+)"?:', text))
        self.cases[self.place(path)] = expected
        self.plans_in[self.place(path)] = set(re.findall(r"\bplan: (\S+?)[,\s}]", text))

    def reach_of_folders(self) -> dict[str, set[str]]:
        """Folder of rules -> names of the plans whose results its numbers can reach."""
        of_folder: dict[str, set[str]] = defaultdict(set)
        programmes = {load(path)["programme"]: (path.parent, load(path)) for path in sorted((self.root / "rules/ny").glob("*/programme.yaml"))}
        for name, (folder, programme) in programmes.items():
            users = {name} | {other for other, (_, text) in programmes.items() if name in (text.get("uses") or {}).values()}
            plans = set().union(*(self.plans_of[user] for user in users))
            for part in (folder, *((folder / include).resolve() for include in programme.get("include", []))):
                of_folder[part.name] |= plans
        return of_folder

    def plans_reached(self, file: str) -> set[str]:
        if file.startswith("plans/"):
            return {self.plan_names[file]}
        return self.programmes[file.split("/")[2]]

    def distance(self, name: str) -> dict[str, int]:
        """How many rules lie between a name and each rule that it reaches."""
        if name not in self.distances:
            reached, edge, step = {name: 0}, [name], 0
            while edge:
                step += 1
                edge = sorted({reader for read in edge for reader in self.readers[last(read)]} - reached.keys())
                reached.update(dict.fromkeys(edge, step))
            self.distances[name] = reached
        return self.distances[name]

    def of(self, file: str, name: str) -> list[list[str]]:
        """Case files to run, a few at once: all that can notice a change of `name` in `file`."""
        plans = self.plans_reached(file)
        able = [case for case, named in self.plans_in.items() if named & plans]
        far = self.distance(self.table_of.get(file, name))
        year = next(iter(re.findall(r"\d{4}", Path(file).name)), "no year")

        def rank(case: str) -> tuple[bool, int, int, str]:
            expected = self.cases[case]
            nearest = min((far[rule] for rule in expected if rule in far), default=99)
            return year not in case, nearest, -sum(number for rule, number in expected.items() if far.get(rule) == nearest), case

        able.sort(key=rank)
        runs = []
        for size in AT_ONCE:
            runs.append(able[:size])
            able = able[size:]
        return [run for run in [*runs, able] if run]


def last(name: str) -> str:
    return name.rsplit(".", 1)[-1]
