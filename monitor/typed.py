"""A period as a person types it: 2024, FY2025, 2025-Q1, 2025-H1, 2025-03, a day, or two days. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from config.catalogue import Catalogue
from config.words import PeriodKind
from storage.records import Period

FORMS: Final = "2024, FY2025, 2025-Q1, 2025-H1, 2025-03, 2024-07-01..2025-06-30, 2025-01-20.. or 2026-01-05"
_YEARS: Final = range(1950, 2101)


def period(text: str, fiscal_start: int | None) -> tuple[Period, str]:
    """The period and its short form. `fiscal_start`: first month of the fiscal year, where one is known.

    Raises ValueError, naming the forms. A fiscal year whose start nobody knows is kept as such.
    """
    text = text.strip()
    if match := re.fullmatch(r"(\d{4})(?:-(Q[1-4]|H[12]|\d{2}))?", text):
        return _part(int(match[1]), match[2] or "", text)
    if match := re.fullmatch(r"FY ?(\d{4})", text, re.IGNORECASE):
        return _fiscal(int(match[1]), fiscal_start)
    if match := re.fullmatch(r"(\S+?)(?:\.\.|/)(\S*)", text):
        first = _day(match[1])
        if not match[2]:
            return Period(kind=PeriodKind.RUNNING, first=first), f"since {first}"
        last = _day(match[2])
        if last < first:
            raise ValueError(f"{last} lies before {first}")
        return Period(kind=PeriodKind.CLOSED, first=first, last=last), f"{first}/{last}"
    day = _day(text)
    return Period(kind=PeriodKind.DAY, first=day, last=day), str(day)


def fiscal_start(catalogue: Catalogue, party: str, agency: str, place: str) -> int | None:
    """The first month of the fiscal year that is meant: of who speaks, else of the agency or place."""
    if (known := catalogue.parties.get(party)) is not None:
        return known.fiscal_start
    for id_ in (party, agency):
        if (found := catalogue.agency(id_)) is not None and found.fiscal_start is not None:
            return found.fiscal_start
    where = catalogue.places.get((agency or party).partition("/")[0]) or catalogue.places.get(place)
    return where.fiscal_start if where else None


def _part(year: int, part: str, label: str) -> tuple[Period, str]:
    if year not in _YEARS:
        raise ValueError(f"{year} is no year of a figure")
    if not part:
        months = (1, 12)
    elif part[0] in "QH":
        length = 3 if part[0] == "Q" else 6
        months = (length * int(part[1]) - length + 1, length * int(part[1]))
    else:
        months = (int(part), int(part))
    if not 1 <= months[0] <= 12:
        raise ValueError(f"there is no month {part}")
    first = date(year, months[0], 1)
    return Period(kind=PeriodKind.CLOSED, first=first, last=_before_next(year, months[1])), label


def _fiscal(year: int, start: int | None) -> tuple[Period, str]:
    if year not in _YEARS:
        raise ValueError(f"{year} is no year of a figure")
    if start is None:
        unknown = Period(kind=PeriodKind.FISCAL, first=date(year, 1, 1), last=date(year, 12, 31))
        return unknown, f"FY{year}"
    first = date(year, 1, 1) if start == 1 else date(year - 1, start, 1)
    last = date(first.year + 1, first.month, 1) - timedelta(days=1)
    return Period(kind=PeriodKind.CLOSED, first=first, last=last), f"FY{year}"


def _before_next(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no period: write {FORMS}") from None
    if day.year not in _YEARS:
        raise ValueError(f"{day.year} is no year of a figure")
    return day
