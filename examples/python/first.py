"""One family's weekly share: what it comes to, why, and what a missing fact would be asked for.

    python examples/python/first.py
"""

from datetime import date
from decimal import Decimal

import carefare

plan = carefare.load("ny/westchester")
family = {
    "key": "rivera",
    "determined_on": date(2019, 6, 20),
    "size": 3,
    "annual_gross_income": Decimal("38000.00"),  # or "38000.00", or 3800000 cents; a float is refused
    "in_eligibility_period": False,
    "public_assistance": False,
    "homeless": False,
    "foster_care": False,
    "protective_or_preventive": False,
    "children_only": False,
}
week = {"key": "july", "family": "rivera", "start": date(2019, 7, 8)}
tables = {"families": [family], "family_weeks": [week]}

result = plan.evaluate(tables)
print(f"The family pays ${result.value('family_week[july].share')} a week.\n")
print(plan.explain(tables, "family_week[july].share", style="letter"))

# Without its income the share is pending, and says what it needs.
unknown = plan.evaluate({"families": [family | {"annual_gross_income": None}], "family_weeks": [week]})
try:
    unknown.value("family_week[july].share")
except carefare.ResultError as pending:
    print(pending)
