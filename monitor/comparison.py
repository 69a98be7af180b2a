"""What a comparison is told, and what it answers. Values only; `monitor.compare` does the work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from config.settings import Settings
from config.words import DocumentKind, Fate
from monitor.copies import Told
from storage.records import Change, Figure, Json, Ledger


class Mode(StrEnum):
    """Why a version is compared; it decides who may hear of what is found, hardly ever what is found."""

    LIVE = "live"
    BASELINE = "baseline"  #: one summary; any order of the documents ends the same
    HISTORY = "history"  #: silent, but a conflict or a revision goes to the digest
    REREAD = "reread"  #: a report; nobody is told
    REVIEW = "review"  #: as live: a person has just confirmed or corrected a reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What an edit did to the words around a figure, or near a watch word."""

    sentence_before: str = ""  #: '' where it was added
    sentence_after: str = ""  #: '' where it was taken out
    correction_note: bool = False  #: the text now says itself that it was corrected


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionContext:
    """All that a comparison may know of a version besides its figures."""

    id: int
    document: int
    run: int
    at: datetime
    mode: Mode = Mode.LIVE
    kind: DocumentKind = DocumentKind.ARTICLE
    place: str = ""
    source: str | None = None
    official: bool = False
    rolling: bool = False  #: old years leave this page without being withdrawn
    routine: bool = False  #: a new period here is for the digest
    copies: Told | None = None  #: whose text it and others are; None: not looked for
    cut_short: bool = False
    kept: float = 1.0  #: share of the predecessor's paragraphs that are still there
    page_sentences: frozenset[str] = frozenset()  #: hashes of the sentences on the whole page
    page_numbers: frozenset[int] = frozenset()  #: numbers that stand near a watch word on the whole page
    late: bool = False  #: a later version was compared already: this one only adds past values
    confirmed_by: str | None = None  #: review: who vouches for the reading
    edit: Edit | None = None
    appeared: str | None = None  #: what to say has appeared: the key's last part; None: not a first sight

    def origin(self, figure: Figure) -> int | None:
        """The document whose word the figure is, where this one only repeats it."""
        return self.copies.origin(figure.sentence_hash) if self.copies else None


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparisonRules:
    """Judgements that a person may tune."""

    withdrawn_after: timedelta = timedelta(hours=6)  #: between the two good checks
    kept_paragraphs: float = 0.6  #: less than this left of a text, and nothing is missing from it
    release_above: int = 20  #: more changes than this in one version of a file are one data release
    release_movements: int = 10  #: told by name in a data release
    small_movement: float = 0.02  #: movements below it are recorded only


def rules(settings: Settings) -> ComparisonRules:
    return ComparisonRules(withdrawn_after=settings.daemon.withdrawn_after)


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    ledger: Ledger
    changes: tuple[Change, ...]
    fates: tuple[Fate, ...]  #: one for each figure, in the order given


More = dict[str, Json]  #: facts of a change that only its kind has
