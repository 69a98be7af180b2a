"""Figures as they are shown and cited: each with the document and the version that it stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from config.words import Fate, Metric, PublishedHow, VersionState
from storage import readings
from storage.errors import NoSuchRow
from storage.records import FigureRef, StoredFigure
from storage.schema import documents, versions
from storage.schema import figures as figure_rows
from storage.upserts import chunks

#: rows that are fetched at once, and so held in memory, while many are gone through
AT_ONCE: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Which figures are meant; None: whatever it is.

    `held`: only what waits for a person.
    """

    places: Collection[str] | None = None
    agency: str | None = None
    metric: Metric | None = None
    party: str | None = None
    since: datetime | None = None
    held: bool = False


def find_figures(
    conn: Connection,
    *,
    place: str | Collection[str] | None = None,
    agency: str | None = None,
    metric: Metric | None = None,
    party: str | None = None,
    since: datetime | None = None,
    held: bool = False,
    limit: int = 100,
) -> list[StoredFigure]:
    """What the newest version of each document states, newest first."""
    places = [place] if isinstance(place, str) else place
    sought = Sought(places=places, agency=agency, metric=metric, party=party, since=since, held=held)
    return [stored(row) for row in conn.execute(_sought(sought).limit(limit))]


def each_figure(conn: Connection, sought: Sought) -> Iterator[list[StoredFigure]]:
    """The same however many there are: a few hundred at a time, never all in memory."""
    rows = conn.execute(_sought(sought), execution_options={"yield_per": AT_ONCE})
    for some in rows.partitions(AT_ONCE):
        yield [stored(row) for row in some]


def of_version(conn: Connection, version_id: int) -> list[StoredFigure]:
    """What the reader that counts read in a version, in its order."""
    counts = versions.c.read_by == figure_rows.c.read_by
    query = shown().where(figure_rows.c.version_id == version_id, counts).order_by(figure_rows.c.ordinal)
    return [stored(row) for row in conn.execute(query)]


def figure(conn: Connection, figure_id: int) -> StoredFigure:
    """Raises NoSuchRow."""
    found = conn.execute(shown().where(figure_rows.c.id == figure_id)).one_or_none()
    if found is None:
        raise NoSuchRow(f"no figure {figure_id} is stored")
    return stored(found)


def carriers(
    conn: Connection, document_ids: Collection[int], sentence_hash: str, metric: Metric, value: int
) -> list[int]:
    """The newest compared versions of these documents that hold this reading, in their order."""
    query = (
        select(versions.c.id)
        .join(figure_rows, figure_rows.c.version_id == versions.c.id)
        .where(
            versions.c.document_id.in_(list(document_ids)),
            versions.c.state == VersionState.DONE,
            versions.c.read_by == figure_rows.c.read_by,
            ~readings.superseded(),
            figure_rows.c.sentence_hash == sentence_hash,
            figure_rows.c.metric == metric,
            figure_rows.c.value == value,
        )
    )
    return sorted(set(conn.execute(query).scalars()))


def by_refs(conn: Connection, refs: Collection[FigureRef]) -> dict[FigureRef, StoredFigure]:
    """Those readings; where several readers read one version, the newest reading."""
    ids = readings.ids(conn, refs, "")
    found: dict[FigureRef, StoredFigure] = {}
    for some in chunks(sorted(set(ids.values()))):
        for row in conn.execute(shown().where(figure_rows.c.id.in_(some))):
            found[FigureRef(row.version_id, row.ordinal)] = stored(row)
    return found


def _sought(sought: Sought) -> Select[Any]:
    where: list[Any] = [versions.c.read_by == figure_rows.c.read_by, ~readings.superseded()]
    if sought.places is not None:
        where.append(figure_rows.c.place_id.in_(list(sought.places)))
    columns = (("agency_id", sought.agency), ("metric", sought.metric), ("party_id", sought.party))
    for column, wanted in columns:
        if wanted is not None:
            where.append(figure_rows.c[column] == wanted)
    if sought.since is not None:
        where.append(versions.c.at >= sought.since)
    if sought.held:
        where += readings.waits()
    return shown().where(*where).order_by(figure_rows.c.version_id.desc(), figure_rows.c.ordinal)


def shown() -> Select[Any]:
    """A query for figures with what is needed to cite them; each row for `stored`."""
    return (
        select(
            figure_rows,
            versions.c.document_id,
            versions.c.at,
            documents.c.url,
            documents.c.title,
            documents.c.published_on,
            documents.c.published_how,
            documents.c.publisher_party,
            documents.c.place_id.label("document_place"),
        )
        .join(versions, versions.c.id == figure_rows.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
    )


def stored(row: Any) -> StoredFigure:
    return StoredFigure(
        id=row.id,
        figure=readings.figure_of(row),
        fate=Fate(row.fate),
        version_id=row.version_id,
        document_id=row.document_id,
        read_by=row.read_by,
        at=row.at,
        url=row.url,
        title=row.title,
        published_on=row.published_on,
        published_how=PublishedHow(row.published_how),
        publisher=row.publisher_party,
        place=row.document_place,
    )
