"""A figure with all that one needs to quote it: who, what, when, the words, the saved copy. Pure.

The keys are the columns of the CSV export and the fields of its JSON; they are only ever added to.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from config.words import Hand, PeriodKind
from monitor import period_sentences, phrases
from monitor.counted import METRIC_TEXT
from monitor.names import Names
from monitor.period_sentences import Dated
from monitor.phrases import qualified
from monitor.points import is_unnamed
from storage.records import Figure, Json, Period, StoredFigure, Version

COLUMNS: Final = (
    "id",
    "metric",
    "metric_text",
    "value",
    "qualifier",
    "place",
    "place_name",
    "agency",
    "agency_name",
    "party",
    "party_name",
    "asserted_by",
    "period",
    "period_kind",
    "period_first",
    "period_last",
    "period_text",
    "as_of",
    "stated_on",
    "subset",
    "hand",
    "certainty",
    "fate",
    "quote",
    "page",
    "document",
    "version",
    "title",
    "url",
    "published_on",
    "saved_at",
    "sha256",
    "text_sha256",
    "read_by",
    "why",
    "period_how",
    "publisher",
    "publisher_name",
    "media_type",
    "extractor",
    "citation",
)


def reading(figure: Figure, names: Names, dated: Dated | None = None) -> dict[str, Json]:
    """What a figure says, whether it is stored or not."""
    return {
        "metric": figure.metric.value,
        "metric_text": METRIC_TEXT[figure.metric],
        "value": figure.value,
        "qualifier": figure.qualifier.value,
        "place": figure.place,
        "place_name": names.place(figure.place) if figure.place else figure.place_text,
        "agency": figure.agency,
        "agency_name": names.party(figure.agency) if figure.agency else "",
        "party": figure.party,
        "party_name": names.party(figure.party),
        "asserted_by": figure.asserted_text,
        "period": period(figure.period, figure.period_label),
        "period_kind": figure.period.kind.value,
        "period_first": _day(figure.period.first),
        "period_last": _day(figure.period.last),
        "period_text": period_sentences.words(figure),
        "as_of": _day(figure.as_of),
        "stated_on": _day(figure.stated_on),
        "subset": figure.subset,
        "hand": figure.hand.value,
        "certainty": figure.certainty.value,
        "quote": figure.quote,
        "page": figure.page,
        "why": list(figure.why),
        "period_how": period_sentences.how(figure, names, dated),
    }


def cited(stored: StoredFigure, version: Version, names: Names) -> dict[str, Json]:
    """A stored figure, with the document and the saved copy that it stands in."""
    page = stored.figure.page if version.media_type == "application/pdf" else None
    dated = Dated(on=stored.published_on, how=stored.published_how, place=stored.place)
    told = reading(stored.figure, names, dated) | {
        "page": page,
        "id": stored.id,
        "fate": stored.fate.value,
        "document": stored.document_id,
        "version": version.seq,
        "title": stored.title,
        "url": phrases.link(stored.url, page) or stored.url,
        "published_on": _day(stored.published_on),
        "saved_at": stored.at.isoformat(),
        "sha256": version.raw_hash,
        "text_sha256": version.text_hash,
        "read_by": stored.read_by,
        "publisher": stored.publisher,
        "publisher_name": names.party(stored.publisher) if stored.publisher else "",
        "media_type": version.media_type,
        "extractor": version.extractor,
        "citation": in_a_line(stored, version, names),
    }
    return {name: told[name] for name in COLUMNS}


def in_a_line(stored: StoredFigure, version: Version, names: Names) -> str:
    """The source of a figure as it may stand in a footnote: who, what, when, where, which saved copy.

    `Boston Police Department, letter to the council, Jan. 26, 2026, p. 2, https://…, saved copy SHA-256 …,
    retrieved …`; what others wrote of it is in quotes, after the speaker. The time is UTC.
    """
    figure = stored.figure
    page = figure.page if version.media_type == "application/pdf" else None
    title = phrases.one_line(stored.title, 300)
    publisher = names.party(stored.publisher) if stored.publisher else ""
    first_hand = figure.hand is Hand.FIRST
    speaker = "" if first_hand or not figure.party or is_unnamed(figure.party) else names.party(figure.party)
    parts = [
        f"{speaker}, as told by {publisher or 'a document'}" if speaker else publisher,
        title if first_hand or not title else f"“{title}”",
        phrases.short_day(stored.published_on) if stored.published_on else "",
        f"p. {page}" if page else "",
        phrases.link(stored.url, page) or "",
        f"saved copy SHA-256 {version.raw_hash}",
        f"retrieved {_retrieved(version.at)}",
    ]
    return ", ".join(part for part in parts if part)


def _retrieved(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return f"{phrases.short_day(utc.date())}, {utc:%H:%M} UTC"


def amount(figure: Figure) -> str:
    """`57`, `about 200`, `$1,204`."""
    return qualified(figure.value, figure.qualifier, figure.metric)


def period(when: Period, label: str = "") -> str:
    """The short form of a period: the reader's own, else made of its days, else the document's words."""
    if label:
        return label
    first, last = _day(when.first), _day(when.last)
    match when.kind:
        case PeriodKind.CLOSED:
            return f"{first}/{last}"
        case PeriodKind.RUNNING:
            return f"since {first}"
        case PeriodKind.DAY:
            return first or ""
        case PeriodKind.FISCAL:
            return f"FY{when.first.year}" if when.first else when.text
        case PeriodKind.NONE:
            return ""


def _day(when: object) -> str | None:
    return str(when) if when is not None else None
