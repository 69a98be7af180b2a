"""One change as it is told: the entry of an alert that webhook, mail and terminal all read. Pure.

An entry stands alone: sentence, speaker, period and why, quote with the number marked, the original
address, time and SHA-256 of our copy. Its shape is published in docs/webhook.schema.json.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from config.words import Certainty, ChangeKind, Metric
from monitor import period_sentences, phrases, provenance, quotes, wording
from monitor.counted import METRIC_TEXT, amount
from monitor.entry_notes import notes_of, period_how
from monitor.names import Names
from monitor.phrases import one_line
from monitor.provenance import Surroundings
from monitor.witnesses import Witnesses
from monitor.year_before import Earlier
from storage.records import Change, Document, Figure, FigureRef, Json, Point, Side, Version

MAX_QUOTE: Final = 600  #: characters; a reading's quote has at most 300

Entry = dict[str, Json]

#: kinds whose sentence says nothing but the figure itself
_SAID_AFRESH: Final = frozenset({ChangeKind.NEW, ChangeKind.CONFIRMED, ChangeKind.CORROBORATED})


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the store knows about the changes that are told, read in one snapshot."""

    documents: Mapping[int, Document] = field(default_factory=dict)
    versions: Mapping[int, Version] = field(default_factory=dict)
    figures: Mapping[FigureRef, Figure] = field(default_factory=dict)
    earlier: Mapping[tuple[Point, str], Earlier] = field(default_factory=dict)
    """What a party says at a point a year before one that is told."""
    heard: Mapping[Point, frozenset[str]] = field(default_factory=dict)
    """Who has said something at a point that is told; no entry where that was not looked up."""
    around: Mapping[FigureRef, Surroundings] = field(default_factory=dict)
    """What stands before and after the quotes."""
    witnesses: Mapping[tuple[Point, str, int], Witnesses] = field(default_factory=dict)
    """How many carry a value that a party says at a point, as far as it stands."""


def completed(change: Change, evidence: Evidence) -> Change:
    """The change with what only the store knows: quotes, and the documents that its sides stand in."""
    return replace(
        change, before=_completed(change.before, evidence), after=_completed(change.after, evidence)
    )


def _completed(side: Side | None, evidence: Evidence) -> Side | None:
    if side is None:
        return None
    figure = evidence.figures.get(side.figure)
    version = evidence.versions.get(side.version_id)
    return replace(
        side,
        quote=side.quote or (figure.quote if figure else ""),
        document_id=side.document_id or (version.document_id if version else 0),
    )


def entry(
    change: Change, also: Sequence[Change], evidence: Evidence, names: Names, public_url: str | None
) -> Entry:
    """`change` with `also`, the changes that are the same line or the same document."""
    across = change.kind in wording.ACROSS
    point = change.point
    return {
        "id": change.id,
        "key": one_line(change.key, 500),
        "kind": change.kind.value,
        "label": wording.label(change),
        "quiet": change.quiet.value,
        "at": change.at.isoformat(),
        "headline": wording.headline(change, names),
        "sentence": _sentence(change, also, names),
        "notes": [*notes_of(change, also, evidence, names)],
        "place": _named(place_of(change), names.place(place_of(change))) if place_of(change) else None,
        "agency": _named(point.agency, names.party(point.agency)) if point and point.agency else None,
        "metric": {"id": point.metric.value, "text": METRIC_TEXT[point.metric]} if point else None,
        "period": _period(change, evidence, names),
        "now": _side(change.after, point, evidence, names),
        "before": None if across else _side(change.before, point, evidence, names),
        "other": _side(change.before, point, evidence, names) if across else None,
        "also": [_also(other, evidence, names) for other in also],
        "document": _document(
            change.document_id,
            change.version_id,
            None,
            evidence,
            names,
            brief=bool(change.after or change.before),
        ),
        "source": names.source(change.source_id) if change.source_id else None,
        "duty": one_line(change.duty_id, 80) if change.duty_id else None,
        "link": f"{public_url.rstrip('/')}/changes/{change.id}" if public_url and change.id else None,
    }


