"""The sample repository of a district (examples/district-repo): its hooks and its workflow do what they say, as written.

The repository is copied to a scratch folder with Carefare's rules in its folder `carefare`. The entries of the pre-commit hooks and the
steps of the workflow that call carefare are run there by a shell: as it is, after a change that breaks a golden case, after one that the
law does not allow, and where a folder is missing. What they write is read again: SARIF by what its schema demands, JUnit's XML by its counts.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

import yaml

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = Path(os.environ["CAREFARE"]).resolve()
sample = root / "examples/district-repo"
failures = []


def expect(what: str, got, wanted) -> None:
    if got != wanted:
        failures.append(f"{what}: got {got!r}, wanted {wanted!r}")


def scratch_copy(folder: str) -> Path:
    copy = Path(folder) / "district"
    shutil.copytree(sample, copy)
    for part in ("rules", "plans"):
        shutil.copytree(root / part, copy / "carefare" / part)
    return copy


def run(command: str, folder: Path) -> subprocess.CompletedProcess:
    binaries = folder.parent / "bin"
    binaries.mkdir(exist_ok=True)
    if not (binaries / "carefare").exists():
        (binaries / "carefare").symlink_to(carefare)
    path = {**os.environ, "PATH": f"{binaries}:{os.environ['PATH']}"}
    return subprocess.run(["sh", "-e", "-c", command], cwd=folder, env=path, text=True, capture_output=True, check=False)


# The commands, as they stand in the two configurations.
hooks = yaml.safe_load((sample / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
entries = {hook["id"]: hook["entry"] for hook in hooks}
expect("hooks", sorted(entries), ["carefare-check", "carefare-test"])
for hook in hooks:
    pattern = re.compile(hook["files"])
    expect(f"{hook['id']}: a plan", bool(pattern.search("plans/finch.yaml")), True)
    expect(f"{hook['id']}: a case", bool(pattern.search("cases/share.yaml")), True)
    expect(f"{hook['id']}: the README", bool(pattern.search("README.md")), False)
steps = yaml.safe_load((sample / ".github/workflows/plan.yaml").read_text(encoding="utf-8"))["jobs"]["plan"]["steps"]
commands = [step["run"] for step in steps if step.get("run", "").startswith("carefare ")]
expect("steps that call carefare", len(commands), 2)
uploads = {step["uses"].split("@")[0]: step["with"] for step in steps if "upload" in step.get("uses", "")}
sarif_file = uploads["github/codeql-action/upload-sarif"]["sarif_file"]
junit_file = uploads["actions/upload-artifact"]["path"]

# The build step names a preset and scripts that there are.
build = next(step["run"] for step in steps if step.get("name") == "build")
presets = json.loads((root / "CMakePresets.json").read_text(encoding="utf-8"))
names = {preset["name"] for preset in presets["configurePresets"]}
for used in re.findall(r"--preset (\S+)", build):
    expect(f"preset {used}", used in names, True)
expect("scripts/setup", (root / "scripts/setup").exists() and "scripts/setup" in build, True)

# The README's commands are those of the hooks.
readme = re.findall(r"^    (carefare .+)$", (sample / "README.md").read_text(encoding="utf-8"), re.M)
expect("commands of the README", readme, [entries["carefare-check"], entries["carefare-test"]])


def check_sarif(text: str) -> dict:
    """What the schema of SARIF 2.1.0 demands of what is written, and the run's results."""
    log = json.loads(text)
    expect("sarif version", log["version"], "2.1.0")
    expect("sarif runs", len(log["runs"]), 1)
    one = log["runs"][0]
    driver = one["tool"]["driver"]
    expect("sarif driver", driver["name"], "carefare")
    expect("sarif columns", one["columnKind"], "unicodeCodePoints")
    rules = driver["rules"]
    expect("sarif rules are unique", len({rule["id"] for rule in rules}), len(rules))
    for rule in rules:
        expect("sarif title", bool(rule["shortDescription"]["text"]), True)
    for result in one["results"]:
        expect("sarif rule", rules[result["ruleIndex"]]["id"], result["ruleId"])
        expect("sarif level", result["level"] in ("error", "warning", "note"), True)
        expect("sarif message", bool(result["message"]["text"]), True)
        for place in result.get("locations", []) + result.get("relatedLocations", []):
            physical = place["physicalLocation"]
            expect("sarif uri", bool(re.fullmatch(r"(file:///)?[A-Za-z0-9\-._~!$&'()*+,;=@%/]+", physical["artifactLocation"]["uri"])), True)
            region = physical["region"]
            begin, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
            expect("sarif region", begin >= (1, 1) and end >= begin, True)
        for number, related in enumerate(result.get("relatedLocations", []), 1):
            expect("sarif related", related["id"], number)
            expect("sarif related text", bool(related["message"]["text"]), True)
    return one


