"""A figure with all that one needs to quote it: who, what, when, the words, the saved copy. Pure.

The keys are the columns of the CSV export and the fields of its JSON; they are only ever added to.
"""

from __future__ import annotations

from typing import Final

from config.words import PeriodKind
from monitor import phrases
from monitor.counted import METRIC_TEXT
from monitor.names import Names
from monitor.phrases import qualified
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
)


def reading(figure: Figure, names: Names) -> dict[str, Json]:
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
        "period_text": figure.period.text,
        "as_of": _day(figure.as_of),
        "stated_on": _day(figure.stated_on),
        "subset": figure.subset,
        "hand": figure.hand.value,
        "certainty": figure.certainty.value,
        "quote": figure.quote,
        "page": figure.page,
        "why": list(figure.why),
    }


def cited(stored: StoredFigure, version: Version, names: Names) -> dict[str, Json]:
    """A stored figure, with the document and the saved copy that it stands in."""
    page = stored.figure.page if version.media_type == "application/pdf" else None
    told = reading(stored.figure, names) | {
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
    }
    return {name: told[name] for name in COLUMNS}


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
