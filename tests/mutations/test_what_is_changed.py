"""What counts as a number that scripts/mutate changes, and what does not: a small law, and every change that is made to it."""

import sys
import tempfile
from pathlib import Path

from number_mutants import of_tree

RULES = '''
parameters:
  least: { type: money, range: "[$0..$100]", step: $1, cite: 415.3, values: [{ from: 2009-06-01, until: 2010-05-31, value: $1.50, cite: R-030 }] }
options:
  share:
    carrier: "[0%..100%]"
    bounds: [{ from: 2009-06-01, range: "[10%..35%]" }, { from: 2021-04-16, range: "[1%..10%]", clamp: yes }]
  on_record.fee: { bounds: [{ from: 2009-06-01, range: "[1%..2%]", clamp: yes }] }
facts:
  charge.from: { type: date, range: '[@"1990-01-01"..@"2099-12-31"]', absent: '@"2000-01-01"' }
entities:
  unit: { rows: units, at_most: 8, each: { code: "[0..7]" } }
rules:
  day.due: { type: date, cite: 415.9, value: 'day.date + @"P10D"' }      # 30 days in a remark
  day.late: { type: boolean, value: 'day.hours in [3..6) and clock(day.at) > clock("06:00")', tell: { say: "12 hours" } }
  day.band:
    type: band
    label: one of 5 bands
    table: |
      day.hours | -> band  | R-100
      < 12      | "1.5-2"  | 415.9(b) 12
'''
PLAN = '''
options:
  share: [{ from: 2019-01-01, value: 27%, cite: appendix 1 }]
  on_record.fee: 2%
hooks:
  day.allowed: { from: 2019-01-01, value: day.hours <= 30, text: Not beyond 30 hours. }
'''
SCHEDULE = "from,size,amount\n2009-06-01,1,10830\n2009-06-01,2,0.50\n"
GROUPS = "from,district,group\n2009-06-01,Albany,D\n2009-06-01,Erie,A\n2011-10-01,Erie,2\n"

wanted = {
    "parameters": ["least: $1.50 (1) -> $1.51", "least: $1.50 (1) -> $1.49"],
    "options": ["share: 1% (1) -> 2%", "share: 1% (1) -> 0%", "share: 10% (1) -> 11%", "share: 10% (1) -> 9%"],
    "facts": ["charge.from: 2000-01-01 (1) -> 2000-01-02", "charge.from: 2000-01-01 (1) -> 1999-12-31"],
    "entities": ["unit: 0 (1) -> 1", "unit: 7 (1) -> 8", "unit: 7 (1) -> 6"],
    "rules": ['day.due: @"P10D" (1) -> @"P11D"', 'day.due: @"P10D" (1) -> @"P9D"', "day.late: 3 (1) -> 4", "day.late: 3 (1) -> 2", "day.late: 6 (1) -> 7",
              "day.late: 6 (1) -> 5", "day.late: 06:00 (1) -> 06:01", "day.late: 06:00 (1) -> 05:59", "day.band: 12 (1) -> 13", "day.band: 12 (1) -> 11"],
    "plan": ["albany.share: 27% (1) -> 28%", "albany.share: 27% (1) -> 26%", "albany.day.allowed: 30 (1) -> 31", "albany.day.allowed: 30 (1) -> 29"],
    "schedules": ["2009-06-01,1: 10830 (1) -> 10831", "2009-06-01,2: 0.50 (1) -> 0.51", "2009-06-01,Albany: D (1) -> C", "2009-06-01,Erie: A (1) -> B",
                  "2011-10-01,Erie: 2 (1) -> 1"],
}
dates = ["least: 2009-06-01 (1) -> 2009-06-02", "least: 2009-06-01 (1) -> 2009-05-31", "least: 2010-05-31 (1) -> 2010-06-01", "least: 2010-05-31 (1) -> 2010-05-30",
         "albany.share: 2019-01-01 (1) -> 2019-01-02", "albany.share: 2019-01-01 (1) -> 2018-12-31",
         "albany.day.allowed: 2019-01-01 (1) -> 2019-01-02", "albany.day.allowed: 2019-01-01 (1) -> 2018-12-31"]

with tempfile.TemporaryDirectory() as scratch:
    root = Path(scratch)
    for place, text in (("rules/ny/a/rules.yaml", RULES), ("rules/ny/a/cases/case.yaml", RULES), ("rules/ny/a/tables/sis.csv", SCHEDULE),
                        ("rules/ny/a/tables/district_group.csv", GROUPS), ("plans/ny/albany.yaml", PLAN), ("plans/ny/example.yaml", PLAN)):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text)
    found = {f"{mutant.literal()} -> {mutant.changed}" for mutant in of_tree(root, schedules=True)}
    dated = {f"{mutant.literal()} -> {mutant.changed}" for mutant in of_tree(root, schedules=True, dates=True)} - found
    misplaced = [mutant for mutant in of_tree(root, schedules=True, dates=True)
                 if not (root / mutant.file).read_text()[mutant.place:].startswith(mutant.written)]

expected = {change for changes in wanted.values() for change in changes}
failures = [f"not changed: {change}" for change in sorted(expected - found)] + [f"changed all the same: {change}" for change in sorted(found - expected)]
failures += [f"days: not as wanted: {change}" for change in sorted(dated ^ set(dates))]
failures += [f"not where it is said to stand: {mutant.name()}" for mutant in misplaced]
print("\n".join(failures))
print(f"{len(found)} changes and {len(dated)} of days, {len(failures)} failures")
sys.exit(1 if failures else 0)
