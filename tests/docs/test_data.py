"""docs/data.md is what `carefare describe` prints for New York's programme. Run with --accept to write it anew."""

import os
import subprocess
import sys
from pathlib import Path

root = Path(os.environ["CAREFARE_SOURCE_DIR"])
page = root / "docs/data.md"
got = subprocess.run([os.environ["CAREFARE"], "describe", "--programme", "rules/ny/ccap"], cwd=root, text=True, capture_output=True, check=False)
failures = []
if got.returncode != 0:
    failures.append(got.stderr)
elif "--accept" in sys.argv:
    page.write_text(got.stdout, encoding="utf-8")
elif page.read_text(encoding="utf-8") != got.stdout:
    failures.append("docs/data.md is not what `carefare describe --programme rules/ny/ccap` prints: run this test with --accept")
for table in ("families", "members", "providers"):
    if f"## {table}.csv" not in got.stdout:
        failures.append(f"no table {table}")
print("\n".join(failures) or "docs/data.md is as the rules say")
sys.exit(1 if failures else 0)
