"""The header alone in C99 and C++, what the shared library exports, how its structures lie: held to what is recorded.
With --accept the record is written anew: a changed line of layouts.txt is a new version of the interface."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
build = Path(os.environ["CAREFARE"]).parent
header = (root / "include/carefare/carefare.h").read_text(encoding="utf-8")
record = root / "tests/hosts/layouts.txt"
failures: list[str] = []


def compile_text(command: list[str], text: str, name: str) -> None:
    made = subprocess.run([*command, f"-I{root / 'include'}", "-"], input=text, text=True, capture_output=True, check=False)
    if made.returncode != 0 or made.stderr:
        failures.append(f"{name}:\n{made.stderr}")


cc, cxx = os.environ.get("CC", "cc"), os.environ.get("CXX", "c++")
all_warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wshadow", "-Wconversion", "-fsyntax-only"]
twice = "#include <carefare/carefare.h>\n#include <carefare/carefare.h>\n"
for standard in ("c99", "c11", "c17"):
    compile_text([cc, f"-std={standard}", *all_warnings, "-Wstrict-prototypes", "-x", "c"], twice, f"carefare.h as {standard}")
for standard in ("c++11", "c++20"):
    compile_text([cxx, f"-std={standard}", *all_warnings, "-x", "c++"], twice, f"carefare.h as {standard}")
compile_text([cxx, "-std=c++20", *all_warnings, "-Wold-style-cast", "-x", "c++"], "#include <carefare/carefare.hpp>\n#include <carefare/carefare.hpp>\n", "carefare.hpp")

# A status that is thrown away is a warning.
ignored = subprocess.run([cc, "-std=c99", "-Wall", "-Werror", "-c", "-o", os.devnull, f"-I{root / 'include'}", "-x", "c", "-"], text=True, capture_output=True, check=False,
                         input="#include <carefare/carefare.h>\nvoid f(carefare_case* c);\nvoid f(carefare_case* c) { carefare_case_clear(c); }\n")
if ignored.returncode == 0:
    failures.append("a status may be thrown away without a warning")

declared = sorted(set(re.findall(r"\b(carefare_[a-z_]+)\(", header)) - {"carefare_status"})
mapped = sorted(re.findall(r"^\s+(carefare_[a-z_]+);", (root / "src/capi/exports.map").read_text(encoding="utf-8"), re.M))
listed = subprocess.run(["nm", "-D", "--defined-only", build / "libcarefare.so"], text=True, capture_output=True, check=True).stdout
exported = sorted(line.split()[-1].split("@")[0] for line in listed.splitlines() if not line.split()[-1].startswith("CAREFARE_"))
if declared != mapped:
    failures.append(f"declared and not in exports.map, or the other way round: {sorted(set(declared) ^ set(mapped))}")
if exported != mapped:
    failures.append(f"exported and not in exports.map, or the other way round: {sorted(set(exported) ^ set(mapped))[:20]}")
dynamic = subprocess.run(["readelf", "-d", build / "libcarefare.so"], text=True, capture_output=True, check=True).stdout
if "[libcarefare.so.1]" not in dynamic:
    failures.append("the soname is not libcarefare.so.1")

structs = re.findall(r"typedef struct (carefare_\w+) \{(.*?)\} \1;", re.sub(r"/\*.*?\*/", "", header, flags=re.S), re.S)
enums = re.findall(r"\b(CAREFARE_[A-Z0-9_]+) = -?\d+", header)
program = ["#include <carefare/carefare.h>", "#include <stddef.h>", "#include <stdio.h>", "int main(void) {"]
for name, body in structs:
    program.append(f'printf("{name} %zu\\n", sizeof({name}));')
    for line in body.split(";"):
        for field in re.findall(r"(\w+)(?:\[\d+\])?\s*(?:,|$)", line.strip()):
            program.append(f'printf("  {field} %zu %zu\\n", offsetof({name}, {field}), sizeof((({name}*)0)->{field}));')
for name in [*enums, "CAREFARE_ABI_VERSION"]:
    program.append(f'printf("{name} %d\\n", (int){name});')
program.append("return 0; }")
with tempfile.TemporaryDirectory() as work:
    made = subprocess.run([cc, "-std=c99", f"-I{root / 'include'}", "-x", "c", "-", "-o", f"{work}/layouts"], input="\n".join(program), text=True, capture_output=True, check=False)
    layouts = subprocess.run([f"{work}/layouts"], text=True, capture_output=True, check=True).stdout if made.returncode == 0 else made.stderr
layouts += "".join(f"{name}\n" for name in mapped)
if "--accept" in sys.argv:
    record.write_text(layouts, encoding="utf-8")
if not record.exists() or layouts != record.read_text(encoding="utf-8"):
    old = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    failures.append("layouts.txt differs:\n" + "\n".join(sorted(set(layouts.splitlines()) ^ set(old))[:20]))
if len(structs) < 9 or len(mapped) < 50:
    failures.append(f"only {len(structs)} structures and {len(mapped)} functions read")

print("\n".join(failures) or f"{len(mapped)} functions, {len(structs)} structures, as recorded")
sys.exit(1 if failures else 0)
