"""The bounds of a district's answers: a plan may answer at each bound, and one step beyond it is refused.

The numbers stand here as the regulation and the plan forms give them, not as the option files do. Every bound of a number stands
here: of those that no plan can leave (`clamp`), and of what stands on record only, there is nothing to refuse.
"""

import re
import sys
import tempfile
from pathlib import Path

import yaml
from law_copy import Copy, check, findings, root

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
    ("distance.car.miles", "2010-01-01", 0, 1000, ""),
    ("distance.car.minutes", "2010-01-01", 0, 1440, ""),
    ("distance.other.minutes", "2010-01-01", 0, 1440, ""),
    ("distance.public_transport.minutes", "2010-01-01", 0, 1440, ""),
    ("sleep.hours_per_day", "2010-01-01", 0, 8, ""),  # plan form, appendix T V 3: at most eight
    ("closures.days", "2010-01-01", 0, 5, ""),  # 18 NYCRR 415.6(c): at most five
    ("legally_exempt.group_health_percent", "2018-01-01", 76, 81, "%"),  # plan form, enhanced rates of legally exempt groups 1
    ("legally_exempt.group_training_percent", "2018-01-01", 76, 81, "%"),
    ("recertification_period", "2010-01-01, until: 2022-12-31", 6, 12, ""),  # 18 NYCRR 404.1(d)
    ("recertification_period", "2023-01-01", 6, 24, ""),  # Social Services Law 410-w(5)
    # No text bounds these: what such a number may be at all.
    ("attendance.days_to_send", "2010-01-01", 0, 366, ""),
    ("attendance.deviation_percent", "2010-01-01", 0, 1000, "%"),
    ("transportation.public_amount", "2010-01-01", 0, 1000, "$"),
    ("transportation.private_amount", "2010-01-01", 0, 1000, "$"),
]


def bounds_of_the_options():
    """(option, least, most, unit) of every bound of a number that a plan could leave."""
    for path in sorted((root / "rules/ny").rglob("*.yaml")):
        if "cases" in path.parts:
            continue
        options = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader).get("options", {})
        for option, declared in options.items():
            for bound in declared.get("bounds", []):
                numbers = re.fullmatch(r"\[(\$?)(\d+)(%?)\.\.\$?(\d+)%?\]", bound.get("range", ""))
                if numbers and bound.get("clamp") != "yes" and not option.startswith(("on_record.", "funds_sheet.")):
                    yield option, int(numbers[2]), int(numbers[4]), numbers[1] or numbers[3]


failures = []
stated = {(option, least, most, unit) for option, _, least, most, unit in bounds}
declared = set(bounds_of_the_options())
failures += [f"{option} is bound to {least}..{most}{unit}, which no line of this test says" for option, least, most, unit in sorted(declared - stated)]
failures += [f"{option} is not bound to {least}..{most}{unit}" for option, least, most, unit in sorted(stated - declared)]
with tempfile.TemporaryDirectory() as scratch:
    copy = Copy(Path(scratch))
    plan = copy.folder / "plans/ny/edge.yaml"
    for option, day, least, most, unit in bounds:
        for answer, within in ((least, True), (most, True), (least - 1, False), (most + 1, False)):
            if answer < 0:
                continue
            required = "" if option == "family_share_percent" else "  family_share_percent: { from: 2010-01-01, value: 10%, cite: an example }\n"
            plan.write_text(f"plan: ny/edge\nprogramme: ny/ccap\nsource: an example\nfrom: 2010-01-01\n\noptions:\n{required}"
                            f"  {option}: {{ from: {day}, value: {'$' if unit == '$' else ''}{answer}{unit.strip('$')}, cite: an example }}\n")
            status, output = check(copy.folder, "rules/ny/ccap", "plans/ny/edge.yaml")
            codes = [finding[1] for finding in findings(output)]
            if (status, codes) != ((0, []) if within else (1, ["P006"])):
                failures.append(f"{option} at {answer}{unit} from {day}: {'refused' if within else 'not refused'}\n{output}")
print("\n".join(failures[:20]))
print(f"{len(bounds)} bounds, {len(failures)} failures")
sys.exit(1 if failures else 0)
