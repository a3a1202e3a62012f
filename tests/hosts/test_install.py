"""The tree installed into a folder: linked by pkg-config, shared and static, and by find_package; and taken as a sub-folder.
The commands are those of README.md and docs/c-api.md, as pasted."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
build = Path(os.environ["CAREFARE"]).parent
flags = os.environ.get("CAREFARE_HOST_FLAGS", "")
failures: list[str] = []


def shell(text: str, env: dict[str, str], where: Path) -> str:
    made = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=where, env={**os.environ, **env}, text=True, capture_output=True, check=False)
    if made.returncode != 0:
        failures.append(f"exit {made.returncode}: {text}\n{made.stdout[-2000:]}{made.stderr[-2000:]}")
    return made.stdout


def block(page: str, begin: str) -> str:
    """The indented block that begins with a line; what builds the tree is left out, it is built."""
    text = (root / page).read_text(encoding="utf-8")
    found = re.search(rf"^    {re.escape(begin)}.*?(?=^\S|\Z)", text, re.M | re.S)
    assert found, f"{page} has no block that begins with {begin!r}"
    lines = [line[4:] for line in found.group(0).splitlines() if line.startswith("    ")]
    return "\n".join(line for line in lines if not line.startswith(("scripts/setup", "cmake --preset", "cmake --build --preset"))).replace("build/release", str(build))


with tempfile.TemporaryDirectory() as made:
    home = Path(made)
    env = {"HOME": made, "CFLAGS": flags}
    page = block("README.md", "scripts/setup\n    PREFIX=")
    if flags:
        page = page.replace("cc ", f"cc {flags} ")
    said = shell(page, env, root)
    if "The family pays 8656 cents a week." not in said:
        failures.append(f"README: the program says\n{said}")
    (root / "first").unlink(missing_ok=True)

    prefix = home / "carefare-installed"
    where = f"PKG_CONFIG_PATH=$(dirname $(find {prefix} -name carefare.pc))"
    link = f"cc {flags} -std=c99 {root}/examples/c/first.c $({where} pkg-config --cflags carefare) $(find {prefix} -name libcarefare.a)"
    said = shell(f"{link} $({where} pkg-config --libs --static carefare | sed 's/-lcarefare//') -lm -o first_static && ./first_static {prefix}/share/carefare", env, home)
    if "8656 cents" not in said:
        failures.append(f"linked with the archive the program says\n{said}")

    shell(f"cmake -S {root}/examples/cpp -B cpp -DCMAKE_PREFIX_PATH={prefix} -DCMAKE_CXX_FLAGS='{flags}' && cmake --build cpp", env, home)
    cases = ["R\tfamilies\trivera\t", "C\tdetermined_on\t2019-06-20", "C\tsize\t3", "C\tannual_gross_income\t38000",
             *(f"C\t{fact}\tno" for fact in ("in_eligibility_period", "public_assistance", "homeless", "foster_care", "protective_or_preventive", "children_only")),
             "R\tfamily_weeks\tjuly\trivera", "C\tstart\t2019-07-08", "E"]
    (home / "cases.txt").write_text("\n".join(cases) + "\n", encoding="utf-8")
    said = shell(f"cpp/batch {prefix}/share/carefare ny/westchester - < cases.txt", env, home)
    if "V\tfamily_weeks\tjuly\tshare\tvalue\t86.56\n" not in said:
        failures.append(f"the program of find_package says\n{said[-500:]}")

    (home / "within").mkdir()
    (home / "within/main.c").write_text("#include <carefare/carefare.h>\nint main(void) { return carefare_abi_version() == CAREFARE_ABI_VERSION ? 0 : 1; }\n", encoding="utf-8")
    (home / "within/CMakeLists.txt").write_text(
        f"cmake_minimum_required(VERSION 3.25)\nproject(within LANGUAGES C CXX)\nadd_subdirectory({root} carefare)\nadd_executable(main main.c)\n"
        "target_link_libraries(main PRIVATE carefare::carefare)\nif(TARGET engine_test)\n  message(FATAL_ERROR \"the tests are built, too\")\nendif()\n", encoding="utf-8")
    shell("cmake -S within -B sub -G Ninja && ninja -C sub -t targets all | grep '^main:' > main.txt && ninja -C sub -t commands main | grep -c handles.cpp", env, home)

    # The program finds what is installed with it by name, from any folder, under another name, and where all of it was moved to; a
    # plan of one's own finds its programme.
    (home / "own").mkdir()
    (home / "own/example.yaml").write_text((root / "examples/one-family.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (home / "own/plan.yaml").write_text((prefix / "share/carefare/plans/ny/westchester.yaml").read_text(encoding="utf-8").replace("plan: ny/westchester", "plan: mine"), encoding="utf-8")
    (home / "moved").symlink_to(prefix)
    prefix.rename(home / "elsewhere")
    (home / "moved").unlink()
    (home / "moved").symlink_to(home / "elsewhere")
    for program in (home / "elsewhere/bin/carefare", home / "moved/bin/carefare"):
        for command, wanted in (
            ("explain example.yaml 'family_week[july].income_based_share'", "$86.56"),
            ("sample --plan ny/westchester --families 5 --seed 1 --month 2019-06 --out load --force", "families.csv: 5"),
            ("run --plan ny/westchester --input load --output paid --pay 2019-06 --force", "plan ny/westchester, programme ny/ccap"),
            ("run --plan plan.yaml --input load --output paid --force", "plan mine, programme ny/ccap"),
            ("test example.yaml", "0 failed"),
            ("check plan.yaml", "checked 0 programmes, 1 plan, 0 cases: no errors"),
            ("describe --programme ny/ccap_funds", "# "),
        ):
            said = shell(f"{program} {command}", env, home / "own")
            if wanted not in said:
                failures.append(f"the installed program, asked to {command}, says\n{said[-2000:]}")
    # A plan of one's own that is named as an installed one is the one that counts, wherever below its folder it is asked for.
    (home / "county/plans/ny").mkdir(parents=True)
    (home / "county/cases").mkdir()
    (home / "county/cases/one.yaml").write_text((root / "examples/one-family.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for file in (prefix.parent / "elsewhere/share/carefare/plans/ny").glob("westchester*"):
        if file.is_file():
            (home / "county/plans/ny" / file.name).write_text(file.read_text(encoding="utf-8").replace("value: 27%", "value: 30%"), encoding="utf-8")
    for where, command in (("county", "test cases"), ("county", "test ."), ("county/cases", "test one.yaml"), ("county", "test plans cases")):
        told = subprocess.run([home / "elsewhere/bin/carefare", *command.split()], cwd=home / where, text=True, capture_output=True, check=False)
        if told.returncode != 1 or "$96.17" not in told.stdout + told.stderr:
            failures.append(f"in {where}, {command} says\n{told.stdout}{told.stderr}")
        if f"with the rules and plans of {home / 'elsewhere/share/carefare'}" not in told.stderr:
            failures.append(f"in {where}, {command} does not say with which rules: {told.stderr}")
    # Nothing between a folder and the installed rules is read.
    (home / "asked/a").mkdir(parents=True)
    (home / "secret").mkdir()
    (home / "secret/s.yaml").write_text("secret: [very secret\n", encoding="utf-8")
    (home / "asked/a/programme.yaml").write_text("programme: a\ntitle: A\ninclude: [../../secret]\n", encoding="utf-8")
    for arguments in (["check", "."], ["check", ".", "--rules", str(home / "elsewhere/share/carefare")]):
        told = subprocess.run([home / "elsewhere/bin/carefare", *arguments], cwd=home / "asked", text=True, capture_output=True, check=False)
        if told.returncode == 0 or "K024" not in told.stderr + told.stdout or "very secret" in told.stderr + told.stdout:
            failures.append(f"{arguments} beside a secret says\n{told.stdout}{told.stderr}")
    # In a tree of one's own it is that tree's rules that count.
    (home / "own/rules").mkdir()
    (home / "own/plans").mkdir()
    other = subprocess.run([home / "elsewhere/bin/carefare", "check", "plan.yaml"], cwd=home / "own", text=True, capture_output=True, check=False)
    if "there is no programme 'ny/ccap'" not in other.stderr:
        failures.append(f"in a tree of its own the installed program says\n{other.stdout}{other.stderr}")

shown = re.search(r"```c\n(.*?)```", (root / "docs/c-api.md").read_text(encoding="utf-8"), re.S)
if not shown or shown.group(1) != (root / "examples/c/first.c").read_text(encoding="utf-8"):
    failures.append("docs/c-api.md does not show examples/c/first.c as it is")

print("\n".join(failures) or "installed; linked by pkg-config, shared and static, by find_package; taken as a sub-folder")
sys.exit(1 if failures else 0)