def background(change: Change, names: Names) -> Entry:
    """An earlier period of the same text, in one line under the headline."""
    return {"id": change.id, "key": one_line(change.key, 500), "sentence": wording.sentence(change, names)}


def standing(change: Change, names: Names) -> Entry:
    """What still stands open, in one line at the end of a digest."""
    place = place_of(change)
    return {
        "id": change.id,
        "key": one_line(change.key, 500),
        "kind": change.kind.value,
        "place": _named(place, names.place(place)) if place else None,
        "sentence": wording.headline(change, names),
        "since": change.at.isoformat(),
    }


def _named(id_: str, name: str) -> Json:
    return {"id": one_line(id_, 120), "name": name}


def place_of(change: Change) -> str:
    """The place that stands over a change; empty where it is of none."""
    if change.point is not None:
        return change.point.place
    place = change.more.get("place")
    return one_line(place, 80) if isinstance(place, str) else ""


def _sentence(change: Change, also: Sequence[Change], names: Names) -> str:
    same_line = [other for other in also if other.kind is change.kind]
    if same_line and change.after is not None and change.point is not None:
        if change.kind in _SAID_AFRESH:
            return wording.together(change.after, change.point, names)
        text = wording.sentence(change, names)
        return f"{text} {wording.all_declined(change.after, change.point, names)}"
    return wording.sentence(change, names)


def _also(change: Change, evidence: Evidence, names: Names) -> Json:
    return {
        "id": change.id,
        "key": one_line(change.key, 500),
        "kind": change.kind.value,
        "metric": change.point.metric.value if change.point else None,
        "now": _side(change.after, change.point, evidence, names),
    }


def _period(change: Change, evidence: Evidence, names: Names) -> Json:
    point = change.point
    if point is None:
        return None
    side = change.after or change.before
    figure = evidence.figures.get(side.figure) if side else None
    return {
        "kind": point.kind.value,
        "first": point.first or None,
        "last": point.last or None,
        "text": names.period(point, side.party if side else "", side.as_of if side else None),
        "words": period_sentences.words(figure) if figure else "",
        "how": period_how(side, evidence, names) if side else "",
    }


def _side(side: Side | None, point: Point | None, evidence: Evidence, names: Names) -> Json:
    if side is None:
        return None
    figure = evidence.figures.get(side.figure)
    quote = phrases.cut(phrases.storable(side.quote), MAX_QUOTE)
    span = quotes.mark(quote, side.value)
    around = evidence.around.get(side.figure, Surroundings())
    return {
        "party": _named(side.party, names.party(side.party)),
        "says": names.speaker(side.party, side.document_id).says,
        "value": side.value,
        "qualifier": side.qualifier.value,
        "text": amount(side, point.metric if point else Metric.REQUESTS),
        "hand": side.hand.value,
        "hand_text": wording.hand_note(side, names),
        "stated_on": side.stated_on.isoformat() if side.stated_on else None,
        "as_of": side.as_of.isoformat() if side.as_of else None,
        "certainty": figure.certainty.value if figure else Certainty.SURE.value,
        "why": [one_line(why, 300) for why in figure.why] if figure else [],
        "period_how": period_how(side, evidence, names),
        "quote": {
            "text": quote,
            "number": [span.start, span.end] if span else None,
            "before": phrases.storable(around.before),
            "after": phrases.storable(around.after),
        },
        "document": _document(
            side.document_id, side.version_id, figure.page if figure else None, evidence, names
        ),
    }


def _document(
    document_id: int | None,
    version_id: int | None,
    page: int | None,
    evidence: Evidence,
    names: Names,
    *,
    brief: bool = False,
) -> Json:
    """`brief`: how our copy came is told beside the sides that stand in it."""
    document = evidence.documents.get(document_id) if document_id is not None else None
    if document is None:
        return None
    version = evidence.versions.get(version_id) if version_id is not None else None
    return {
        "id": document.id,
        "title": one_line(document.title or document.url, 300),
        "url": phrases.link(document.url, page),
        "publisher": _named(document.publisher, names.party(document.publisher)),
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "page": page,
        "saved_at": version.at.isoformat() if version else None,
        "sha256": version.raw_hash if version else None,
        "copy": provenance.saved_copy(document, version) if version and not brief else None,
    }
