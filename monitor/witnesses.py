"""How many independent sources carry a claim: copies of one text are one, so are a publisher's texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from config import wires
from monitor import claims
from monitor.phrases import plural
from monitor.points import point_of
from monitor.values import agree
from storage.records import Claim, Document, Figure, Point, Support

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Witnesses(NamedTuple):
    sources: int  #: publishers that say it independently of each other
    documents: int

    @property
    def words(self) -> str:
        """`3 independent sources (5 documents)`."""
        sources = plural(self.sources, "independent source") if self.sources > 1 else "1 source"
        return f"{sources} ({plural(self.documents, 'document')})"


def counted(claim: Claim, known: Mapping[int, Document]) -> Witnesses:
    """Who carries the claim's present value. A document that is not `known` counts for itself."""
    carrying = list(claims.carrying(claim))
    telling = {_whose(witness(support), known) for support in carrying}
    return Witnesses(len(telling), len({support.document for support in carrying}))


def witness(support: Support) -> int:
    """The document that speaks: this one, or the one that it repeats."""
    return support.document if support.copy_of is None else support.copy_of


def _whose(document: int, known: Mapping[int, Document]) -> str:
    """The publisher, or whom an original that was never seen here is credited to."""
    found = known.get(document)
    origin = found.origin if found is not None else None
    name = origin.name if origin is not None and origin.whole else ""
    name = name or (found.publisher if found is not None else "")
    return wires.folded(wires.service(name) or name) or f"document {document}"


def look(conn: Connection, found: Iterable[Claim]) -> dict[tuple[Point, str], Witnesses]:
    """The witnesses of each of these claims, by point and party."""
    from storage import documents

    listed = list(found)
    ids = {witness(support) for claim in listed for support in claims.carrying(claim)}
    known = documents.by_ids(conn, ids)
    return {(claim.point, claim.party): counted(claim, known) for claim in listed}


def of_figures(conn: Connection, figures: Iterable[Figure]) -> list[Witnesses | None]:
    """The witnesses of what each of these figures says; None where the claim there is of another value."""
    from storage import ledger

    listed = list(figures)
    points = {point for figure in listed if (point := point_of(figure)) is not None}
    known = ledger.load(conn, points=points).claims
    seen = look(conn, known.values())
    found: list[Witnesses | None] = []
    for figure in listed:
        point = point_of(figure)
        claim = known.get((point, figure.party)) if point is not None else None
        fits = claim is not None and figure.subset is None and agree(claim.now, figure)
        found.append(seen[claim.point, claim.party] if claim is not None and fits else None)
    return found
