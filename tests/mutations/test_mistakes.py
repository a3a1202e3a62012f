"""Slips of the pen in the law and in plans: each is caught, with file and line, what is wrong and one sentence of advice.

The whole output of every slip is approved in a text beside this file; --accept rewrites them, and the review is the diff.
"""

import re
import sys
import tempfile
from pathlib import Path

from law_copy import Copy, check, findings, root

here = Path(__file__).resolve().parent
accept = "--accept" in sys.argv
PROGRAMME = "rules/ny/ccap"
SHARE = "rules/ny/ccap/rules/415_3_family_share.yaml"
INCOME = "rules/ny/ccap/rules/415_2_income.yaml"
OPTIONS = "rules/ny/ccap/options.yaml"
FAMILY = "rules/ny/ccap/facts/family.yaml"
STANDARDS = "rules/ny/common/income_standards.yaml"
RATES = "rules/ny/common/market_rates.yaml"
RATES_RULES = "rules/ny/ccap/rules/415_9_market_rates.yaml"
WESTCHESTER = "plans/ny/westchester.yaml"
ROCKLAND = "plans/ny/rockland.yaml"

# name, code, file, what stands there once, what is written in its place
slips = [
    ("unit_of_a_rule", "T028", SHARE, "  family_week.share:\n    type: money per week", "  family_week.share:\n    type: money per year"),
    ("unit_of_a_parameter", "T028", STANDARDS, "type: weeks per year", "type: days per year"),
    ("unit_of_a_fact", "T013", FAMILY, "  family.annual_gross_income:\n    type: money per year", "  family.annual_gross_income:\n    type: money per month"),
    ("unit_of_a_rate", "N002", RATES, "weekly: week,", "weekly: weekly,"),
    ("citation_of_a_rule", "N009", SHARE, "    cite: 18 NYCRR 415.3(e)(1), (3), (4), (5)\n", ""),
    ("citation_of_a_parameter", "N009", INCOME, "    label: limit of resources\n    cite: 18 NYCRR 415.2(a)\n", "    label: limit of resources\n"),
    ("source_of_a_plan", "K002", ROCKLAND, "source: Rockland County Child and Family Services Plan, 2021 annual plan update, child care section\n", ""),
    ("option_misspelt", "N011", WESTCHESTER, "  family_share_percent:", "  family_share_precent:"),
    ("option_of_a_group_misspelt", "N011", WESTCHESTER, "    limit_three:", "    limit_tree:"),
    ("name_in_a_rule_misspelt", "T001", SHARE, "round(option.family_share_percent", "round(option.family_share_procent"),
    ("fact_in_a_rule_misspelt", "T001", INCOME, "family.resources <= resources_limit", "family.resorces <= resources_limit"),
    ("word_misspelt", "T015", INCOME, '"working families"', '"working family"'),
    ("key_misspelt", "K001", SHARE, "    label: minimum family share", "    lable: minimum family share"),
    ("percent_without_sign", "F005", WESTCHESTER, "from: 2013-02-01, value: 27%", "from: 2013-02-01, value: 27"),
    ("percent_without_sign_in_a_rule", "F005", INCOME, "constant: 85%", "constant: 85"),
    ("money_without_sign", "F004", SHARE, "value: $1,", "value: 1,"),
    ("share_above_its_bound", "P006", WESTCHESTER, "from: 2013-02-01, value: 27%", "from: 2013-02-01, value: 36%"),
    ("share_below_its_bound", "P006", "plans/ny/livingston.yaml", "value: 10%", "value: 9%"),
    ("limit_above_its_bound", "P006", WESTCHESTER, "value: 255%", "value: 256%"),
    ("share_between_steps", "P006", WESTCHESTER, "from: 2013-02-01, value: 27%", "from: 2013-02-01, value: 27.5%"),
    ("entry_twice", "P002", SHARE, "      - { from: 2009-06-01, value: $1,", "      - { from: 2009-06-01, value: $2, cite: 18 NYCRR 415.3(e)(4) }\n      - { from: 2009-06-01, value: $1,"),
    ("answer_twice", "P002", WESTCHESTER, "from: 2019-01-01, value: 27%", "from: 2013-02-01, value: 27%"),
    ("hole_between_entries", "P005", STANDARDS, "{ from: 2010-06-01, value: $3740,", "{ from: 2010-06-01, until: 2011-05-30, value: $3740,"),
    ("entry_that_ends_before_it_begins", "P001", STANDARDS, "until: 2027-05-31, value: $5680", "until: 2025-05-31, value: $5680"),
    ("day_that_does_not_exist", "K005", ROCKLAND, "from: 2021-04-16", "from: 2021-04-31"),
    ("share_not_rounded", "X004", SHARE, "round(option.family_share_percent * family_week.income_above_standard / weeks_per_year, 2, reading.share.rounding)", "option.family_share_percent * family_week.income_above_standard / weeks_per_year"),
    ("key_beyond_the_table", "X005", SHARE, "if family.counted_size <= 8 then", "if family.counted_size <= 9 then"),
    ("key_of_a_table_left_out", "T031", RATES_RULES, "period: care_week.care_period, age: care_week.age_band]\n      otherwise", "period: care_week.care_period]\n      otherwise"),
]

failures = []
tried = 0
names = [slip[0] for slip in slips]
with tempfile.TemporaryDirectory() as scratch:
    copy = Copy(Path(scratch))
    sound = check(copy.folder, PROGRAMME, "plans")
    if sound[0] != 0:
        sys.exit("the law itself is refused:\n" + sound[1])
    for name, code, file, there, instead in slips:
        text = (root / file).read_text()
        if text.count(there) != 1:
            failures.append(f"{name}: '{there}' stands {text.count(there)} times in {file}")
            continue
        status, output = copy.spoiled(file, text.replace(there, instead), PROGRAMME, *([file] if file.startswith("plans/") else []))
        tried += 1
        found = findings(output)
        advice = re.findall(r"^  advice: (.*)$", output, re.M)
        if status != 1 or code not in [f[1] for f in found]:
            failures.append(f"{name}: {code} is not reported, exit status {status}:\n{output}")
            continue
        if len(found) != len(re.findall(r"\berror \w\d{3}: ", output)):
            failures.append(f"{name}: an error has no place:\n{output}")
        if len(advice) != len(found) or any(not re.search(r"[.?)\w]$", a) or re.search(r"[.?] [A-Z]", a) for a in advice):
            failures.append(f"{name}: each of {len(found)} errors needs one sentence of advice:\n{output}")
        approved = here / f"{name}.txt"
        if accept:
            approved.write_text(output)
        elif not approved.exists():
            failures.append(f"{name}: nothing is approved (review and run with --accept):\n{output}")
        elif output != approved.read_text():
            failures.append(f"{name}: differs.\n--- approved\n{approved.read_text()}--- got\n{output}")

for stray in sorted({p.stem for p in here.glob("*.txt")} - set(names)):
    failures.append(f"{stray}.txt belongs to no slip")
if tried < 25 or len(set(names)) != len(names):
    failures.append(f"only {tried} slips were tried")
print("\n".join(failures))
print(f"{tried} slips, {len(failures)} failures")
sys.exit(1 if failures else 0)
