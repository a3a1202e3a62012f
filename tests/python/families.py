"""The family of examples/one-family.yaml, as plain values."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import carefare

ROOT = Path(os.environ["CAREFARE_SOURCE_DIR"])
PLAN = carefare.load("ny/westchester", tree=ROOT)
SHARE = "family_week[july].share"
RIVERA: dict[str, Any] = {
    "key": "rivera",
    "determined_on": date(2019, 6, 20),
    "size": 3,
    "annual_gross_income": Decimal(38000),
    "in_eligibility_period": False,
    "public_assistance": False,
    "homeless": False,
    "foster_care": False,
    "protective_or_preventive": False,
    "children_only": False,
}
JULY: dict[str, Any] = {"key": "july", "family": "rivera", "start": date(2019, 7, 8)}


def tables(**changes: Any) -> dict[str, list[dict[str, Any]]]:
    """The family, with other facts."""
    return {"families": [RIVERA | changes], "family_weeks": [JULY]}
