"""README.md and docs/language.md tell the truth: examples print what is shown, commands of the README run.

A line `<!-- example: carefare ARGS -->` is followed by a fenced block that must be what the command prints. In
docs/language.md a block fenced as `feel` holds lines `EXPRESSION -> TYPE VALUE` or `EXPRESSION -> error CODE`. Run with --accept to
rewrite the examples of the README; the review is the diff.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
carefare = os.environ["CAREFARE"]
accept = "--accept" in sys.argv
failures = []


def run(line: str) -> subprocess.CompletedProcess:
    words = shlex.split(line)
    assert words[0] == "carefare", line
    return subprocess.run([carefare, *words[1:]], cwd=root, text=True, capture_output=True, check=False)


readme_path = root / "README.md"
readme = readme_path.read_text(encoding="utf-8")
pattern = re.compile(r"(<!-- example: (.+?) -->\n```\n)(.*?)(```)", re.S)
examples = 0


def check(match: re.Match) -> str:
    global examples
    examples += 1
    got = run(match.group(2))
    printed = got.stdout + got.stderr
    if printed != match.group(3) and not accept:
        failures.append(f"README: {match.group(2)} prints\n{printed}")
    return match.group(1) + printed + match.group(4)


rewritten = pattern.sub(check, readme)
if accept:
    readme_path.write_text(rewritten, encoding="utf-8")
if examples == 0:
    failures.append("README has no example")

commands = 0
for line in re.findall(r"^    (carefare .+)$", readme, re.M):
    for part in line.split(" && "):
        part = part.split("  #")[0]
        commands += 1
        got = run(part)
        if got.returncode != 0:
            failures.append(f"README: {part} ends with status {got.returncode}\n{got.stdout}{got.stderr}")
if commands < 5:
    failures.append(f"only {commands} commands in the README")

language = (root / "docs/language.md").read_text(encoding="utf-8")
lines = 0
for block in re.findall(r"```feel\n(.*?)```", language, re.S):
    for line in block.splitlines():
        if not line.strip():
            continue
        lines += 1
        expression, wanted = line.rsplit("->", 1)
        reply = subprocess.run([carefare, "eval", "--jsonl"], input=json.dumps({"id": "1", "expr": expression.strip()}) + "\n",
                               text=True, capture_output=True, check=False)
        answer = json.loads(reply.stdout)
        if "error" in answer:
            got_text = "error " + answer["error"]["code"]
        elif answer["type"] == "list":
            got_text = "list " + ", ".join(str(item.get("value")) for item in answer["items"])
        else:
            got_text = f"{answer['type']} {answer['value']}"
        if got_text != wanted.strip():
            failures.append(f"docs/language.md: {expression.strip()} is {got_text}, not {wanted.strip()}")
if lines < 20:
    failures.append(f"only {lines} examples in docs/language.md")

print("\n".join(failures))
print(f"{examples} examples, {commands} commands, {lines} lines of the language page")
sys.exit(1 if failures else 0)
