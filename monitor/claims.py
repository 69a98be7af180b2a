"""What may happen to one claim: a new value, a past one, a support more or less. Pure.

`claim.now` is the last statement; the others are past. A past statement that ended when it was made
was only reported: the claim never moved there, and whoever repeats it is stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from config.words import ClaimState, Hand, SupportRole
from monitor.comparison import VersionContext
from monitor.points import is_unnamed
from monitor.values import Relation, Told, agree, contradict, relation, sharpness
from storage.records import Claim, Figure, FigureRef, Point, Side, Statement, Support

#: supports of these roles carry a value; the others only stand beside it
CARRYING = (SupportRole.FIRST, SupportRole.REPEAT)


def reference(figure: Figure, version: VersionContext) -> FigureRef:
    return FigureRef(version.id, figure.ordinal)


def counted_until(figure: Figure) -> date | None:
    """How far a running total counts: its own word, else the day that it was said."""
    return figure.as_of or figure.stated_on


def opened(figure: Figure, point: Point, version: VersionContext) -> Claim:
    return Claim(
        point=point,
        party=figure.party,
        state=ClaimState.STANDING,
        statements=(_statement(figure, version, seq=1),),
    )


def moved(claim: Claim, figure: Figure, version: VersionContext) -> Claim:
    """The claim with the figure's value as its own; what it held until now joins its past."""
    ended = replace(claim.now, ended_at=version.at)
    told = _statement(figure, version, seq=_next_seq(claim))
    return replace(claim, state=ClaimState.STANDING, statements=(*claim.statements[:-1], ended, told))


def with_reported(claim: Claim, figure: Figure, version: VersionContext) -> Claim:
    """The claim with the figure's value among its past, and its present as it was: still the last one."""
    if told_before(claim, figure) is not None:
        return claim
    now, later = claim.now, _next_seq(claim)
    reported = replace(_statement(figure, version, seq=now.seq), ended_at=version.at)
    supports = (replace(s, statement=later) if s.statement == now.seq else s for s in claim.supports)
    return replace(
        claim,
        statements=(*claim.statements[:-1], reported, replace(now, seq=later)),
        supports=tuple(supports),
    )


def sharpened(claim: Claim, figure: Figure, version: VersionContext) -> Claim:
    """57 in place of "about 60": the same statement, told more exactly; still as first-hand as it was."""
    reported = claim.now.hand is Hand.SECOND and not is_unnamed(figure.party)
    now = replace(
        claim.now,
        value=figure.value,
        qualifier=figure.qualifier,
        figure=reference(figure, version),
        stated_on=figure.stated_on if reported else claim.now.stated_on,
    )
    return replace(claim, statements=(*claim.statements[:-1], now))


def vouched(claim: Claim, figure: Figure) -> Claim:
    """The claim with its value as it is, and the figure's hand and date behind it."""
    now = replace(claim.now, hand=figure.hand, stated_on=figure.stated_on)
    return replace(claim, statements=(*claim.statements[:-1], now))


def told_before(claim: Claim, figure: Told) -> Statement | None:
    """The past statement that the figure repeats, where the claim's present excludes it."""
    same = (
        old
        for old in reversed(claim.statements[:-1])
        if (old.value, old.qualifier) == (figure.value, figure.qualifier)
    )
    return next((old for old in same if contradict(old, claim.now)), None)


def is_first_hand(claim: Claim) -> bool:
    return claim.now.hand is Hand.FIRST


def supported(
    claim: Claim, figure: Figure, version: VersionContext, role: SupportRole | None = None
) -> Claim:
    """The claim with the figure behind the statement that it fits; each document stands once behind each."""
    statement, fitting = _fitting(claim, figure, version)
    mine = [s for s in claim.supports if s.document == version.document and s.statement == statement]
    if any(s.ended_at is None for s in mine):
        kept = (replace(s, missing_since=None) if s in mine else s for s in claim.supports)
        return replace(claim, supports=tuple(kept))
    support = Support(
        statement=statement,
        document=version.document,
        figure=reference(figure, version),
        role=role or fitting,
        hand=figure.hand,
        copy_of=version.origin(figure),
        sentence_hash=figure.sentence_hash,
    )
    others = (s for s in claim.supports if (s.statement, s.figure) != (statement, support.figure))
    return replace(claim, supports=(*others, support))


def _fitting(claim: Claim, figure: Figure, version: VersionContext) -> tuple[int, SupportRole]:
    # the latest: a reading that was taken back and is confirmed makes a statement for the second time
    made = next((s for s in reversed(claim.statements) if s.figure == reference(figure, version)), None)
    if made is not None:
        return made.seq, SupportRole.FIRST
    if old := told_before(claim, figure):
        return old.seq, SupportRole.STALE
    weak = relation(claim.now, figure) is not Relation.AGREE
    return claim.now.seq, SupportRole.WEAK if weak else SupportRole.REPEAT


def carrying(claim: Claim) -> Iterator[Support]:
    """The supports that carry the claim's present value: live ones whose statement agrees with it."""
    fitting = {s.seq for s in claim.statements if agree(s, claim.now)}
    for support in claim.supports:
        if support.ended_at is None and support.role in CARRYING and support.statement in fitting:
            yield support


