"""Caseloads that mean harm: every row ends used, context, set aside or orphan with a code, or the caseload is refused with one; in bounded
time and memory, without a crash or a hang. The family beside the hostile one is paid the same cents, whatever stands beside it.
"""

import csv
import json
import os
import random
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import measured_run
from measured_run import SLACK, Suite

sys.path.insert(0, str(Path(os.environ["CAREFARE_SOURCE_DIR"]) / "tests/support"))
from table_heads import fill  # noqa: E402

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
suite = Suite()
FILES = int(os.environ.get("HOSTILE_FILES", "20000"))  # a million takes minutes to lay and to take away
MOST_MEMORY = 2 * 1024 * 1024  # KiB

# Two families, June 2019: f's child is seen on a Monday to a Wednesday, h's is the hostile one's.
HEADS = {
    "families": "key,determined_on,annual_gross_income,resources,size,members_complete,in_eligibility_period,public_assistance,homeless,foster_care,"
    "protective_or_preventive,children_only",
    "members": "key,family,born_on,special_needs,court_supervision,full_time_student,care_programme",
    "providers": "key,type,county,routinely_charges,accredited,approvals_complete",
    "approvals": "key,provider,kind,valid_from,valid_to",
    "charges": "key,provider,per,amount",
    "authorizations": "key,member,provider,dates_from,dates_to,under_contract,other_basis_agreed,before_or_after_school,non_traditional_hours",
    "contract_prices": "key,authorization,per,amount",
    "visits": "key,authorization,arrived_at,left_at,recorded_on,cancelled",
    "schedules": "key,authorization,starts_at,ends_at",
    "absences": "key,authorization,date,kind,temporary",
    "family_weeks": "key,family,start",
    "care_weeks": "key,member,provider,start,care_period",
    "absence_month_balances": "key,member,start,through,routine,extenuating",
    "absence_period_balances": "key,member,start,through,routine,extenuating",
    "absence_year_balances": "key,member,provider_key,start,through,required,additional",
}
ROWS: dict[str, list[str]] = {table: [] for table in HEADS}
for of in "fh":
    ROWS["families"].append(f"{of},2019-05-20,38000,500,3,yes,no,no,no,no,no,no")
    ROWS["members"].append(f"{of}m,{of},2016-03-05,no,no,no,block grant")
    ROWS["providers"].append(f"{of}p,day care center,Albany,daily,no,yes")
    ROWS["approvals"].append(f"{of}l,{of}p,licence,2019-01-01,2019-12-31")
    ROWS["charges"].append(f"{of}c,{of}p,daily,55.50")
    ROWS["authorizations"].append(f"{of}a,{of}m,{of}p,2019-06-03,2019-06-09,no,no,no,no")
    for day in ("03", "04", "05"):
        ROWS["visits"].append(f"{of}v{day},{of}a,2019-06-{day}T08:00,2019-06-{day}T17:00,2019-06-{day},")
        ROWS["schedules"].append(f"{of}s{day},{of}a,2019-06-{day}T08:00,2019-06-{day}T17:00")
DESCRIPTION = "programme: ny/ccap\ntables:\n" + "".join(f"  {table}: {{ window: 2019-06-03..2019-06-30 }}\n" for table in ("visits", "schedules", "absences"))


def changed(table: str, old: str, new: str) -> dict[str, list[str]]:
    """The rows of a table with a text in h's lines exchanged for another."""
    lines = [line.replace(old, new) if line.startswith("h") else line for line in ROWS[table]]
    assert lines != ROWS[table], (table, old)
    return {table: lines}