def check_junit(text: str) -> tuple[int, int, int]:
    """Counts that are those of the elements below them."""
    suites = xml.fromstring(text)
    expect("junit root", suites.tag, "testsuites")
    total = [0, 0, 0]
    for suite in suites:
        tests = suite.findall("testcase")
        got = [len(tests), len(suite.findall("testcase/failure")), len(suite.findall("testcase/error"))]
        expect("junit counts of " + suite.get("name"), [int(suite.get(key)) for key in ("tests", "failures", "errors")], got)
        for test in tests:
            expect("junit name", bool(test.get("name") and test.get("classname")), True)
            for problem in test:
                expect(f"junit type, message and text of {test.get('name')}", bool(problem.get("type") and problem.get("message") and problem.text), True)
        total = [a + b for a, b in zip(total, got)]
    expect("junit counts", [int(suites.get(key)) for key in ("tests", "failures", "errors")], total)
    return tuple(total)


def status_of_all(copy: Path) -> list[int]:
    return [run(command, copy).returncode for command in [*entries.values(), *commands]]


def change(copy: Path, path: str, old: str, new: str) -> None:
    file = copy / path
    text = file.read_text(encoding="utf-8")
    expect(f"'{old}' stands once in {path}", text.count(old), 1)
    file.write_text(text.replace(old, new), encoding="utf-8")


# As it is.
with tempfile.TemporaryDirectory() as folder:
    copy = scratch_copy(folder)
    expect("status as it is", status_of_all(copy), [0, 0, 0, 0])
    expect("findings as it is", check_sarif((copy / sarif_file).read_text(encoding="utf-8"))["results"], [])
    tests, broken, errors = check_junit((copy / junit_file).read_text(encoding="utf-8"))
    expect("cases as it is", (tests >= 3, broken, errors), (True, 0, 0))

# A golden case breaks: sound, and refused by the cases.
with tempfile.TemporaryDirectory() as folder:
    copy = scratch_copy(folder)
    change(copy, "plans/finch.yaml", "value: 25%", "value: 24%")
    expect("status of a broken case", status_of_all(copy), [0, 1, 0, 1])
    report = (copy / junit_file).read_text(encoding="utf-8")
    tests, broken, errors = check_junit(report)
    expect("a broken case", (broken >= 1, errors), (True, 0))
    failure = xml.fromstring(report).find("testsuite/testcase/failure")
    expect("what differs", "$80.14" in failure.text and "$76.94" in failure.text, True)
    expect("where", xml.fromstring(report).find("testsuite/testcase[failure]").get("file"), "cases/share.yaml")

# Outside the law's bounds: refused by both, with its place.
with tempfile.TemporaryDirectory() as folder:
    copy = scratch_copy(folder)
    change(copy, "plans/finch.yaml", "value: 25%", "value: 36%")
    expect("status outside the bounds", status_of_all(copy), [1, 1, 1, 1])
    results = check_sarif((copy / sarif_file).read_text(encoding="utf-8"))["results"]
    expect("findings outside the bounds", [result["ruleId"] for result in results], ["P006"])
    physical = results[0]["locations"][0]["physicalLocation"]
    lines = (copy / "plans/finch.yaml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "36%" in text)
    expect("file of the finding", physical["artifactLocation"]["uri"], "plans/finch.yaml")
    expect("line of the finding", physical["region"]["startLine"], line)
    expect("column of the finding", physical["region"]["startColumn"], lines[line - 1].index("36%") + 1)
    expect("the bound", results[0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("carefare/rules/"), True)
    tests, broken, errors = check_junit((copy / junit_file).read_text(encoding="utf-8"))
    expect("cases of a plan that is refused", (tests, broken, errors), (4, 0, 4))
    types = [one.get("type") for one in xml.fromstring((copy / junit_file).read_text(encoding="utf-8")).iter("error")]
    expect("why: the plan once, and that the others were not run", types, ["P006", "not run", "not run", "not run"])

# Names with signs that XML and URIs have to escape.
with tempfile.TemporaryDirectory() as folder:
    copy = scratch_copy(folder)
    change(copy, "plans/finch.yaml", "value: 25%", "value: 24%")
    change(copy, "cases/share.yaml", "name: a family of three", "name: '<a> & \"b\"'")
    run(commands[1], copy)
    report = (copy / junit_file).read_text(encoding="utf-8")
    check_junit(report)
    expect("a name with signs", '<a> & "b"' in {test.get("name") for test in xml.fromstring(report).iter("testcase")}, True)
    change(copy, "plans/finch.yaml", "value: 24%", "value: 36%")
    (copy / "plans/finch.yaml").rename(copy / "plans/finch, 100% ü.yaml")
    run(commands[0], copy)
    results = check_sarif((copy / sarif_file).read_text(encoding="utf-8"))["results"]
    expect("a file with signs", results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "plans/finch,%20100%25%20%C3%BC.yaml")

# What is not there cannot be run, and is no verdict.
with tempfile.TemporaryDirectory() as folder:
    copy = scratch_copy(folder)
    shutil.rmtree(copy / "cases")
    expect("status without cases", status_of_all(copy), [2, 2, 2, 2])

for one in failures:
    print(one)
print(f"{len(entries) + len(commands)} commands, {len(failures)} failures")
sys.exit(1 if failures else 0)
