"""The CSV tables of a caseload, as docs/data.md describes them: cells as text, read by type when they are asked for."""

import csv
from collections import defaultdict
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import ny_law


class Row:
    """A line of a table. Reading an empty cell is waiting for it."""

    def __init__(self, entity: str, cells: dict[str, str]):
        self.entity = entity
        self.cells = cells
        self.key = cells["key"]

    def text(self, column: str) -> str:
        value = self.cells.get(column) or ""
        if value == "":
            raise ny_law.Pending(f"{self.entity}.{column}")
        return value

    def has(self, column: str) -> bool:
        return (self.cells.get(column) or "") not in ("", "none")

    def date(self, column: str, otherwise: date | None = None) -> date:
        if otherwise is not None and not self.has(column):
            return otherwise
        return date.fromisoformat(self.text(column))

    def time(self, column: str) -> datetime:
        return datetime.fromisoformat(self.text(column))

    def yes(self, column: str, otherwise: bool | None = None) -> bool:
        if otherwise is not None and not self.has(column):
            return otherwise
        return self.text(column) == "yes"

    def number(self, column: str) -> Fraction:
        return Fraction(self.text(column).lstrip("$"))


TABLES = {"families": ("family", ""), "members": ("member", "family"), "providers": ("provider", ""),
          "charges": ("charge", "provider"), "approvals": ("approval", "provider"), "closures": ("closure", "provider"), "authorizations": ("authorization", "member"),
          "contract_prices": ("contract_price", "authorization"), "visits": ("visit", "authorization"),
          "schedules": ("schedule", "authorization"), "absences": ("absence", "authorization"),
          "absence_month_balances": ("absence_month_balance", "member"),
          "absence_period_balances": ("absence_period_balance", "member"),
          "absence_year_balances": ("absence_year_balance", "member")}


class Caseload:
    def __init__(self, folder: Path):
        self.known_on: date | None = None
        windows: list[tuple[date, date]] = []
        for line in (folder / "dataset.yaml").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("#")[0].partition(":")
            if name.strip() == "known_on":
                self.known_on = date.fromisoformat(value.strip())
            if "window:" in value:
                first, last = value.split("window:")[1].strip(" {}").split("..")
                windows.append((date.fromisoformat(first), date.fromisoformat(last)))
        self.window = (max(w[0] for w in windows), min(w[1] for w in windows))
        self.rows: dict[str, list[Row]] = {}
        self.of: dict[str, dict[str, list[Row]]] = {}
        for table, (entity, owner) in TABLES.items():
            path = folder / f"{table}.csv"
            with path.open(newline="", encoding="utf-8") as file:
                rows = [Row(entity, cells) for cells in csv.DictReader(file)]
            if table == "visits":
                rows = self._latest(rows)
            self.rows[table] = rows
            owned: dict[str, list[Row]] = defaultdict(list)
            for row in rows:
                if owner:
                    owned[row.cells[owner]].append(row)
            self.of[table] = owned
        self.provider = {row.key: row for row in self.rows["providers"]}

    def _latest(self, rows: list[Row]) -> list[Row]:
        """The version of a record that was known last; a withdrawn record is none."""
        latest: dict[str, Row] = {}
        for row in rows:
            if self.known_on and row.date("recorded_on") > self.known_on:
                continue
            if row.key not in latest or row.date("recorded_on") > latest[row.key].date("recorded_on"):
                latest[row.key] = row
        return [row for row in latest.values() if not row.yes("cancelled", False)]
