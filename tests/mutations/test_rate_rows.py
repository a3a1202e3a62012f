"""A row of a published schedule that is taken out is a gap, one that stands twice an overlap: all 400 rows of 2019-05-01.

The schedule stands alone in a small programme that is cut out of the law's own files, so that 800 checks take seconds.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from law_copy import check, findings, root

common = root / "rules/ny/common"
CSV = "tables/market_rates/2019-05-01.csv"

law = (common / "market_rates.yaml").read_text().splitlines(keepends=True)
head_end = next(i for i, line in enumerate(law) if line.strip() == "entries:") + 1
start = next(i for i, line in enumerate(law) if line.strip() == "- from: 2019-05-01")
end = next(i for i in range(start + 1, len(law)) if re.match(r" {0,6}[^ \n]", law[i]))
alone = "".join(law[law.index("tables:\n"):head_end] + law[start:end])
entry_line = alone.splitlines().index("      - from: 2019-05-01") + 1
entry = f"programme/market_rates.yaml:{entry_line}:9"

failures = []
removed = doubled = 0
with tempfile.TemporaryDirectory() as scratch:
    folder = Path(scratch)
    programme = folder / "programme"
    (programme / CSV).parent.mkdir(parents=True)
    (programme / "programme.yaml").write_text("programme: rates\ntitle: Rates of one schedule\n")
    (programme / "market_rates.yaml").write_text(alone)
    shutil.copy(common / "types.yaml", programme)
    lines = (common / CSV).read_text().splitlines(keepends=True)

    def check_rows(rows: list[str]) -> tuple[int, str]:
        (programme / CSV).write_text("".join(rows))
        return check(folder, "programme")

    sound = check_rows(lines)
    if sound[0] != 0:
        sys.exit("the schedule itself is refused:\n" + sound[1])
    for i in range(1, len(lines)):
        group, _, provider, period, age = lines[i].split(",")[:5]
        region = f"group {group}, provider {provider}, period {period}, age {age}"

        status, output = check_rows(lines[:i] + lines[i + 1:])
        removed += 1
        gap = (entry, "M015", f"table 'market_rate': {region} of the schedule of 2019-05-01 has no row")
        if status != 1 or findings(output) != [gap]:
            failures.append(f"line {i + 1} taken out, wanted {gap}:\n{output}")

        status, output = check_rows(lines[:i + 1] + lines[i:])
        doubled += 1
        overlap = (f"programme/{CSV}:{i + 2}:1", "M016",
                   f"the schedule of 2019-05-01 of the table 'market_rate' has two rows for {region}")
        other = f"note: programme/{CSV}:{i + 1}:1: the other row"
        if status != 1 or findings(output) != [overlap] or other not in output:
            failures.append(f"line {i + 1} doubled, wanted {overlap}:\n{output}")

if (removed, doubled) != (400, 400):
    failures.append(f"{removed} rows were taken out and {doubled} doubled, not 400")
print("\n".join(failures[:20]))
print(f"{removed} rows taken out, {doubled} doubled, {len(failures)} failures")
sys.exit(1 if failures else 0)
