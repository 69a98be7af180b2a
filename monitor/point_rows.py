"""What each party said of each period, and where two are apart, as rows with their proof. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from monitor import citation, series
from monitor.counted import METRIC_TEXT
from monitor.names import Names
from monitor.phrases import qualified
from monitor.witnesses import Witnesses
from storage.records import Claim, Dispute, FigureRef, Json, Point, Statement, StoredFigure, Version

Row = Mapping[str, Json]
Side = tuple[Point, str]
NOT_APART: Final[Row] = {"disputed": "", "disputed_with": []}

_POINT: Final = (
    "place",
    "place_name",
    "agency",
    "agency_name",
    "metric",
    "metric_text",
    "period",
    "period_kind",
    "period_first",
    "period_last",
)
#: of the figure that carries a statement; its own point is told by the columns before
_PROOF: Final = (
    "period_text",
    "period_how",
    "certainty",
    "quote",
    "page",
    "figure",
    "document",
    "version",
    "title",
    "url",
    "published_on",
    "saved_at",
    "sha256",
    "citation",
)
POINTS: Final = (
    *_POINT,
    "party",
    "party_name",
    "value",
    "qualifier",
    "hand",
    "state",
    "as_of",
    "stated_on",
    "since",
    "until",
    "disputed",
    "disputed_with",
    *_PROOF,
    "independent_sources",
    "documents",
)
_SIDE: Final = ("party", "party_name", "value", "qualifier", "hand", "citation")
DISPUTES: Final = (
    *_POINT,
    "state",
    "opened_at",
    "settled_at",
    *(f"{name}_a" for name in _SIDE),
    *(f"{name}_b" for name in _SIDE),
)


class Proof(NamedTuple):
    stored: StoredFigure
    version: Version


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """All that is known of one series."""

    claims: Sequence[Claim]
    disputes: Sequence[Dispute]
    proofs: Mapping[FigureRef, Proof]  #: of the statements
    witnesses: Mapping[Side, Witnesses]


def points(known: Known, names: Names, since: datetime | None) -> Iterator[Row]:
    """A row for each value of each claim, the present one last. `since`: those that came up since then."""
    sides = apart(known.disputes, known.claims)
    for claim in known.claims:
        side = (claim.point, claim.party)
        for statement in claim.statements:
            if since is not None and statement.made_at < since:
                continue
            present = statement is claim.now
            yield {
                **_point(claim.point, names),
                **_said(claim.party, statement, names),
                "state": _state(claim, statement),
                "as_of": _day(statement.as_of),
                "stated_on": _day(statement.stated_on),
                "since": statement.made_at.isoformat(),
                "until": statement.ended_at.isoformat() if statement.ended_at else None,
                **(sides.get(side, NOT_APART) if present else NOT_APART),
                **_proof(known.proofs.get(statement.figure), names),
                **_counted(known.witnesses.get(side) if present else None),
            }


def _counted(witnesses: Witnesses | None) -> dict[str, Json]:
    return {
        "independent_sources": witnesses.sources if witnesses else None,
        "documents": witnesses.documents if witnesses else None,
    }


def disputes(known: Known, names: Names, since: datetime | None) -> Iterator[Row]:
    """A row for each pair of parties that are or were apart. `since`: opened or settled since then."""
    claims = {(claim.point, claim.party): claim for claim in known.claims}
    for dispute in known.disputes:
        if since is not None and (dispute.settled_at or dispute.opened_at) < since:
            continue
        sides: dict[str, Json] = {}
        for letter, party in (("a", dispute.party_a), ("b", dispute.party_b)):
            claim = claims.get((dispute.point, party))
            told = _side(party, claim, known.proofs, names)
            sides |= {f"{name}_{letter}": told[name] for name in _SIDE}
        yield {
            **_point(dispute.point, names),
            "state": dispute.state.value,
            "opened_at": dispute.opened_at.isoformat(),
            "settled_at": dispute.settled_at.isoformat() if dispute.settled_at else None,
            **sides,
        }


def apart(found: Sequence[Dispute], claims: Sequence[Claim] = ()) -> dict[Side, dict[str, Json]]:
    """`disputed` and `disputed_with` of each party that is or was apart; the open ones, if any."""
    values = {(claim.point, claim.party): claim.now for claim in claims}
    against: dict[Side, dict[str, list[Json]]] = {}
    for each in found:
        for party, other in ((each.party_a, each.party_b), (each.party_b, each.party_a)):
            by_state = against.setdefault((each.point, party), {})
            said = values.get((each.point, other))
            by_state.setdefault(each.state.value, []).append(_with_value(other, said))
    told: dict[Side, dict[str, Json]] = {}
    for side, by_state in against.items():
        state = min(by_state)  # open before settled
        told[side] = {"disputed": state, "disputed_with": by_state[state]}
    return told


def _with_value(party: str, said: Statement | None) -> str:
    return f"{party}: {qualified(said.value, said.qualifier)}" if said else party


def _state(claim: Claim, statement: Statement) -> str:
    """`standing`, `withdrawn`, `retracted`; `past`: it held once; `reported`: told of it, never held."""
    if statement is claim.now:
        return claim.state.value
    return "reported" if statement.ended_at == statement.made_at else "past"


def _point(point: Point, names: Names) -> dict[str, Json]:
    return {
        "place": point.place,
        "place_name": names.place(point.place),
        "agency": point.agency,
        "agency_name": names.party(point.agency) if point.agency else "",
        "metric": point.metric.value,
        "metric_text": METRIC_TEXT[point.metric],
        "period": series.label(point),
        "period_kind": point.kind.value,
        "period_first": point.first,
        "period_last": point.last or None,
    }


def _said(party: str, statement: Statement, names: Names) -> dict[str, Json]:
    return {
        "party": party,
        "party_name": names.party(party),
        "value": statement.value,
        "qualifier": statement.qualifier.value,
        "hand": statement.hand.value,
    }


def _side(
    party: str, claim: Claim | None, proofs: Mapping[FigureRef, Proof], names: Names
) -> dict[str, Json]:
    if claim is None:
        return {**dict.fromkeys(_SIDE), "party": party, "party_name": names.party(party)}
    proof = _proof(proofs.get(claim.now.figure), names)
    return {**_said(party, claim.now, names), "citation": proof["citation"]}


def _proof(proof: Proof | None, names: Names) -> dict[str, Json]:
    if proof is None:
        return dict.fromkeys(_PROOF)
    told = citation.cited(proof.stored, proof.version, names)
    return {**{name: told[name] for name in _PROOF if name != "figure"}, "figure": proof.stored.id}


def _day(when: object) -> str | None:
    return str(when) if when is not None else None
