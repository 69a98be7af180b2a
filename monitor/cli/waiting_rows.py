"""A reading that waits, as `review list` and `review show` tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from config.words import PeriodKind
from monitor import citation, phrases, waiting
from monitor.counted import METRIC_TEXT
from monitor.names import Names
from storage import documents, ledger, reviews

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.held import Held
    from storage.records import Claim, Figure, PutRight, StoredFigure

#: what of a record stands in the table
SHOWN = ("id", "reading", "waits_for", "could_belong_to", "quote", "age", "document")
AROUND = 500  #: characters shown on each side of a sentence


def reading(figure: Figure, names: Names) -> str:
    """`57 detainer requests received, Boston Police Department, 2025 (says Boston Police Department)`."""
    told = citation.reading(figure, names)
    where = told["agency_name"] or told["place_name"] or "no place"
    when = told["period"] or "no period"
    return f"{citation.amount(figure)} {told['metric_text']}, {where}, {when} (says {told['party_name']})"


def records(conn: Connection, found: Sequence[Held], names: Names, now: datetime) -> list[dict[str, Any]]:
    """A record for each; claims are read once a place and metric."""
    known: dict[tuple[str, str], list[Claim]] = {}
    return [{**_record(conn, each.stored, names, now, known), "documents": each.documents} for each in found]


def whole(conn: Connection, stored: StoredFigure, names: Names, now: datetime) -> dict[str, Any]:
    """The record of one reading, with the text around it and what people said of it."""
    figure = stored.figure
    text = documents.text(conn, stored.version_id)
    first, last = figure.sentence.start, figure.sentence.end
    return {
        **_record(conn, stored, names, now, {}),
        "before": text[max(first - AROUND, 0) : first],
        "sentence": text[first:last],
        "after": text[last : last + AROUND],
        "words": reviews.of_reading(
            conn, stored.document_id, figure.sentence_hash, figure.metric, figure.value
        ),
    }


def lines(record: dict[str, Any]) -> Iterator[str]:
    """The whole of one reading, for people."""
    yield f"{record['id']}: {record['reading']}"
    yield f"{record['title'] or record['url']} (document {record['document']}, version {record['version']})"
    yield record["url"]
    yield ""
    yield f"… {' '.join(record['before'].split())}" if record["before"].strip() else ""
    yield f">>> {' '.join(record['sentence'].split())} <<<"
    yield f"{' '.join(record['after'].split())} …" if record["after"].strip() else ""
    yield ""
    if record["fate"] in ("unsure", "unplaced"):
        yield f"It waits: {record['waits_for']}."
    for why in record["why"]:
        yield f"  {why}"
    if record["could_belong_to"]:
        yield f"It could belong to: {record['could_belong_to']}."
    for word in record["words"]:
        right = f": {word['corrected']}" if word["corrected"] else ""
        note = f" ({word['note']})" if word["note"] else ""
        yield f"{word['when']:%Y-%m-%d %H:%M} {word['by']}: {word['verdict']}{right}{note}"


def lacks(figure: Figure) -> str:
    """`place` or `period`, without which a reading belongs nowhere."""
    if not figure.place:
        return "place"
    return "period" if figure.period.kind is PeriodKind.NONE else ""


def put_right(right: PutRight | None) -> str:
    """`15, 2025, us-ma-boston`: what is said to be right."""
    if right is None:
        return ""
    parts: tuple[object, ...] = (
        right.qualifier.value if right.qualifier else None,
        f"{right.value:,}" if right.value is not None else None,
        right.metric.value if right.metric else None,
        right.period_label or None,
        right.agency or right.place,
        f"says {right.party}" if right.party is not None else None,
    )
    return ", ".join(str(part) for part in parts if part)


def _record(
    conn: Connection,
    stored: StoredFigure,
    names: Names,
    now: datetime,
    known: dict[tuple[str, str], list[Claim]],
) -> dict[str, Any]:
    version = documents.version(conn, stored.version_id)
    place, metric = stored.figure.place or stored.place, stored.figure.metric
    if (place, metric) not in known:
        known[place, metric] = ledger.series(conn, place, metric) if place else []
    points = waiting.candidates(stored, known[place, metric])
    reasons = waiting.reasons(stored.figure)
    return {
        **citation.cited(stored, version, names),
        "document_place": stored.place,
        "reading": reading(stored.figure, names),
        "reasons": list(reasons),
        "waits_for": "; ".join(reasons),
        "candidates": [_candidate(each) for each in points],
        "could_belong_to": "; ".join(_belongs(each, names) for each in points) or None,
        "age": f"{(now - stored.at).days} d",
        "age_days": (now - stored.at).days,
    }


def _candidate(one: waiting.Candidate) -> dict[str, object]:
    point = one.point
    return {
        "place": point.place,
        "agency": point.agency,
        "metric": point.metric.value,
        "period_kind": point.kind.value,
        "period_first": point.first,
        "period_last": point.last or None,
        "party": one.party,
        "value": one.value,
        "qualifier": one.qualifier.value,
        "same": one.same,
    }


def _belongs(one: waiting.Candidate, names: Names) -> str:
    when = phrases.period_of(one.point).removeprefix("in ")
    value = phrases.qualified(one.value, one.qualifier, one.point.metric)
    what = METRIC_TEXT[one.point.metric]
    return f"{when}: {value} {what}, says {names.party(one.party)}{' (the same number)' if one.same else ''}"
