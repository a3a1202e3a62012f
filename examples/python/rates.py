"""What if the weekly market rates of Westchester's group of districts had been 5 percent higher from 3 June 2019 on?

    python examples/python/rates.py [FAMILIES]
"""

import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import carefare
from caseload import WINDOWS, june_2019

ASSUMED = Path(__file__).parents[1] / "westchester-june-2019.assume.yaml"  # answers that the scan of the plan lost


def raised(rate: Decimal) -> Decimal:
    return (rate * Decimal("1.05")).quantize(Decimal("0.01"), ROUND_HALF_UP)


plan = carefare.load("ny/westchester", assume=ASSUMED)
rows = plan.dataset(june_2019(int(sys.argv[1]) if len(sys.argv) > 1 else 200), windows=WINDOWS)
reform = plan.reform({"market_rate[group: 1, period: weekly]": {"2019-06-03..": raised}}, reason="rates raised by 5 percent")

now = plan.evaluate(rows, pay="2019-06")
then = reform.evaluate(rows, pay="2019-06")
change = carefare.compare(now, then, "week.payment", by="basis")
print(change)
print("\nThe families whose payments change most:")
for family in change.largest_movers(5):
    print(f"  {family.name}: ${family.before} -> ${family.after}")
