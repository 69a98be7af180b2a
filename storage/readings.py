"""Figures as rows, and back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, exists, literal_column, select

from config.words import Certainty, Fate, Hand, Metric, PeriodKind, Qualifier, VersionState
from storage.records import Figure, FigureRef, Period, Point, ReadFigure, Span
from storage.schema import figures, reviews, versions
from storage.upserts import chunks, insert

#: as literals: the index of what is held is only used where its condition is seen in the query
_HELD: Final[Any] = literal_column(f"figures.fate IN ('{Fate.UNPLACED}', '{Fate.UNSURE}')")


def write(tx: Connection, version_id: int, read_by: str, read: Collection[ReadFigure]) -> None:
    """Store the readings of a version by one reader; those of the same reader are replaced, ids kept."""
    if not read:
        return
    statement = insert(tx, figures)
    keys = ("version_id", "read_by", "ordinal")
    fresh = {c.name: statement.excluded[c.name] for c in figures.c if c.name not in (*keys, "id")}
    tx.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=fresh),
        [_row(version_id, read_by, each) for each in read],
    )


def ids(conn: Connection, refs: Collection[FigureRef], read_by: str) -> dict[FigureRef, int]:
    """Row ids: of what `read_by` read, where it read that version, else of the newest reading."""
    best: dict[FigureRef, tuple[bool, int]] = {}
    columns = (figures.c.id, figures.c.version_id, figures.c.ordinal, figures.c.read_by)
    for some in chunks(sorted({ref.version for ref in refs})):
        for row in conn.execute(select(*columns).where(figures.c.version_id.in_(some))):
            ref = FigureRef(row.version_id, row.ordinal)
            best[ref] = max(best.get(ref, (False, 0)), (row.read_by == read_by, row.id))
    return {ref: id_ for ref, (_, id_) in best.items() if ref in refs}


def point_of(row: Any) -> Point:
    """The point that a row of `points` describes."""
    return Point(
        row.place_id,
        row.agency_id,
        Metric(row.metric),
        PeriodKind(row.period_kind),
        row.period_from,
        row.period_to,
    )


def read_figure(row: Any) -> ReadFigure:
    return ReadFigure(figure=figure_of(row), fate=Fate(row.fate), id=row.id, version_id=row.version_id)


def _row(version_id: int, read_by: str, read: ReadFigure) -> dict[str, Any]:
    figure = read.figure
    return {
        "version_id": version_id,
        "read_by": read_by,
        "ordinal": figure.ordinal,
        "metric": figure.metric,
        "value": figure.value,
        "qualifier": figure.qualifier,
        "place_id": figure.place,
        "agency_id": figure.agency,
        "period_kind": figure.period.kind,
        "period_from": figure.period.first,
        "period_to": figure.period.last,
        "period_text": figure.period.text,
        "as_of": figure.as_of,
        "party_id": figure.party,
        "asserted_text": figure.asserted_text,
        "subset": figure.subset,
        "quote": figure.quote,
        "sentence_hash": figure.sentence_hash,
        "span_start": figure.span.start,
        "span_end": figure.span.end,
        "page": figure.page,
        "hand": figure.hand,
        "certainty": figure.certainty,
        "why": list(figure.why),
        "fate": read.fate,
        "extra": {
            "sentence": list(figure.sentence),
            "stated_on": figure.stated_on.isoformat() if figure.stated_on else None,
            "period_worked_out": figure.period_worked_out,
            "says_revised": figure.says_revised,
            "place_text": figure.place_text,
            "agency_text": figure.agency_text,
            "period_label": figure.period_label,
        },
    }


def figure_of(row: Any) -> Figure:
    extra: dict[str, Any] = row.extra
    stated_on = extra["stated_on"]
    return Figure(
        ordinal=row.ordinal,
        metric=Metric(row.metric),
        value=row.value,
        qualifier=Qualifier(row.qualifier),
        place=row.place_id,
        agency=row.agency_id,
        period=Period(
            kind=PeriodKind(row.period_kind), first=row.period_from, last=row.period_to, text=row.period_text
        ),
        party=row.party_id,
        asserted_text=row.asserted_text,
        quote=row.quote,
        span=Span(row.span_start, row.span_end),
        sentence=Span(*extra["sentence"]),
        sentence_hash=row.sentence_hash,
        hand=Hand(row.hand),
        certainty=Certainty(row.certainty),
        subset=row.subset,
        page=row.page,
        as_of=row.as_of,
        stated_on=date.fromisoformat(stated_on) if stated_on else None,
        period_worked_out=extra["period_worked_out"],
        says_revised=extra["says_revised"],
        why=tuple(row.why),
        place_text=extra["place_text"],
        agency_text=extra["agency_text"],
        period_label=extra["period_label"],
    )


# --- which of them count, and which wait ------------------------------------------------------------


def superseded() -> Any:
    """Whether a later version of the document at hand was compared."""
    later = versions.alias("later")
    return exists().where(
        later.c.document_id == versions.c.document_id,
        later.c.seq > versions.c.seq,
        later.c.state == VersionState.DONE,
    )


def waits() -> tuple[Any, ...]:
    """That a reading is held, and nobody had a word on it here or in a document of the same text."""
    same = versions.alias("same")
    said = exists(
        select(reviews.c.id)
        .join(same, same.c.document_id == reviews.c.document_id)
        .where(
            reviews.c.sentence_hash == figures.c.sentence_hash,
            reviews.c.metric == figures.c.metric,
            reviews.c.value == figures.c.value,
            same.c.norm_hash == versions.c.norm_hash,
        )
        .correlate(figures, versions)
    )
    return _HELD, ~said