def lay(folder: Path, tables: dict[str, list[str]], files: dict[str, str | bytes]) -> Path:
    load = folder / "load"
    load.mkdir()
    for table, head in HEADS.items():
        (load / f"{table}.csv").write_text("\n".join([head, *tables.get(table, ROWS[table]), ""]), encoding="utf-8")
    fill(load)
    for name, text in {"dataset.yaml": DESCRIPTION, **files}.items():
        (load / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load


def lines_of_f(out: Path) -> dict[str, list[str]]:
    return {path.name: [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(("f", '"f'))]
            for path in out.glob("*.csv") if path.name not in ("findings.csv", "pending.csv", "incomplete.csv")}


def codes_of(out: Path) -> set[str]:
    csv.field_size_limit(1 << 30)
    with (out / "findings.csv").open(newline="", encoding="utf-8") as file:
        return {row["code"] for row in csv.DictReader(file)}


expected: dict[str, list[str]] = {}


def judge(name: str, got: measured_run.Ending, out: Path, codes: str, refused: bool, read: dict[str, int] | None, memory: int) -> list[str]:
    if got.timed_out:
        return [f"did not end in {measured_run.TIMEOUT} seconds"]
    if got.status < 0:
        return [f"ended by {signal.Signals(-got.status).name}"]
    if got.memory > memory * SLACK:
        return [f"held {got.memory // 1024} MiB"]
    if refused:
        return [] if got.status == 2 and got.codes() == set(codes.split()) and not out.exists() else [f"wanted to be refused with '{codes}'"]
    if got.status != 0:
        return [f"wanted findings '{codes}'"]
    problems = [] if codes_of(out) == set(codes.split()) else [f"wanted findings '{codes}', not {sorted(codes_of(out))}"]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    for table, n in summary["rows"].items():
        if n["read"] != n["used"] + n["context"] + n["set_aside"] + n["orphan"] or read and n["read"] != read.get(table, n["read"]):
            problems.append(f"{table}: {n}")
    for output, n in summary["results"].items():
        if n["rows"] != sum(n[state] for state in ("value", "none", "pending", "fault", "incomplete", "context")):
            problems.append(f"{output}: {n}")
    if expected and lines_of_f(out) != expected:
        problems.append(f"f's results are others: {[name for name, lines in lines_of_f(out).items() if lines != expected.get(name)]}")
    return problems


def check(name: str, tables: dict[str, list[str]] | None = None, codes: str = "", refused: bool = False, files: dict[str, str | bytes] | None = None,
          then=None, memory: int = MOST_MEMORY, seconds: int = measured_run.TIMEOUT, more: tuple[str, ...] = ()) -> None:
    """`codes`: all findings of the run, or all errors that it was refused with; `then` changes the folder before the run."""
    with tempfile.TemporaryDirectory() as scratch:
        load, out = lay(Path(scratch), tables or {}, files or {}), Path(scratch) / "out"
        if then is not None:
            then(load)
        got = measured_run.run(["run", "--plan", "plans/ny/example.yaml", "--input", str(load), "--output", str(out), *more], root)
        suite.tried += 1
        suite.slowest, suite.largest = max(suite.slowest, got.seconds), max(suite.largest, got.memory)
        read = {table: len(lines) for table, lines in (tables or {}).items()} if not files and then is None else None
        if got.seconds > seconds * SLACK:
            suite.failures.append(f"{name}: {got.seconds:.0f} s")
        problems = judge(name, got, out, codes, refused, read, memory)
        told = " ".join(sorted(got.codes() or codes_of(out) if (out / "findings.csv").exists() else got.codes()))
        print(f"{got.seconds:7.2f} s {got.memory // 1024:5} MiB  {name}: {told or got.status}", flush=True)
        suite.failures += [f"{name}: {problem}\n{got.output[:1500]}" for problem in problems]
        if not expected and got.status == 0:
            expected.update(lines_of_f(out))


def refuse(name: str, codes: str, **more) -> None:
    check(name, codes=codes, refused=True, **more)


def text_of(table: str, lines: list[str] | None = None) -> str:
    return "\n".join([HEADS[table], *(lines or ROWS[table]), ""])


check("as it should be")
assert len(expected["weeks.csv"]) == 1 and ",156.00," in expected["weeks.csv"][0], expected  # three days of $52, the rate in Albany; $55.50 are charged

# --- many rows
big = [f"hx{i},ha,2019-06-03T08:00,2019-06-03T17:00,2019-06-04," for i in range(1_000_000)]
check("a million visits of one authorization", {"visits": ROWS["visits"] + big}, "R004")
check("250,000 versions of one visit", {"visits": ROWS["visits"] + [f"hx,ha,2019-06-03T08:00,2019-06-03T17:00,{2000 + i // 365 % 99}-{i % 12 + 1:02}-{i % 28 + 1:02}," for i in range(250_000)]}, "R014")
check("250,000 orphans", {"visits": ROWS["visits"] + [line.replace(",ha,", ",nobody,") for line in big[:250_000]]}, "R001")
check("250,000 visits of one key and day", {"visits": ROWS["visits"] + ["hx,ha,2019-06-03T08:00,2019-06-03T17:00,2019-06-04,"] * 250_000}, "R014")
check("100,000 members of one key", {"members": ROWS["members"] + ["hx,h,2016-03-05,no,no,no,block grant"] * 100_000}, "R003 R004")
check("100,000 members of one family", {"members": ROWS["members"] + [f"hx{i},h,2016-03-05,no,no,no,block grant" for i in range(100_000)]}, "R004")
check("100,000 charges of one provider", {"charges": ROWS["charges"] + [f"hx{i},hp,daily,1" for i in range(100_000)]}, "R004")
refuse("six million rows", "L040", files={"visits.csv": HEADS["visits"] + "\n" + ",,,,,\n" * 6_000_000}, memory=3 * 1024 * 1024)  # five million are held by then
check("2,000 visits that overlap", {"visits": ROWS["visits"][:3] + [f"hx{i},ha,2019-06-03T08:{i % 60:02},2019-06-05T{i % 24:02}:30,2019-06-06," for i in range(2000)]})
check("visits of no length", changed("visits", "T17:00", "T08:00"))
# 0.3 ms each for 25,000 families of which none reads a provider; every block of families once read all of the 50,000.
check("25,000 families and 50,000 providers", {"families": ROWS["families"] + [f"i{i}" + "," * 11 for i in range(25_000)],
                                               "providers": ROWS["providers"] + [f"i{i},day care center,Albany,daily,no,yes" for i in range(50_000)]}, seconds=20)
check("20,000 families with nothing", {"families": ROWS["families"] + [f"i{i}" + "," * 11 for i in range(20_000)]})
check("a long mistake and 400,000 rows that share its fate", {**changed("families", "38000", "x" * 9_000), "visits": ROWS["visits"] + big[:400_000]}, "F003 R004")
del big

# --- dates and ranges
check("authorized for 10,000 years", changed("authorizations", "2019-06-03,2019-06-09", "0001-01-01,9999-12-31"), "R004")
check("authorized for ever", changed("authorizations", "2019-06-09", "none"), "R016")
check("authorized to the last day there is", changed("authorizations", "2019-06-03,2019-06-09", "9999-12-29,9999-12-31"))
check("authorized backwards", changed("authorizations", "2019-06-03,2019-06-09", "2019-06-09,2019-06-03"), "F008")
check("left before it came", changed("visits", "T17:00", "T07:59"), "R017")
check("left on the day before", changed("visits", "T08:00,2019-06-03", "T08:00,2019-06-02"), "R017")
for name, old, new, codes in (
        ("0000-00-00", "2019-05-20", "0000-00-00", "F003"), ("10000-01-01", "2019-05-20", "10000-01-01", "F003"), ("9999-12-31", "2019-05-20", "9999-12-31", "R005"),
        ("a day that is not there", "2019-05-20", "2019-02-29", "F003"), ("a day of one digit", "2019-05-20", "2019-5-20", "F003"), ("-2019", "2019-05-20", "-2019-05-20", "F003"),
        ("digits of full width", "2019-05-20", "２０１９-05-20", "F003"), ("a blank before a date", "2019-05-20", " 2019-05-20", "F003")):
    check(f"a date: {name}", changed("families", old, new), codes)
for name, text, codes in (("24:00", "T24:00", "F003"), ("25:00", "T25:00", "F003"), ("08:60", "T08:60", "F003"), ("no seconds", "T17:00:00", ""), ("seconds", "T17:00:30", "F003"), ("a zone", "T17:00Z", "F003"),
                          ("no T", " 17:00", "F003"), ("9,000 digits", "T" + "0" * 9_000 + "8:00", "F003")):
    check(f"a time: {name}", changed("visits", "T17:00", text), codes)
check("visits of the year 9999", changed("visits", "2019", "9999"), "R005")

# --- numbers and words
for name, text, codes in (
        ("1e400", "1e400", "F003"), ("what a spreadsheet leaves of 38123", "3.8E+04", "F003"), ("1E5", "1E5", "F003"), ("38e3", "38e3", "F003"), ("-0", "-0", ""), ("-1", "-1", "R005"), ("+1", "+1", "F003"), ("NaN", "NaN", "F003"),
        ("inf", "inf", "F003"), ("0x10", "0x10", "F003"), ("full width", "３８０００", "F003"), ("thousands", '"38,000"', "F003"), ("thousands with points", "38.000.000", "F003"),
        ("a third of a cent", "38000.001", "R006"), ("a point alone", ".", "F003"), ("nothing before the point", ".5", ""), ("nothing behind the point", "5.", "F003"),
        ("9,000 digits", "9" * 9_000, "R005"), ("9,000 zeros", "0" * 9_000 + "38000", ""), ("9,000 decimals", "38000." + "0" * 9_000, ""), ("a cent at the end of 9,000", "38000." + "0" * 9_000 + "1", "R006"), ("two dollars signs", "$$5", "F003"),
        ("a formula", "=1+1", "F003"), ("none", "none", "F007"), ("Arabic digits", "٣", "F003"), ("a blank", " ", "F003"), ("a blank of no width", "38000\u200b", "F003")):
    check(f"a number: {name}", changed("families", "38000", text), codes)
check("a word in capitals", changed("members", "block grant", "BLOCK GRANT"), "F006")
check("a word with two blanks", changed("members", "block grant", "block  grant"), "F006")
check("true is yes", changed("families", ",yes,no,", ",true,no,"))

# --- keys, owners, links
check("a family twice", {"families": ROWS["families"] + [ROWS["families"][1]]}, "R003")
check("a provider twice", {"providers": ROWS["providers"] + [ROWS["providers"][1]]}, "R003")
check("an empty key", {"members": ROWS["members"] + [",h,2016-03-05,no,no,no,block grant"]}, "W014")
check("an owner of another family", {"authorizations": ROWS["authorizations"] + ["hb,hp,hp,2019-06-03,2019-06-09,no,no,no,no"]}, "R001")
check("a link to a row that is none", changed("authorizations", ",hp,", ",nobody,"), "R002")
check("no owner", {"members": ROWS["members"] + ["hx,,2016-03-05,no,no,no,block grant"]}, "R001")
check("a key of accents in two ways", {"members": ROWS["members"] + ["h\u00fc,h,2016-03-05,no,no,no,block grant", "hu\u0308,h,2016-03-05,no,no,no,block grant"]})
check("keys like paths and formulas", {"families": ROWS["families"] + [f'"{key}",2019-05-20,38000,500,3,yes,no,no,no,no,no,no'
                                                                     for key in ("../../x", "/etc/passwd", "=cmd()", "\u202egnitirw", "h, 2019-06-03", "~", "-rf")]})
check("keys of made rows", {"authorizations": ROWS["authorizations"] + ['"ha, 2019-06-03",hm,hp,2019-06-03,2019-06-03,no,no,no,no']})

# --- shapes and encodings
good = text_of("visits")
refuse("100,000 cells in a row", "L041", files={"visits.csv": good + "," * 100_000 + "\n"})
refuse("100,000 cells in the first line", "L041", files={"visits.csv": HEADS["visits"] + ",x" * 100_000 + "\n"})
refuse("499 columns that nobody knows", "M007", files={"visits.csv": HEADS["visits"] + "".join(f",x{i}" for i in range(490)) + "\n"})
refuse("NUL bytes", "M002", files={"visits.csv": good.replace("hv03", "hv\0")})
refuse("bytes that are no UTF-8", "M002", files={"visits.csv": good.encode().replace(b"hv03", b"hv\xff\xfe")})
refuse("half of a pair", "M002", files={"visits.csv": good.encode().replace(b"hv03", b"hv\xed\xa0\x80")})
refuse("a long way to write a slash", "M002", files={"visits.csv": good.encode().replace(b"hv03", b"hv\xc0\xaf")})
refuse("UTF-16", "M002", files={"visits.csv": good.encode("utf-16")})
refuse("a byte order mark", "M002", files={"visits.csv": b"\xef\xbb\xbf" + good.encode()})
check("lines that end in CRLF", files={"visits.csv": good.replace("\n", "\r\n")})
check("lines that end in both ways", files={"visits.csv": good.replace("\n", "\r\n", 3)})
check("no end of the last line", files={"visits.csv": good.rstrip("\n")})
refuse("a carriage return alone", "M002", files={"visits.csv": good.replace("\n", "\r")})
refuse("a carriage return at the end", "M002", files={"visits.csv": good + "\r"})
refuse("tabs for commas", "M002", files={"visits.csv": good.replace(",", "\t")})
refuse("semicolons for commas", "M007 M008", files={"visits.csv": good.replace(",", ";")})
refuse("a quote that stays open", "M004", files={"visits.csv": good + '"hx,ha\n' * 1})
refuse("a quote that stays open for 50 MB", "M004", files={"visits.csv": good + '"' + "x\n" * 25_000_000})
refuse("text behind a quote", "M003", files={"visits.csv": good.replace("hv03", '"hv"03')})
refuse("a quote in the middle", "M003", files={"visits.csv": good.replace("hv03", 'h"v03')})
refuse("binary garbage", "M002", files={"visits.csv": random.Random(5).randbytes(1_000_000)})
refuse("a million empty lines", "M005", files={"visits.csv": good + "\n" * 1_000_000})
refuse("a million short lines", "M005", files={"visits.csv": good + "x\n" * 1_000_000})
refuse("an empty file", "M001", files={"visits.csv": ""})
refuse("a file of 1.1 GB", "L001", then=lambda load: os.truncate(load / "visits.csv", 1_100_000_000))

# --- cells of many bytes, wherever a cell may stand
long = "x" * 50_000_000
for name, tables in (("key", {"members": ROWS["members"] + [f"{long},h,2016-03-05,no,no,no,block grant"]}),
                     ("key of what owns days", {"authorizations": ROWS["authorizations"] + [f"{long},hm,hp,2019-06-03,2019-06-09,no,no,no,no"]}),
                     ("owner", {"members": ROWS["members"] + [f"hx,{long},2016-03-05,no,no,no,block grant"]}),
                     ("link", changed("authorizations", ",hp,", f",{long},")), ("date", changed("authorizations", "2019-06-03", long)),
                     ("number", changed("families", "38000", long)), ("number of digits", changed("families", "38000", "9" * 50_000_000)),
                     ("word", changed("members", "block grant", long))):
    refuse(f"a cell of 50 MB, {name}", "L022", files={f"{table}.csv": text_of(table, lines) for table, lines in tables.items()})
refuse("a column's name of 50 MB", "L022", files={"visits.csv": HEADS["visits"] + "," + long + "\n"})
del long

# --- dataset.yaml
bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
for name, text, codes in (
        ("a bomb of aliases", bomb, "Y006 Y007"), ("an unknown table", "tables: { vists: {} }\n", "W011"), ("a table the engine makes", "tables: { days: {} }\n", "W011"),
        ("a window that is reversed", "tables: { visits: { window: 2019-06-30..2019-06-01 } }\n", "K037"), ("a window with three dots", "tables: { visits: { window: 2019-06-01...2019-06-30 } }\n", "K037"),
        ("a window of no days", "tables: { visits: { window: 0000-00-00..9999-99-99 } }\n", "K037"), ("a window of what has no date", "tables: { members: { window: 2019-06-01..2019-06-30 } }\n", "W013"),
        ("a file above the folder", "tables: { visits: { file: ../../../../etc/passwd } }\n", "W011"), ("a file by its whole path", "tables: { visits: { file: /etc/passwd } }\n", "K024"),
        ("one file for two tables", "tables: { visits: { file: schedules.csv } }\n", "W011"), ("another programme", "programme: ny/other\n", "W012"), ("nothing", "", "Y010"),
        ("a list", "[a, b]\n", "K003"), ("a key twice", "programme: ny/ccap\nprogramme: ny/ccap\n", "Y001"), ("100,000 tables", "tables: {" + ", ".join(f"t{i}: {{}}" for i in range(100_000)) + "}\n", "W011"),
        ("known on no day", "known_on: 2019-02-30\n", "K005"), ("50 MB", "# " + "x" * 50_000_000 + "\n", "L001"), ("binary garbage", random.Random(6).randbytes(100_000), "Y002")):
    refuse(f"dataset.yaml: {name}", codes, files={"dataset.yaml": text})
check("dataset.yaml: known before all", files={"dataset.yaml": "known_on: 0001-01-01\n"}, codes="", more=("--known-on", "2030-01-01"))

# --- folders and links


def many_files(load: Path) -> None:
    for i in range(FILES):
        os.close(os.open(load / f"f{i}", os.O_CREAT))


def in_place_of_visits(make) -> object:
    def then(load: Path) -> None:
        (load / "visits.csv").unlink()
        make(load / "visits.csv")
    return then


refuse(f"{FILES:,} empty files", "L030", then=many_files)
refuse("a table that nobody asked for", "W011", files={"vists.csv": "key\n"})
refuse("a folder in place of a table", "K025", then=in_place_of_visits(Path.mkdir))
refuse("a pipe in place of a table", "K025", then=in_place_of_visits(os.mkfifo))
refuse("a link to a device", "K024", then=in_place_of_visits(lambda path: path.symlink_to("/dev/zero")))
refuse("a link out of the folder", "K024", then=in_place_of_visits(lambda path: path.symlink_to("/etc/passwd")))
refuse("a link to the file above the folder", "K024", then=in_place_of_visits(lambda path: (shutil.copy(path.parent / "schedules.csv", path.parent.parent / "x.csv"), path.symlink_to("../x.csv"))))
refuse("a link to itself", "K025", then=in_place_of_visits(lambda path: path.symlink_to("visits.csv")))
refuse("a link to nothing", "K025", then=in_place_of_visits(lambda path: path.symlink_to("gone.csv")))
refuse("a pipe in place of dataset.yaml", "K025", then=lambda load: ((load / "dataset.yaml").unlink(), os.mkfifo(load / "dataset.yaml")))
check("a link within the folder", then=in_place_of_visits(lambda path: ((path.parent / "of_visits.txt").write_text(good), path.symlink_to("of_visits.txt"))))

suite.end(at_least=135)
