"""Files, folders and links that mean harm: each ends in a code of its own, with bounded memory, without a crash or a hang."""

import os
import random
import tempfile
from pathlib import Path

from measured_run import Suite

suite = Suite()
PROGRAMME = "programme: a\ntitle: Example\npartition: family\n"
RULES = """entities:
  family: { rows: families, at: family.day }
  member: { rows: members, of: family, at_most: 20 }
facts:
  family.day: { type: date }
  member.age: { type: number, range: "[0..120]", step: 1 }
rules:
  family.ages: { type: number, cite: the law, value: sum(member.age) }
outputs: [family.ages]
"""
PLAN = "plan: a/d\nprogramme: a\nsource: example\noptions: {}\n"
TABLE = """entities:
  family: { rows: families, at: family.day }
facts:
  family.day: { type: date }
tables:
  price:
    type: number
    cite: the law
    range: "[0..9]"
    step: 1
    keys: { size: number }
    entries:
      - { from: 2019-01-01, file: tables/price.csv, column: amount, keys: { size: "[1..1000000]" }, cite: the law }
"""


def lay(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def check(name: str, files: dict[str, str | bytes], status: int, codes: str, says: str = "", arguments: tuple[str, ...] = ("check", ".")) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        lay(folder, files)
        suite.expect(name, list(arguments), folder, status, codes, says)


def check_programme(name: str, text: str | bytes, codes: str, says: str = "", status: int = 1) -> None:
    check(name, {"programme.yaml": text}, status, codes, says)


def check_rules(name: str, text: str, codes: str, says: str = "", status: int = 1) -> None:
    check(name, {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": text}, status, codes, says)


# --- YAML
check_programme("a file of one comma", ",", "Y018")
check_programme("an empty file", "", "Y010")
check_programme("a file of line breaks", "\n" * 1_000_000, "Y010")
check_programme("a file of blanks", " " * 1_000_000, "Y010")
bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
check_programme("a bomb of aliases", bomb, "Y006 Y007")
check_programme("an alias to itself", "a: &a [*a]\n", "Y006 Y007")
check_programme("merge keys", "<<: { <<: { <<: { a: 1 } } }\n", "Y013")
check_programme("a scalar of 50 MB", "title: " + "x" * 50_000_000 + "\n", "L001")
check_programme("a scalar of 3 MB", "title: " + "x" * 3_000_000 + "\n", "K009")
check_programme("a key of 3 MB", "x" * 3_000_000 + ": 1\n", "Y016")
check_programme("bytes that are no UTF-8", b"title: caf\xe9\n", "Y002")
check_programme("UTF-16", "programme: a\n".encode("utf-16"), "Y002")
check_programme("half of a character at the end", "title: ü".encode()[:-1], "Y002")
check_programme("binary garbage", random.Random(7).randbytes(1_000_000), "Y002")
check_programme("garbage in ASCII", bytes(random.Random(8).choices(range(32, 127), k=1_000_000)), "K009")
check_programme("control characters", bytes(range(1, 32)) * 10_000, "Y004 Y005")
for bracket, close, codes in (("[", "]", "L002"), ("[{a: ", "}]", "L002"), ("{a: [", "]}", "L002"), ("- ", "", "L002"), ("? ", "", "L002 Y011"),
                              ("{? ", "}", "L002 Y011"), ("[? ", "]", "L002 Y011")):
    check_programme(f"'{bracket}' 100,000 deep", bracket * 100_000 + close * 100_000, codes)
    check_programme(f"'{bracket}' 100,000 deep and open", bracket * 100_000, codes)
check_programme("'{' 100,000 deep", "{" * 100_000 + "}" * 100_000, "Y012 Y016")
check_programme("'{' 100,000 deep and open", "a: " + "{" * 100_000, "L002")
check_programme("indented 2,000 deep", "".join(" " * i + "a:\n" for i in range(2000)), "L002")
check_programme("a million items", "a: [" + "1," * 1_000_000 + "]\n", "L003")
check_programme("a million lines of keys", "".join(f"k{i}: 1\n" for i in range(300_000)), "L003")
check_programme("one key 100,000 times", "a: 1\n" * 100_000, "Y001")
check_programme("tags", "a: " + "!!str " * 100_000 + "x\n", "Y008")
check_programme("documents", "---\na: 1\n" * 100_000, "Y009")
check_programme("quotes that stay open", "a: \"" + "x\n" * 100_000, "Y014")
check_programme("a block of a million lines", "a: |\n" + "  x\n" * 900_000, "K009")

# --- expressions, tables and rules
rule = "rules:\n  family.r: {{ type: number, cite: the law, value: \"{}\" }}\nentities:\n  family: {{ rows: families }}\nfacts:\n  family.x: {{ type: number, range: \"[0..9]\", step: 1 }}\n"
check_rules("100,000 parentheses in a rule", rule.format("(" * 100_000 + "1" + ")" * 100_000), "L010")
check_rules("20,000 parentheses in a rule", rule.format("(" * 20_000 + "1" + ")" * 20_000), "L011")
check_rules("in, nested 40 deep in a rule", rule.format("if family.x in " + "(" * 40 + "1" + ")" * 40 + " then 1 else 2"), "", status=0)
check_rules("powers of powers in a rule", rule.format("((((family.x ** 16) ** 16) ** 16) ** 16) ** 16"), "G002")
check_rules("1e6144 to a power in a rule", rule.format("(1e6144 ** 16) ** 16"), "L023")
check_rules("a loop in a rule", rule.format("count(for a in 1..1000 return count(for b in 1..1000 return count(for c in 1..1000 return c)))"), "L020")
check_rules("a regular expression in a rule", rule.format("if matches('" + "a" * 5000 + "b', '^(a+)+$') then 1 else 2").replace("'", '\\"'), "L024")
chain = "entities: { family: { rows: families } }\nfacts:\n  family.r0: { type: number, range: \"[0..9]\", step: 1 }\nrules:\n"
check_rules("a chain of 20,000 rules", chain + "".join(f"  family.r{i}: {{ type: number, cite: c, value: family.r{i - 1} + 1 }}\n" for i in range(1, 20_001)), "", status=0)
check("20,000 rules of a chain, evaluated", {"rules/a/programme.yaml": PROGRAMME, "plans/a/d.yaml": PLAN,
      "rules/a/rules.yaml": chain + "".join(f"  family.r{i}: {{ type: number, cite: c, value: family.r{i - 1} + 1 }}\n" for i in range(1, 20_001)) + "outputs: [family.r20000]\n",
      "cases.yaml": "plan: a/d\ncases:\n  - name: chain\n    families: { f: { r0: 1 } }\n    expect: { family.r20000: 20001 }\n"}, 0, "", "1 case passed", ("test", "cases.yaml"))
check_rules("a circle of 20,000 rules", chain + "".join(f"  family.r{i}: {{ type: number, cite: c, value: family.r{i % 20_000 + 1} + 1 }}\n" for i in range(1, 20_001)), "G001")
check_rules("rules that double", chain + "".join(f"  family.r{i}: {{ type: number, cite: c, value: family.r{i - 1} + family.r{i - 1} }}\n" for i in range(1, 2_000)), "X002")
check_rules("owners 5,000 deep", "entities:\n  e0: { rows: t0 }\n" + "".join(f"  e{i}: {{ rows: t{i}, of: e{i - 1}, at_most: 2 }}\n" for i in range(1, 5_000))
            + "facts:\n  e4999.x: { type: number, range: \"[0..9]\", step: 1 }\nrules:\n  e0.s: { type: number, cite: c, value: sum(e4999.x) }\n", "X002")
words = "types:\n  w: [" + ", ".join(f"w{i}" for i in range(100_000)) + "]\n"
table = words + """entities: { family: { rows: families } }
facts:
  family.w: { type: w }
rules:
  family.r:
    type: number
    cite: the law
    hit_policy: unique
    table: |
      family.w | -> r
"""
check_rules("100,000 words and one row of a table", table + '      "w1" | 1\n', "D001")
check_rules("a decision table of 100,000 rows", table + "".join(f'      "w{i}" | 1\n' for i in range(100_000)), "L031")
check_rules("a decision table of 2,000 rows", table + "".join(f'      "w{i}" | 1\n' for i in range(2_000)), "D005")
inputs = "".join(f"  family.x{i}: {{ type: number, range: \"[1..20]\", step: 1 }}\n" for i in range(40))
check_rules("a decision table of 40 inputs", "entities: { family: { rows: families } }\nfacts:\n" + inputs + "rules:\n  family.r:\n    type: number\n    cite: c\n    hit_policy: unique\n    table: |\n      "
            + " | ".join(f"family.x{i}" for i in range(40)) + " | -> r\n" + "".join("      " + " | ".join(f"not({n})" for _ in range(40)) + f" | {n}\n" for n in range(1, 20)), "D002 D005")
check("a rate table of a million rows", {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": TABLE, "tables/price.csv": "size,amount\n" + "".join(f"{i},1\n" for i in range(1, 1_000_001))}, 1, "L040")
check("a rate table of 100 MB", {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": TABLE, "tables/price.csv": b"size,amount\n" + b"1,1\n" * 25_000_000}, 1, "L001")
check("a rate table of a million columns", {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": TABLE, "tables/price.csv": "size" + ",amount" * 1_000_000 + "\n1,1\n"}, 1, "L041")
check("a rate table with every second row", {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": TABLE, "tables/price.csv": "size,amount\n" + "".join(f"{i},1\n" for i in range(1, 300_001, 2))}, 1, "M015")
check("a rate table of one open quote", {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": TABLE, "tables/price.csv": "size,amount\n\"" + "1,1\n" * 1_000_000}, 1, "M004")
check("a rate table of binary garbage", {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": TABLE, "tables/price.csv": random.Random(9).randbytes(1_000_000)}, 1, "M002")
check("a domain of 1e18 cells", {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": TABLE.replace("{ size: number }", "{ size: number, rank: number, step: number }")
      .replace('{ size: "[1..1000000]" }', '{ size: "[1..1000000]", rank: "[1..1000000]", step: "[1..1000000]" }'), "tables/price.csv": "size,rank,step,amount\n1,1,1,1\n"}, 1, "M015")
check_rules("a timeline of 40,000 entries", "parameters:\n  p:\n    type: boolean\n    cite: c\n    values:\n" + "".join(f"      - {{ from: {1 + i // 366:04}-{1 + i // 31 % 12:02}-{1 + i % 28:02}, value: yes }}\n" for i in range(40_000)), "L043")

# --- plans and cases
check("a plan of 100,000 options", {"rules/a/programme.yaml": PROGRAMME, "rules/a/rules.yaml": RULES, "plans/a/d.yaml": PLAN.replace("{}", "{" + ", ".join(f"option_{i}: not asked" for i in range(100_000)) + "}")}, 1, "N011")
tree = {"rules/a/programme.yaml": PROGRAMME, "rules/a/rules.yaml": RULES, "plans/a/d.yaml": PLAN}
case = "plan: a/d\ncases:\n  - name: many\n    families: { f: { members: {%s} } }\n    expect: { family.ages: 1 }\n"
check("a family of 100,000", {**tree, "cases.yaml": case % ", ".join(f"m{i}: {{}}" for i in range(100_000))}, 1, "R004", arguments=("test", "cases.yaml"))
variants = "        - {{ name: v{}, expect: {{ family.ages: 1 }} }}\n"
check("a thousand variants of a large family", {**tree, "cases.yaml": case % ", ".join(f"m{i}: {{ age: 1 }}" for i in range(20_000)) + "    each:\n" + "".join(variants.format(i) for i in range(1000))}, 1, "L032",
      arguments=("test", "cases.yaml"))
check("rows nested 60 deep", {**tree, "cases.yaml": case % ("m: {" + "members: { m: {" * 25 + "}" * 50 + "}")}, 1, "W003", arguments=("test", "cases.yaml"))
check("results without end", {**tree, "cases.yaml": (case % "").replace("family.ages: 1", ", ".join(f'"family[f{i}].ages": 1' for i in range(50_000)))}, 1, "W006", arguments=("test", "cases.yaml"))

# --- folders, links, devices
check("a programme that includes itself", {"programme.yaml": "programme: a\ntitle: Example\ninclude: [.]\n"}, 1, "K022")
check("two programmes that include each other", {"a/programme.yaml": "programme: a\ntitle: A\ninclude: [../b]\n", "b/programme.yaml": "programme: b\ntitle: B\ninclude: [../a]\n"}, 1, "K022")
check("an include above the root", {"programme.yaml": "programme: a\ntitle: Example\ninclude: [../../../../../../../../etc]\n"}, 1, "K024")
check("a table above the root", {"programme.yaml": "programme: a\ntitle: Example\n", "rules.yaml": TABLE.replace("tables/price.csv", "../../../../../etc/passwd")}, 1, "K024")
check("includes 200 deep", {f"p{i}/programme.yaml": f"programme: p{i}\ntitle: P\n" + (f"include: [../p{i + 1}]\n" if i < 200 else "") for i in range(201)}, 1, "L033", arguments=("check", "p0", "p1"))
check("3,000 rule files", {"programme.yaml": "programme: a\ntitle: Example\n", **{f"r{i}.yaml": f"units: [u{i}]\n" for i in range(3_000)}}, 1, "L030")
check("20,000 files of another kind", {f"f{i}.txt": "" for i in range(20_000)}, 1, "L030")
check("blanks and letters of the world in a path", {"Kinder & Löhne/日本 🎈/programme.yaml": "programme: a\ntitle: Example\n"}, 0, "", "checked 1 programme", ("check", "Kinder & Löhne/日本 🎈"))
check("line breaks and quotes in a path", {"a\n'b'\x1b[31m/programme.yaml": "programme: a\n"}, 1, "K002", arguments=("check", "."))
check("a path that is not there", {}, 2, "K025", arguments=("check", "nowhere"))
check("no path", {}, 2, "", arguments=("check",))
check("an empty path", {}, 2, "K025", arguments=("check", ""))
check("a path of 100,000 letters", {}, 2, "K025", arguments=("check", "x" * 100_000))
check("/dev/zero", {}, 1, "K025", arguments=("check", "/dev/zero"))
check("/dev/zero as cases", {}, 1, "K025", arguments=("test", "/dev/zero"))
check("a folder in place of a file", {"cases.yaml/README.md": "x"}, 1, "W009", arguments=("test", "cases.yaml"))
check("explain on a folder", {"cases.yaml/README.md": "x"}, 2, "K025", arguments=("explain", "cases.yaml"))

with tempfile.TemporaryDirectory() as scratch:
    folder = Path(scratch)
    lay(folder, {"outside/secret.yaml": "units: [secret]\n", "outside/price.csv": "size,amount\n1,1\n"})

    def check_link(name: str, made: dict[str, str], target: str, link: str, codes: str, status: int = 1) -> None:
        inside = folder / name.replace(" ", "_")
        lay(inside, made)
        (inside / link).parent.mkdir(exist_ok=True)
        (inside / link).symlink_to(target)
        suite.expect(name, ["check", inside.name], folder, status, codes)
        suite.expect(name + ", from inside", ["check", "."], inside, status, codes)

    made = {"programme.yaml": "programme: a\ntitle: Example\n"}
    check_link("a link to a file outside", made, "../outside/secret.yaml", "secret.yaml", "K024")
    check_link("a link to a folder outside", made, "../outside", "more", "K026")
    check_link("a link to a table outside", {**made, "rules.yaml": TABLE}, "../../outside/price.csv", "tables/price.csv", "K024")
    check_link("a link to itself", made, "loop.yaml", "loop.yaml", "K025 K026")
    check_link("a link to the folder above", made, "..", "up", "K026")
    check_link("a link to nothing", made, "gone.yaml", "link.yaml", "K025 K026")
    check_link("a link to a device", made, "/dev/zero", "zero.yaml", "K024 K026")
    check_link("a programme that is a link to a device", {"README.md": ""}, "/dev/zero", "programme.yaml", "K024")

    for name, pipe, more, codes in (("a pipe among the rules", "rules.yaml", {}, "K025 K026"),
                                    ("a pipe in place of a table", "tables/price.csv", {"rules.yaml": TABLE}, "K025")):
        inside = folder / name.replace(" ", "_")
        lay(inside, {**made, **more})
        (inside / pipe).parent.mkdir(exist_ok=True)
        os.mkfifo(inside / pipe)
        suite.expect(name, ["check", "."], inside, 1, codes)
    os.mkfifo(folder / "pipe.yaml")
    suite.expect("a pipe on the command line", ["check", "pipe.yaml"], folder, 1, "K025")
    suite.expect("a pipe as cases", ["test", "pipe.yaml"], folder, 1, "K025")

    inside = folder / "rules_folder"
    lay(inside, {**made, "rules.yaml/README.md": "x", "rules.yaml/x.yaml": "units: [trip]\n"})
    suite.expect("a folder that is called rules.yaml", ["check", "."], inside, 0, "")
    lay(folder, {"programme_folder/programme.yaml/README.md": "x"})
    suite.expect("a folder that is called programme.yaml", ["check", "programme_folder"], folder, 1, "K025")

    os.makedirs(os.fsencode(folder / "names"))
    for name in (b"\xff\xfe.yaml", b"a\nb.yaml", b"-rf.yaml"):
        Path(os.fsdecode(os.path.join(os.fsencode(folder / "names"), name))).write_text("nothing: [\n")
    suite.expect("names that are no UTF-8", ["check", "names"], folder, 1, "Y016")
    suite.expect("names that are no UTF-8, as JSON", ["check", "names", "--format", "json"], folder, 1, "Y016", '"errors": 3')

    lay(folder, {"closed/programme.yaml": PROGRAMME, "closed/rules.yaml": RULES})
    (folder / "closed/rules.yaml").chmod(0)
    if os.geteuid() == 0:
        suite.skip("a file that this user may not read", "root may read every file")
    else:
        suite.expect("a file that this user may not read", ["check", "closed"], folder, 1, "K025")
        (folder / "closed").chmod(0)
        suite.expect("a folder that this user may not read", ["check", "closed"], folder, 1, "K025")
        (folder / "closed").chmod(0o700)

suite.end(at_least=110)
