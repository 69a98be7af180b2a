"""What a message needs from the store beside its changes, read in one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from config.settings import Settings
from config.words import ClaimState, Metric, Quiet
from monitor import witnesses
from monitor.claims import side
from monitor.messages import AlertContext
from monitor.names import Names
from monitor.phrases import year_before
from monitor.provenance import Surroundings, surroundings
from monitor.told import Evidence
from monitor.witnesses import Witnesses
from monitor.year_before import Earlier
from storage import documents, findings, ledger
from storage.database import Store
from storage.records import Change, Claim, Document, Figure, FigureRef, Point, Side, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

MAX_AROUND: Final = 400  #: quotes that are shown among their neighbours: both sides of a message's changes
MAX_BACKGROUND: Final = 40  #: earlier periods told under one message


def context(
    store: Store,
    changes: Sequence[Change],
    settings: Settings,
    now: datetime,
    new_id: Callable[[], str] = lambda: str(uuid4()),
) -> AlertContext:
    """All that `alerts.make` is told for these changes."""
    with store.read() as conn:
        beside = _background(
            changes,
            (change for id_ in _told_in(changes) for change in findings.changes_of_document(conn, id_)),
        )
        told = [*changes, *beside]
        wanted = _a_year_before(told)
        first_look = {change.point for change in changes if change.quiet is Quiet.BASELINE and change.point}
        series = _series({point for point, _ in wanted} | first_look)
        claims = [claim for each in series for claim in ledger.series(conn, *each)]
        present = _present(claims, first_look) if first_look else None
        sides = [*(each for change in told for each in _sides(change)), *(present or {}).values()]
        versions = {id_: documents.version(conn, id_) for id_ in _version_ids(told, sides)}
        known = documents.by_ids(conn, _document_ids(told, sides, versions.values()))
        figures = {
            FigureRef(id_, read.figure.ordinal): read.figure
            for id_, version in versions.items()
            for read in findings.figures(conn, id_, version.read_by)
        }
        shown = [*(each for change in changes for each in _sides(change)), *(present or {}).values()]
        around = _around(conn, shown, figures)
        carried = _witnesses(conn, changes)
    return AlertContext(
        names=names(settings, known),
        made_at=now,
        new_id=new_id,
        evidence=Evidence(
            documents=known,
            versions=versions,
            figures=figures,
            earlier=_earlier(claims, wanted),
            around=around,
            heard=_heard(claims, told),
            witnesses=carried,
        ),
        present=present,
        background=beside,
        public_url=settings.public_url,
    )


def _around(
    conn: Connection, sides: Sequence[Side], figures: Mapping[FigureRef, Figure]
) -> dict[FigureRef, Surroundings]:
    """What stands around the quotes, of as many as a message shows; each text is looked at once."""
    refs = sorted({each.figure for each in sides if each.figure in figures})
    found: dict[FigureRef, Surroundings] = {}
    for version, some in groupby(refs[:MAX_AROUND], key=lambda ref: ref.version):
        text = documents.text(conn, version)
        found |= {ref: surroundings(text, figures[ref]) for ref in some}
    return found


def names(settings: Settings, known: Mapping[int, Document] | None = None) -> Names:
    """What things are called under this configuration."""
    return Names(
        catalogue=settings.catalogue, sources=settings.sources, duties=settings.duties, documents=known or {}
    )


def _witnesses(conn: Connection, changes: Sequence[Change]) -> dict[tuple[Point, str, int], Witnesses]:
    """Who else carries the values that are told, if they still stand."""
    told = {change.point for change in changes if change.point is not None and change.after is not None}
    claims = ledger.load(conn, points=told).claims
    seen = witnesses.look(conn, claims.values())
    return {(*side, claims[side].now.value): found for side, found in seen.items()}


def _told_in(changes: Sequence[Change]) -> list[int]:
    """The documents whose earlier periods stand under the message."""
    return sorted({c.document_id for c in changes if c.document_id is not None and c.quiet is Quiet.NO})


def _background(changes: Sequence[Change], others: Iterable[Change]) -> tuple[Change, ...]:
    """Earlier periods in the same versions that are not owed themselves."""
    versions = {change.version_id for change in changes if change.quiet is Quiet.NO}
    owed = {change.key for change in changes}
    found = [
        other
        for other in others
        if other.quiet is Quiet.BACKGROUND and other.version_id in versions and other.key not in owed
    ]
    return tuple(found[:MAX_BACKGROUND])


def _sides(change: Change) -> Iterator[Side]:
    yield from (each for each in (change.before, change.after) if each is not None)


def _version_ids(changes: Sequence[Change], sides: Sequence[Side]) -> list[int]:
    ids = {each.version_id for each in sides}
    return sorted(ids | {change.version_id for change in changes if change.version_id is not None})


def _document_ids(changes: Sequence[Change], sides: Sequence[Side], versions: Iterable[Version]) -> set[int]:
    ids = {each.document_id for each in sides if each.document_id}
    ids |= {change.document_id for change in changes if change.document_id is not None}
    return ids | {version.document_id for version in versions}


def _a_year_before(changes: Sequence[Change]) -> set[tuple[Point, str]]:
    """Where the same parties would stand a year before each figure that is told."""
    return {
        (before, change.after.party)
        for change in changes
        if change.point is not None and change.after is not None
        if (before := year_before(change.point)) is not None
    }


def _series(points: set[Point]) -> list[tuple[str, Metric, str]]:
    return sorted({(point.place, point.metric, point.agency) for point in points})


def _present(claims: Iterable[Claim], points: set[Point]) -> dict[tuple[Point, str], Side]:
    return {
        (claim.point, claim.party): side(claim.party, claim.now, claim)
        for claim in claims
        if claim.state is ClaimState.STANDING and claim.point in points
    }


def _earlier(claims: Iterable[Claim], wanted: set[tuple[Point, str]]) -> dict[tuple[Point, str], Earlier]:
    return {
        (claim.point, claim.party): Earlier(claim.now.value, claim.now.qualifier, claim.now.hand)
        for claim in claims
        if claim.state is ClaimState.STANDING and (claim.point, claim.party) in wanted
    }


def _heard(claims: Iterable[Claim], changes: Sequence[Change]) -> dict[Point, frozenset[str]]:
    """Who says something at the points that are told, whether or not it still stands."""
    told = {change.point for change in changes if change.point is not None}
    parties: dict[Point, set[str]] = {}
    for claim in claims:
        if claim.point in told:
            parties.setdefault(claim.point, set()).add(claim.party)
    return {point: frozenset(heard) for point, heard in parties.items()}
