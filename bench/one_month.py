"""Cuts one month out of a made-up caseload: rows of dated tables outside the month are dropped, authorizations end with it.

Usage: one_month.py SAMPLED_FOLDER TARGET_FOLDER YYYY-MM. Prints what the month holds, as JSON. The tables are New York's
(rules/ny/ccap/entities.yaml); a cell of a made-up caseload has no quotes and no commas.
"""

import calendar
import json
import sys
from pathlib import Path

DATED = {"visits": "arrived_at", "schedules": "starts_at", "absences": "date"}


def rows_of(path: Path):
    with path.open(encoding="utf-8") as file:
        head = next(file).rstrip("\n").split(",")
        yield head
        for line in file:
            yield line


def main(source: Path, target: Path, month: str) -> None:
    year, number = (int(part) for part in month.split("-"))
    first, last = f"{month}-01", f"{month}-{calendar.monthrange(year, number)[1]:02d}"
    target.mkdir(parents=True, exist_ok=True)
    counts = {}
    kept_authorizations, children = set(), set()
    calendar_days = 0
    # Authorizations first: what hangs on one that ends before the month goes with it.
    for path in sorted(source.glob("*.csv"), key=lambda path: (path.stem != "authorizations", path.stem)):
        name = path.stem
        rows = rows_of(path)
        head = next(rows)
        kept = 0
        with (target / path.name).open("w", encoding="utf-8") as out:
            out.write(",".join(head) + "\n")
            if name == "authorizations":
                begins, ends, member = head.index("dates_from"), head.index("dates_to"), head.index("member")
                for line in rows:
                    cells = line.rstrip("\n").split(",")
                    cells[begins], cells[ends] = max(cells[begins], first), min(cells[ends], last)
                    if cells[begins] > cells[ends]:
                        continue
                    kept_authorizations.add(cells[0])
                    children.add(cells[member])
                    calendar_days += int(cells[ends][8:]) - int(cells[begins][8:]) + 1
                    out.write(",".join(cells) + "\n")
                    kept += 1
            elif name in DATED or name == "contract_prices":
                at = head.index(DATED[name]) if name in DATED else None
                owner = head.index("authorization")
                for line in rows:
                    cells = line.split(",", max(at or 0, owner) + 1)
                    if at is not None and not cells[at].startswith(month):
                        continue
                    if cells[owner].rstrip("\n") not in kept_authorizations:
                        continue
                    out.write(line)
                    kept += 1
            else:
                for line in rows:
                    out.write(line)
                    kept += 1
        counts[name] = kept
    windows = "".join(f"  {name}: {{ window: {first}..{last} }}\n" for name in sorted(DATED))
    programme = next(line for line in (source / "dataset.yaml").read_text(encoding="utf-8").splitlines() if line.startswith("programme:"))
    (target / "dataset.yaml").write_text(f"{programme}\ntables:\n{windows}", encoding="utf-8")
    print(json.dumps({"rows": counts, "children": len(children), "calendar_days": calendar_days, "bytes": sum(path.stat().st_size for path in target.iterdir())}))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
