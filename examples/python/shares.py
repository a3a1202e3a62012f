"""What families bear and what is paid for their care at every family share percentage that the law allows, as a chart.

    python examples/python/shares.py shares.png [FAMILIES]
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

import carefare
from caseload import WINDOWS, june_2019

ASSUMED = Path(__file__).parents[1] / "westchester-june-2019.assume.yaml"
PATH = "option.family_share_percent"
OUTPUTS = {"week.family_share": "borne by families", "week.payment": "paid for care"}

chart = sys.argv[1] if len(sys.argv) > 1 else "shares.png"
plan = carefare.load("ny/westchester", assume=ASSUMED)
rows = plan.dataset(june_2019(int(sys.argv[2]) if len(sys.argv) > 2 else 200), windows=WINDOWS)
percents = [f"{percent}%" for percent in range(10, 36)]
sweep = plan.sweep(rows, {PATH: percents}, outputs=list(OUTPUTS))

figure, axes = plt.subplots(figsize=(8, 4.5))
for output, label in OUTPUTS.items():
    totals = [float(row["total"]) for row in sweep[output]]  # for the eye alone
    axes.plot(range(10, 36), totals, marker=".", label=label)
axes.axvline(27, color="grey", linestyle=":", label="Westchester's plan: 27%")
axes.set_xlabel("family share, percent of the income above the standard")
axes.set_ylabel("dollars, weeks of April to June 2019 that are decided")
axes.set_title("Made-up families of Westchester")
axes.set_ylim(bottom=0)
axes.yaxis.set_major_formatter("${x:,.0f}")
axes.legend()
figure.tight_layout()
figure.savefig(chart, dpi=120)
for row in sweep["week.payment"][::5]:
    print(f"{row[PATH]:>4}: ${row['total']:>12,} paid, {row['pending']} weeks pending")
