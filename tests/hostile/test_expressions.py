"""Expressions that mean harm: each ends in a code of its own, with bounded memory, without a crash or a hang."""

import json
import tempfile
from pathlib import Path

from measured_run import Suite

LONG = 100_000   # beyond what an expression may have in bytes
DEEP = 20_000    # within it, and far beyond what may be nested

# name, expression, exit status, codes
expressions = [
    ("100,000 parentheses", "(" * LONG + "1" + ")" * LONG, 1, "L010"),
    ("20,000 parentheses", "(" * DEEP + "1" + ")" * DEEP, 1, "L011"),
    ("20,000 parentheses that stay open", "(" * DEEP, 1, "L011"),
    ("in, nested 40 deep", "1 in " + "(" * 40 + "1" + ")" * 40, 0, ""),
    ("in, nested 40 deep and open", "x in " + "(" * 40, 1, "S002"),
    ("in, nested 9,000 deep", "1 in (" * 9000 + "1" + ")" * 9000, 1, "L011"),
    ("lists", "[" * DEEP + "]" * DEEP, 1, "L011"),
    ("lists that stay open", "[" * DEEP, 1, "L011"),
    ("ranges", "[1.." * (DEEP // 2), 1, "L011"),
    ("ranges of ranges", "(1..(" * (DEEP // 2), 1, "L011"),
    ("braces", "{" * DEEP + "}" * DEEP, 1, "S015"),
    ("calls", "not(" * (DEEP // 2) + "true" + ")" * (DEEP // 2), 1, "L011"),
    ("filters", "[1]" + "[1" * DEEP + "]" * DEEP, 1, "L011"),
    ("filters in a row", "[1]" + "[1]" * DEEP, 1, "L013"),
    ("properties in a row", "x" + ".y" * DEEP, 1, "L013"),
    ("every bracket kind in turn", "([{" * (DEEP // 3), 1, "S015"),
    ("brackets that do not match", "([)]" * (DEEP // 4), 1, "S001"),
    ("closing brackets", ")" * DEEP, 1, "S001"),
    ("minus signs", "-" * DEEP + "1", 1, "L011"),
    ("minus signs with blanks", "- " * DEEP + "1", 1, "L011"),
    ("powers", "2" + "**2" * DEEP, 1, "L013"),
    ("sums", "1" + "+1" * DEEP, 1, "L013"),
    ("conjunctions", "true" + " and true" * 6000, 0, ""),
    ("if in if", "if true then " * 4000 + "1" + " else 1" * 1, 1, "L011"),
    ("else if", "if true then 1 else " * 3000 + "1", 1, "L011"),
    ("for in for", "for i in 1..2 return " * 2500 + "1", 1, "L011"),
    ("some in some", "some i in [1] satisfies " * 2500 + "true", 1, "L011"),
    ("otherwise in a row", "1" + " otherwise 1" * 5000, 1, "L013"),
    ("between in a row", "1" + " between 1 and 1" * 4000, 1, "S003"),
    ("comments that stay open", "1 /*" + " /*" * DEEP, 1, "S019"),
    ("quotes", '"' * (DEEP + 1), 1, "S003"),
    ("backslashes", '"' + "\\" * DEEP, 1, "S005"),
    ("a name of 50,000 letters", "a" * 50_000, 1, "C001"),
    ("a number of 50,000 digits", "9" * 50_000, 1, "L023"),
    ("a number of 50,000 decimals", "0." + "1" * 50_000, 1, "L023"),
    ("commas", "[" + "," * DEEP + "]", 1, "S001"),
    ("a null byte", "1\0+ 1", 1, "S011"),
    ("bytes that are no UTF-8", b"1 + \xff\xfe", 1, "S011"),
    ("a surrogate in UTF-8", b'"\xed\xa0\x80"', 1, "S011"),
    ("1e6144 squared again and again", "1e6144" + "**2" * 20, 1, "L023"),
    ("1e6144 to itself", "1e6144 ** 1e6144", 1, "C014"),
    ("a tower of powers", "9**9**9**9**9**9", 1, "L023"),
    ("one over a tower", "1 / (7 ** 20000) + 1 / (3 ** 40000)", 1, "L023"),
    ("a scale of 1e6144", "round half up(1/3, 1e6144)", 1, "C014"),
    ("a power of a half", "2 ** 0.5", 1, "C013"),
    ("loops of loops", "for a in 1..1000, b in 1..1000, c in 1..1000 return a", 1, "L021"),
    ("loops that keep nothing", "count(for a in 1..1000 return count(for b in 1..1000 return count(for c in 1..1000 return c)))", 1, "L020"),
    ("a range without end", "for i in 1..1e6144 return i", 1, "L021"),
    ("a loop over its own results", "for i in 1..100000 return if i = 1 then 1 else sum(partial)", 1, "L020"),
    ("lists that double", "for i in 1..64 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])", 1, "L021"),
    ("texts that double", 'for i in 1..64 return if i = 1 then "ab" else partial[-1] + partial[-1]', 1, "L022"),
    ("numbers that square", "for i in 1..64 return if i = 1 then 10 else partial[-1] * partial[-1]", 1, "L023"),
    ("quantifiers", "some " + ", ".join(f"v{i} in 1..100" for i in range(12)) + " satisfies v0 = 0", 1, "L020"),
    ("sort of a large list", "sort(for i in 1..100000 return 100000 - i, function(x, y) x < y)", 1, "S016"),
    ("a repetition of repetitions", 'matches("' + "a" * 5000 + 'b", "^(a+)+$")', 1, "L024"),
    ("alternatives that overlap", 'matches("' + "a" * 5000 + 'b", "^(a|a|a|aa)*$")', 1, "L024"),
    ("counted repetitions", 'matches("aaaa", "((((a{99}){99}){99}){99}){99}")', 1, "C016"),
    ("groups in groups", 'matches("a", "' + "(" * 9000 + ")" * 9000 + '")', 1, "C016"),
    ("a class of classes", 'matches("a", "' + "[a-[" * 5000 + '")', 1, "C016"),
    ("replacements that grow", 'replace("' + "a" * 20000 + '", "a", "' + "b" * 20000 + '")', 1, "L022"),
    ("split into all letters", 'count(split("' + "a," * 15000 + '", ","))', 0, ""),
    ("a date of a far year", 'date("999999999-01-01") + duration("P999999999Y")', 1, "C021"),
    ("a duration without bounds", '@"P' + "9" * 5000 + 'D"', 1, "C011"),
    ("a zone that leads outside", '@"2021-01-01T10:00:00@../../../../etc/passwd"', 1, "C011"),
]

suite = Suite()
with tempfile.TemporaryDirectory() as scratch:
    folder = Path(scratch)
    for name, text, status, codes in expressions:
        (folder / "expression.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
        suite.expect(name, ["eval", "--file", "expression.txt"], folder, status, codes)

    # A host's lines: one bad line never takes the others with it.
    lines = [json.dumps({"id": str(i), "expr": text}) for i, (_, text, _, _) in enumerate(expressions) if isinstance(text, str)]
    lines += ["[" * LONG, '{"id":' * LONG, "x" * 3_000_000, '{"id": "last", "expr": "1 + 1"}']
    (folder / "lines.jsonl").write_text("\n".join(lines) + "\n")
    every_code = " ".join(sorted({code for _, text, _, codes in expressions if isinstance(text, str) for code in codes.split()} | {"C027"}))
    suite.expect("all of them as lines", ["eval", "--jsonl", "--file", "lines.jsonl"], folder, 0, every_code,
                 '{"id":"last","type":"number","value":"2"}')
suite.end(at_least=60)
