"""How the period of a figure was worked out, in a sentence: from which words and date, whose year. Pure.

The reader keeps with each period why it took it: the document's words in quotes (`'last year'`), or where it
stands (`its row`). Here that becomes a sentence for people.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from config.words import PeriodKind, PublishedHow
from monitor.names import Names
from monitor.phrases import first_upper, one_line, short_day
from storage.records import Document, Figure

MAX_WORDS: Final = 120  #: characters of the document's words for a period

#: 'last year' before: the words, and what the reader says of where they stand
_QUOTED: Final = re.compile(r"'(?P<words>.*)'(?P<where>[^']*)", re.DOTALL)
_WHERE: Final = {
    "": "",
    "before": "in the sentences before",
    "after": "in the sentences after",
}
#: 'its head, in the year of its row': parts of a table as people call them
_PARTS: Final = {
    "its head": "the head of its column",
    "its row": "its row of the table",
    "its section": "its section of the table",
}
_HOW: Final = {
    PublishedHow.STATED: "as it was given with the document",
    PublishedHow.METADATA: "as the page itself gives it",
    PublishedHow.LISTED: "as its source lists it",
    PublishedHow.GUESSED: "as read out of its words or address",
    PublishedHow.UNKNOWN: "",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """What is known of the date of a document, and the place by whose clock it is read."""

    on: date | None = None
    how: PublishedHow = PublishedHow.UNKNOWN
    place: str = ""


def dated(document: Document) -> Dated:
    return Dated(on=document.published_on, how=document.published_how, place=document.place)


def words(figure: Figure) -> str:
    """The document's own words for the period, as it writes them; '' where it was taken from elsewhere."""
    found = _QUOTED.fullmatch(figure.period.text.strip())
    if found is None:
        return ""
    said = one_line(found["words"], MAX_WORDS)
    if not said:
        return ""
    # the reader goes by lower case; the quote has the words as they are written
    at = figure.quote.lower().find(said.lower()) if len(figure.quote.lower()) == len(figure.quote) else -1
    return figure.quote[at : at + len(said)] if at >= 0 else said


def how(figure: Figure, names: Names, dated: Dated | None = None) -> str:
    """The sentence; '' where there is nothing to tell."""
    if figure.period.kind is PeriodKind.NONE:
        return "No period could be read."
    parts = [_taken(figure), _worked_out(figure, names, dated or Dated()), _fiscal(figure, names)]
    if figure.period.kind is PeriodKind.RUNNING and figure.as_of is not None:
        parts.append(f"counted until {short_day(figure.as_of)}")
    told = ", ".join(part for part in parts if part)
    return f"{first_upper(told)}." if told else ""


def _taken(figure: Figure) -> str:
    text = one_line(figure.period.text, 300)
    said = words(figure)
    if not said:
        return f"taken from {_part(text)}" if text else ""
    found = _QUOTED.fullmatch(figure.period.text.strip())
    where = one_line(found["where"], 100).lstrip(", ") if found else ""
    where = _WHERE.get(where, where)
    return f"“{said}” {where}" if where else f"“{said}”"


def _part(text: str) -> str:
    head, comma, rest = text.partition(",")
    return f"{_PARTS.get(head, head)}{comma}{rest}"


def _worked_out(figure: Figure, names: Names, dated: Dated) -> str:
    if not figure.period_worked_out:
        return ""
    if figure.stated_on is None:
        return "worked out from another date in the document"
    zone = _zone(dated.place or figure.place, names)
    day = short_day(figure.stated_on)
    if dated.on is not None and dated.on != figure.stated_on:
        read = f"read from {day}, the earliest date that this text is known under"
    else:
        told = _HOW[dated.how] if dated.on is not None else ""
        read = f"read from the date of publication {day}" + (f" ({told})" if told else "")
    return f"{read}, in {zone}" if zone else read


def _zone(place: str, names: Names) -> str:
    known = names.catalogue.places.get(place)
    return known.zone if known else ""


def _fiscal(figure: Figure, names: Names) -> str:
    """Whose fiscal year it is, where it is one."""
    first = figure.period.first
    if not figure.period_label.startswith("FY") or first is None:
        return ""
    if figure.period.kind is PeriodKind.FISCAL:
        return "a fiscal year whose first month is not known"
    begins = f"fiscal year from {calendar.month_name[first.month]} {first.day}"
    owner = _owner(figure, names, first.month)
    return f"{begins}, that of {owner}" if owner else f"{begins}, as the document counts it"


def _owner(figure: Figure, names: Names, month: int) -> str:
    catalogue = names.catalogue
    party, agency = catalogue.parties.get(figure.party), catalogue.agency(figure.party)
    own = party.fiscal_start if party else agency.fiscal_start if agency else None
    if own == month:
        return names.party(figure.party)
    place = catalogue.places.get(figure.place)
    return names.place(place.id) if place and place.fiscal_start == month else ""
