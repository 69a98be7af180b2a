"""The time that a cell of a table names: a whole period, or months of a year that is told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Final

from config.words import PeriodKind
from monitor.figures import periods
from monitor.figures.days import Clock, Days, closed, months_of, shifted, units_on
from monitor.figures.time_marks import kind_of
from monitor.figures.time_words import MONTH

_SHORT_MONTH: Final = re.compile(
    r"(?P<from>\b(?:since|from|on|as of|until|through|thru|to) )?"
    r"\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?P<gap>[-'’/ ]+)"
    r"'?(?P<year>[012]\d)\b(?!,|\s*[-–]\s*\d|\s+of\b)"
)
_MONTHS: Final = re.compile(
    rf"\W*(?P<a>{MONTH})(?:\s*(?:-|–|—|to|through|thru)\s*(?P<b>{MONTH}))?\W*(?:total|only)?\W*"
)
#: of the year that is told elsewhere, beside its halves or quarters
_WHOLE_YEAR: Final = re.compile(
    r"\W*(?:(?:(?:full|whole|calendar|total)\s+)?year|year\s+total|annual\s+total)\W*"
)
_SHORT_YEAR: Final = re.compile(r"\W*(?:cy\s*)?'(\d\d)\W*")
#: the third question is no third quarter
_QUESTION: Final = re.compile(r"^q\d{1,2}[.)] +(?=(?:\S+ +){2})")
_RUNNING: Final = re.compile(r"\bytd\b|year[- ]to[- ]date|to date|so far|partial|\*")


@dataclass(frozen=True, slots=True)
class Named:
    """What one text of a table names: a whole period, or months of a year that is told elsewhere."""

    days: Days | None = None
    months: tuple[int, int] | None = None
    running: bool = False
    covers: bool = False  #: the text is hardly more than the period
    quarter: bool = (
        False  #: the months are a quarter by its number: of a fiscal year, they begin where it does
    )
    points: periods.Mention | None = None  #: it points to the time of another text: "same period of 2023"


NOTHING: Final = Named()


@lru_cache(maxsize=512)
def named(text: str, clock: Clock, is_fiscal: bool) -> Named:
    """The time in the text of a cell."""
    low = _QUESTION.sub("", text.strip())
    if not low or len(low) > 200:
        return NOTHING
    going = bool(_RUNNING.search(low))
    bare = _MONTHS.fullmatch(re.sub(r"\([^)]*\)", " ", low))
    if bare:
        first = periods_month(bare["a"])
        return Named(None, (first, periods_month(bare["b"]) if bare["b"] else first), going, True)
    if _WHOLE_YEAR.fullmatch(low):
        return Named(None, (1, 12), going, True)
    short = _SHORT_YEAR.fullmatch(low)
    if short:
        low = f"20{short[1]}"
    if not _few_days(low):
        low = _SHORT_MONTH.sub(lambda match: _in_full(match, clock), low)
    if is_fiscal and re.fullmatch(r"\W*(?:20)?\d\d\s*[-–/]\s*(?:20)?\d\d\W*|\W*(?:19|20)\d\d\W*", low):
        low = "fy " + low.strip(" *†")
    found = periods.find(low, clock)
    days = _joined(low, found)
    days = _up_to(low, days, clock) or days
    covered = sum(m.end - m.start for m in found)
    whole = covered >= 0.5 * len(re.sub(r"\b(?:totals?|ytd|number|detainers?)\b|[*()†]", "", low).strip())
    if days is not None:
        return Named(days, None, going, whole)
    pointer = next((m.pointer for m in found if m.pointer and m.pointer.kind == "months"), None)
    if pointer:
        return Named(None, (pointer.first, pointer.last), going, whole, bool(_QUARTER.search(low)))
    points = next(
        (m for m in found if m.shift is not None or (m.pointer and m.pointer.kind in _POINTS)), None
    )
    return Named(None, None, going, False, False, points)


def _up_to(low: str, days: Days | None, clock: Clock) -> Days | None:
    """'to 3/31/12' as a label: from January on."""
    if days is None or days.last is None or kind_of(days) not in ("day", "month") or not _TO.match(low):
        return None
    return closed(days.last.replace(month=1, day=1), days.last, True)


_TO: Final = re.compile(r"\W*(?:to|thru|through|up to|until) \S")


def _in_full(match: re.Match[str], clock: Clock) -> str:
    """The month with its year in four digits: "Jan-20". What is yet to come, or stands behind "since" or its
    like with a blank, is a day: "since Jan 20"."""
    year = int(f"20{match['year']}")
    coming = clock.published is not None and year > clock.published.year + 1
    if coming or (match["from"] and not match["gap"].strip()):
        return match.group()
    return f"{match['from'] or ''}{match['month']} {year}"


def _few_days(low: str) -> bool:
    """Whether a text is a week or so, and no months of two years: "Jun 14 - Jun 20"."""
    match = _DAYS.search(low)
    if match is None:
        return False
    months = (periods_month(match["b"]) - periods_month(match["a"])) % 12
    return 0 <= months * 30 + int(match["d2"]) - int(match["d1"]) <= A_FEW


_DAYS: Final = re.compile(
    rf"\b(?P<a>{MONTH})\s+(?P<d1>\d{{1,2}})\s*(?:-|–|—|to)\s*(?P<b>{MONTH})\s+(?P<d2>\d{{1,2}})\b"
)
A_FEW: Final = 16  #: days
_QUARTER: Final = re.compile(r"\bq(?:tr|uarter)?s?\b|\bq[1-4]")
_POINTS: Final = frozenset(["same", "same before", "shift"])
_WORDS: Final = re.compile(
    r"\W*(?:(?P<this>this|current|present|reporting)|(?P<last>last|prior|previous|preceding|"
    r"past))\s+(?:reporting\s+)?"
    r"(?P<unit>year|month|quarter|week|period|fiscal year)\b"
)


_YEAR_AGO: Final = re.compile(
    r"\W*(?:the )?same (?:quarter|period|months?|weeks?|half|span|time),? (?:of |in |a )?(?:the )?"
    r"(?:(?:last|prior|previous|preceding) year|year (?:ago|before|earlier))"
)


def is_relative(text: str) -> bool:
    """Whether a text names its time by that of the whole report: "this month", "prior year"."""
    return bool(_WORDS.match(text) or _YEAR_AGO.match(text))


def by_frame(text: str, frame: Days) -> Days | None:
    """'this month', 'prior year', as a report on one period says them: that period, or the one before it."""
    if _YEAR_AGO.match(text):
        return shifted(frame, -1) if frame.last is not None else None
    match = _WORDS.match(text)
    if match is None:
        return None
    kinds = {
        "fiscal year": ("fiscal", "year"),
        "year": ("year", "fiscal", "range"),
        "period": (kind_of(frame),),
    }
    wanted = kinds.get(match["unit"], (match["unit"], "range"))
    if kind_of(frame) not in wanted or frame.last is None:
        return None
    if match["this"]:
        return frame
    length = (frame.last - frame.first).days + 1
    if length > 300 or match["unit"] in ("year", "fiscal year"):
        return shifted(frame, -1)
    unit = "week" if length <= 8 else "month" if length <= 31 else "quarter" if length <= 92 else "half"
    count = {"week": 1, "month": 1, "quarter": 3, "half": 6}[unit]
    first = units_on(frame.first, -count, "week" if unit == "week" else "month")
    return closed(first, frame.first - timedelta(days=1), True) if first else None


def _joined(low: str, found: Sequence[periods.Mention]) -> Days | None:
    """The period that a cell names; two dates joined by a dash or by "to" are one, and a quarter or months
    beside a year are that year's."""
    dated = [m for m in found if m.days]
    if len(dated) == 2:
        one, last = dated
        joined = re.fullmatch(r"\s*(?:-|–|—|to|through|thru)\s*", low[one.end : last.start])
        if joined and one.days and last.days and last.days.last:
            return periods.closed(one.days.first, last.days.last)
    months = next((m.pointer for m in found if m.pointer and m.pointer.kind == "months"), None)
    days = dated[0].days if dated else None
    if len(dated) == 2 and days and kind_of(days) in ("year", "fiscal", "running"):
        part = dated[1].days
        if (
            part
            and part.last
            and part.last.year == days.first.year
            and kind_of(part) in ("range", "month", "quarter")
        ):
            return part
    if months and days and kind_of(days) in ("year", "fiscal", "running"):
        if kind_of(days) == "fiscal":
            return quarter_of_fiscal(days, months.first, months.last) or days
        return months_of(days.first.year, months.first, months.last) or days
    return days


def quarter_of_fiscal(days: Days, first: int, last: int) -> Days | None:
    """The first quarter of a fiscal year begins where the year does, where that is known."""
    if days.kind is not PeriodKind.CLOSED or last - first != 2:
        return None
    begin = days.first.month + first - 1
    value = days.first.year + (begin - 1) // 12
    return months_of(value, (begin - 1) % 12 + 1, (begin - 1) % 12 + 3)


def periods_month(text: str) -> int:
    return ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec").index(
        text[:3]
    ) + 1
