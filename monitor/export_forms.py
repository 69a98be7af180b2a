"""What can be exported, in which form: the words that the command and the writers share. Loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from config.words import Metric


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"
    ATOM = "atom"
    ICS = "ics"


class Table(StrEnum):
    """What the rows of CSV and JSON are."""

    FIGURES = "figures"  #: what each document states now
    POINTS = "points"  #: what each party said of each period, past values too
    DISPUTES = "disputes"  #: where two parties are apart, or were


#: what a file's name says of its format
ENDINGS: Final = {
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".atom": Format.ATOM,
    ".xml": Format.ATOM,
    ".ics": Format.ICS,
}
#: what each format has, to be counted: a table has its rows
WHAT: Final = {Format.ATOM: "changes", Format.ICS: "due days"}
#: the formats that hold a table
TABULAR: Final = (Format.CSV, Format.JSON)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What to export: of these places (None: all), of this metric, since then (None: ever)."""

    places: Sequence[str] | None = None
    asked: Sequence[str] = ()  #: the places as they were named, without those below them
    metric: Metric | None = None
    since: datetime | None = None
    table: Table = Table.FIGURES
    quiet_too: bool = False  #: changes that were told to nobody, and those that only the operator hears of
    name: str | None = None  #: of the file, which a feed names as its own address; None: standard output
