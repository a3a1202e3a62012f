"""Reads every #include: layers point one way, and each third-party library has one door (docs/architecture.md)."""

import os
import re
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])

# layer -> layers it may include, itself implied
LAYERS = {
    "base": set(),
    "syntax": {"base"},
    "constant": {"base", "syntax"},
    "checked": {"base", "syntax", "constant"},
    "reference": {"base", "syntax", "constant", "checked"},
    "program": {"base", "syntax", "checked"},
    "bind": {"base", "syntax", "checked", "program"},
    "eval": {"base", "syntax", "checked", "reference", "program", "bind"},
    "explain": {"base", "syntax", "checked", "reference"},
    "cases": {"base", "syntax", "constant", "checked", "reference", "program", "bind", "eval", "explain"},
    "caseload": {"base", "syntax", "checked", "reference", "program", "bind", "eval", "cases"},
    "engine": {"base", "syntax", "constant", "checked", "reference", "program", "bind", "eval", "explain", "cases", "caseload"},
    "capi": {"base", "engine"},
    "cli": {"base", "syntax", "constant", "checked", "reference", "program", "bind", "eval", "explain", "cases", "caseload", "engine"},
}

# prefix of an include -> the only paths that may have it
DOORS = {
    "boost/spirit/": re.compile(r"^src/syntax/grammar/"),
    "boost/fusion/": re.compile(r"^src/syntax/grammar/"),
    "boost/multiprecision/": re.compile(r"^src/base/rational[a-z_]*\.cpp$|^src/base/rational_big\.hpp$"),
    "yaml-cpp/": re.compile(r"^src/syntax/yaml_reader\.cpp$"),
    "date/": re.compile(r"^src/(base|constant)/(date|calendar)\.cpp$"),
    "pcre2": re.compile(r"^src/constant/regex[a-z_]*\.cpp$"),
    "utf8proc": re.compile(r"^src/constant/[a-z_]+\.cpp$"),
    "sys/mman.h": re.compile(r"^src/base/mapped_file\.cpp$"),
    "CLI/": re.compile(r"^src/cli/"),
    "nlohmann/": re.compile(r"^src/(cli|explain|cases|caseload|engine|capi)/"),
    "openssl/": re.compile(r"^src/caseload/identity\.cpp$"),
    "gtest/": re.compile(r"^tests/"),
}

failures = []
seen = 0
for path in sorted([*root.glob("include/**/*.hpp"), *root.glob("src/**/*.?pp")]):
    name = path.relative_to(root).as_posix()
    parts = name.split("/")
    layer = parts[2].removesuffix(".hpp") if parts[0] == "include" else parts[1]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not match:
            continue
        seen += 1
        target = match.group(1)
        for prefix, allowed in DOORS.items():
            if target.startswith(prefix) and not allowed.search(name):
                failures.append(f"{name}:{number}: {target} may stand in {allowed.pattern} only")
        used = target.split("/")[1].removesuffix(".hpp") if target.startswith("carefare/") else target.split("/")[0]
        if layer in LAYERS and used in LAYERS and used != layer and used not in LAYERS[layer]:
            failures.append(f"{name}:{number}: layer {layer} may not include layer {used} ({target})")
        if parts[0] == "include" and "/" in target and not target.startswith("carefare/"):
            failures.append(f"{name}:{number}: third-party header {target} in a public header")

if seen < 50:
    failures.append(f"only {seen} includes read: is the tree where it should be?")
print("\n".join(failures) or f"{seen} includes, all within their layers")
sys.exit(1 if failures else 0)
