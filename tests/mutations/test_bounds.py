"""The bounds of a district's answers: a plan may answer at each bound, and one step beyond it is refused.

The numbers stand here as the regulation and the plan forms give them, not as options.yaml does.
"""

import sys
import tempfile
from pathlib import Path

from law_copy import Copy, check, findings

# option, first day, least, most, unit
bounds = [
    ("family_share_percent", "2010-01-01", 10, 35, "%"),  # 18 NYCRR 415.3(e)(3)
    ("very_low_income_percent", "2010-01-01", 0, 400, "%"),
    ("local_income_limit_percent", "2010-01-01", 100, 200, "%"),  # Social Services Law 410-w(1) before 2022-08-01
    ("title_xx.limit_one_or_two", "2010-01-01", 0, 275, "%"),
    ("title_xx.limit_three", "2010-01-01", 0, 255, "%"),
    ("title_xx.limit_four_or_more", "2010-01-01", 0, 225, "%"),
    ("legally_exempt.enhanced_percent", "2010-01-01", 70, 75, "%"),  # 18 NYCRR 415.9(j)(2)
    ("differentials.homeless_regulated", "2018-01-01", 5, 15, "%"),
    ("differentials.homeless_legally_exempt", "2018-01-01", 0, 15, "%"),
    ("differentials.non_traditional", "2010-01-01, until: 2017-12-31", 0, 15, "%"),  # 18 NYCRR 415.9(h)
    ("differentials.non_traditional", "2018-01-01", 5, 15, "%"),
    ("differentials.accredited", "2010-01-01", 0, 15, "%"),
    ("differentials.limit_by_waiver", "2010-01-01", 25, 100, "%"),
    ("absences.routine.per_month", "2010-01-01", 0, 12, ""),  # 18 NYCRR 415.6(b)(3)
    ("absences.routine.per_base_period", "2010-01-01", 0, 24, ""),
    ("absences.extenuating.per_month", "2010-01-01", 0, 31, ""),
    ("absences.extenuating.per_base_period", "2010-01-01", 0, 186, ""),
    ("absences.total.per_month", "2010-01-01", 0, 31, ""),
    ("absences.total.per_base_period", "2010-01-01", 0, 186, ""),
    ("absences.additional_days", "2022-01-01", 0, 56, ""),  # 18 NYCRR 415.6(b)(2) to (4)
]

failures = []
with tempfile.TemporaryDirectory() as scratch:
    copy = Copy(Path(scratch))
    plan = copy.folder / "plans/ny/edge.yaml"
    for option, day, least, most, unit in bounds:
        for answer, within in ((least, True), (most, True), (least - 1, False), (most + 1, False)):
            if answer < 0:
                continue
            required = "" if option == "family_share_percent" else "  family_share_percent: { from: 2010-01-01, value: 10%, cite: an example }\n"
            plan.write_text(f"plan: ny/edge\nprogramme: ny/ccap\nsource: an example\nfrom: 2010-01-01\n\noptions:\n{required}"
                            f"  {option}: {{ from: {day}, value: {answer}{unit}, cite: an example }}\n")
            status, output = check(copy.folder, "rules/ny/ccap", "plans/ny/edge.yaml")
            codes = [finding[1] for finding in findings(output)]
            if (status, codes) != ((0, []) if within else (1, ["P006"])):
                failures.append(f"{option} at {answer}{unit} from {day}: {'refused' if within else 'not refused'}\n{output}")
print("\n".join(failures[:20]))
print(f"{len(bounds)} bounds, {len(failures)} failures")
sys.exit(1 if failures else 0)