def speaks(claim: Claim, document: int) -> bool:
    return any(s.document == document and s.ended_at is None for s in claim.supports)


def without(claim: Claim, document: int, at: datetime) -> Claim:
    """The claim after `document` took back what it said of the present value."""
    gone = [s for s in carrying(claim) if s.document == document]
    return replace(claim, supports=_with_each(claim.supports, gone, ended_at=at))


def missed(claim: Claim, document: int, at: datetime) -> Claim:
    """The claim with the document's supports marked: a good check did not find them."""
    unseen = [s for s in _live(claim, document) if s.missing_since is None]
    return replace(claim, supports=_with_each(claim.supports, unseen, missing_since=at))


def found(claim: Claim, document: int) -> Claim:
    seen = [s for s in _live(claim, document) if s.missing_since is not None]
    return replace(claim, supports=_with_each(claim.supports, seen, missing_since=None)) if seen else claim


def ended(claim: Claim, supports: Iterable[Support], at: datetime) -> Claim:
    return replace(claim, supports=_with_each(claim.supports, list(supports), ended_at=at))


def joined(claim: Claim, other: Claim) -> Claim:
    """`claim` with the supports of an unnamed one, behind the statement that says the same."""
    old = told_before(claim, other.now)
    seq, role = (old.seq, SupportRole.STALE) if old else (claim.now.seq, SupportRole.REPEAT)
    taken = {s.figure for s in claim.supports if s.statement == seq}
    extra = (replace(s, statement=seq, role=role) for s in carrying(other) if s.figure not in taken)
    return replace(claim, supports=(*claim.supports, *extra))


def side(party: str, statement: Statement, claim: Claim | None = None) -> Side:
    """A statement as one side of a change. The quote is in its version: whoever has the store adds it."""
    documents = (s.document for s in claim.supports if s.figure == statement.figure) if claim else iter(())
    return Side(
        party=party,
        value=statement.value,
        qualifier=statement.qualifier,
        hand=statement.hand,
        quote="",
        document_id=next(documents, 0),
        version_id=statement.figure.version,
        figure=statement.figure,
        stated_on=statement.stated_on,
        as_of=statement.as_of,
    )


def told(figure: Figure, version: VersionContext) -> Side:
    """A figure as one side of a change."""
    return Side(
        party=figure.party,
        value=figure.value,
        qualifier=figure.qualifier,
        hand=figure.hand,
        quote=figure.quote,
        document_id=version.document,
        version_id=version.id,
        figure=reference(figure, version),
        stated_on=figure.stated_on,
        as_of=figure.as_of,
        certainty=figure.certainty,
    )


def said_before(claim: Claim, was: Figure, version: VersionContext) -> Side:
    """`was`, a figure of the document's previous version, as one side of a change."""
    values = {statement.seq: statement.value for statement in claim.statements}
    mine = (
        support.figure
        for support in claim.supports
        if support.document == version.document and values.get(support.statement) == was.value
    )
    read = max(mine, key=lambda figure: figure.version, default=FigureRef(0, 0))
    return replace(told(was, version), version_id=read.version, figure=read)


def outranks(figure: Figure, claim: Claim) -> bool:
    """Whether the figure and not its present is the claim's value: by what they are, not by order.

    The rule of a baseline, where documents come in any order: the party's own word before others', the
    latest of its own, else the number before the "about" and the earliest report, as if all had come by
    date. Who names nobody never decides what a party with a name says.
    """
    nobody = is_unnamed(figure.party) and not is_unnamed(claim.party)
    return not nobody and _rank(figure) > _rank(claim.now)


def _rank(told: Figure | Statement) -> tuple[int, ...]:
    day = told.stated_on.toordinal() if told.stated_on else 0
    if told.hand is Hand.FIRST:
        return 1, day, sharpness(told), -told.value
    return 0, sharpness(told), -(day or date.max.toordinal()), -told.value


def _statement(figure: Figure, version: VersionContext, seq: int) -> Statement:
    return Statement(
        seq=seq,
        value=figure.value,
        qualifier=figure.qualifier,
        hand=figure.hand,
        figure=reference(figure, version),
        made_at=version.at,
        as_of=figure.as_of,
        stated_on=figure.stated_on,
    )


def _next_seq(claim: Claim) -> int:
    return max(s.seq for s in claim.statements) + 1


def _live(claim: Claim, document: int) -> Iterator[Support]:
    return (s for s in claim.supports if s.document == document and s.ended_at is None)


def _with_each(
    supports: Iterable[Support],
    chosen: list[Support],
    *,
    ended_at: datetime | None = None,
    missing_since: datetime | None = None,
) -> tuple[Support, ...]:
    """The supports, with the chosen ones ended, or missing (or found again) from a moment on."""
    if ended_at is not None:
        return tuple(replace(s, ended_at=ended_at) if s in chosen else s for s in supports)
    return tuple(replace(s, missing_since=missing_since) if s in chosen else s for s in supports)
