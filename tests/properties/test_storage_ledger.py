"""Whatever a comparison may make of a ledger comes back from the store as it was saved."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from config.words import ClaimState, DisputeState, Fate, Hand, Metric, PeriodKind, Qualifier, SupportRole
from storage import documents, ledger, readings
from storage.database import Store
from storage.records import (
    Claim,
    Dispute,
    FigureRef,
    Ledger,
    Point,
    ReadFigure,
    Seen,
    Statement,
    Support,
)
from tests.storage import world
from tests.storage.world import NOW

DOCUMENTS = 3
FIGURES = 4  #: in each document's one version; versions and documents have the same ids here

POINTS = [
    Point("us-ma-boston", agency, metric, kind, "2025-01-01", last)
    for agency in ("", "us-ma-boston/police")
    for metric in (Metric.REQUESTS, Metric.DECLINED)
    for kind, last in ((PeriodKind.CLOSED, "2025-12-31"), (PeriodKind.RUNNING, ""))
]
PARTIES = ["ice", "dhs", "us-ma-boston/police", "unnamed@us-ma-boston"]

instants = st.integers(0, 10**6).map(lambda seconds: NOW + timedelta(seconds=seconds))
days = st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1))
refs = st.builds(FigureRef, st.integers(1, DOCUMENTS), st.integers(0, FIGURES - 1))


@st.composite
def claims(draw: st.DrawFn, point: Point, party: str) -> Claim:
    seqs = range(1, draw(st.integers(1, 3)) + 1)
    said = tuple(
        Statement(
            seq=seq,
            value=draw(st.integers(0, 2**40)),
            qualifier=draw(st.sampled_from(Qualifier)),
            hand=draw(st.sampled_from(Hand)),
            figure=draw(refs),
            made_at=draw(instants),
            as_of=draw(days),
            stated_on=draw(days),
            ended_at=draw(st.none() | instants),
        )
        for seq in seqs
    )
    keys = draw(st.lists(st.tuples(st.sampled_from(seqs), refs), unique=True, max_size=5))
    carried = tuple(
        Support(
            statement=seq,
            document=draw(st.integers(1, DOCUMENTS)),
            figure=ref,
            role=draw(st.sampled_from(SupportRole)),
            hand=draw(st.sampled_from(Hand)),
            copy_of=draw(st.none() | st.integers(1, DOCUMENTS)),
            sentence_hash=draw(st.sampled_from(["a", "b"])),
            missing_since=draw(st.none() | instants),
            ended_at=draw(st.none() | instants),
        )
        for seq, ref in keys
    )
    return Claim(
        point=point,
        party=party,
        state=draw(st.sampled_from(ClaimState)),
        statements=said,
        supports=carried,
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    keys = draw(
        st.lists(st.tuples(st.sampled_from(POINTS), st.sampled_from(PARTIES)), unique=True, max_size=5)
    )
    made = {key: draw(claims(*key)) for key in keys}
    pairs: list[tuple[Point, str, str]] = [
        (one[0], one[1], other[1])
        for one in keys
        for other in keys
        if one[0] == other[0] and one[1] < other[1]
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    disputes = {
        (point, a, b): Dispute(
            point=point,
            party_a=a,
            party_b=b,
            state=draw(st.sampled_from(DisputeState)),
            opened_at=draw(instants),
            settled_at=draw(st.none() | instants),
            change_key=draw(st.none() | st.just("conflicting:1")),
        )
        for point, a, b in chosen
    }
    return Ledger(claims=made, disputes=disputes)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store with the documents, versions and figures that the ledgers refer to."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(str(Path(folder) / "watch.db"), create=True, now=NOW) as opened,
    ):
        run = world.begin(opened, None)
        batch: list[Seen] = [world.seen(f"https://a/{n}", f"text {n}") for n in range(DOCUMENTS)]
        opened.transact(documents.record_seen, run.id, batch, NOW)
        for version in range(1, DOCUMENTS + 1):
            read = [ReadFigure(figure=world.figure(ordinal=n), fate=Fate.COMPARED) for n in range(FIGURES)]
            for reader in ("reader/0", "reader/1", "reader/2"):
                opened.transact(readings.write, version, reader, read)
        yield opened


class _Undo(Exception):
    """Ends an example: the next one finds the store as it was."""


def in_turn(store: Store, first: Ledger, second: Ledger, loaded: list[Ledger]) -> None:
    def work(tx: Connection) -> None:
        ledger.save(tx, Ledger(), first, "reader/1")
        loaded.append(ledger.everything(tx))
        after = continued(loaded[0], second)
        ledger.save(tx, loaded[0], after, "reader/2")
        loaded.append(ledger.everything(tx))
        loaded.append(after)
        ledger.save(tx, after, after, "reader/2")
        raise _Undo

    with pytest.raises(_Undo):
        store.transact(work)


def continued(stored: Ledger, wanted: Ledger) -> Ledger:
    """`wanted`, where claims that are there already keep their row: that of their key, or of another
    party at the same point that is no more, which then took a new name."""
    spare = {key: claim.id for key, claim in stored.claims.items() if key not in wanted.claims}
    kept: dict[tuple[Point, str], Claim] = {}
    for key, claim in wanted.claims.items():
        known = stored.claims.get(key)
        id_ = known.id if known else next((spare.pop(k) for k in list(spare) if k[0] == key[0]), None)
        kept[key] = replace(claim, id=id_)
    return replace(wanted, claims=kept)


def without_ids(found: Ledger) -> object:
    return {key: replace(claim, id=None) for key, claim in found.claims.items()}, dict(found.disputes)


@settings(max_examples=40, deadline=None)
@given(first=ledgers(), second=ledgers())
def test_what_is_saved_is_loaded_again(store: Store, first: Ledger, second: Ledger) -> None:
    loaded: list[Ledger] = []
    in_turn(store, first, second, loaded)
    assert without_ids(loaded[0]) == without_ids(first)
    assert without_ids(loaded[1]) == without_ids(second)
    for key, claim in loaded[2].claims.items():
        assert claim.id in (None, loaded[1].claims[key].id)


@settings(max_examples=20, deadline=None)
@given(first=ledgers(), chosen=st.sets(st.sampled_from(POINTS)))
def test_a_part_of_the_ledger_is_loaded_whole(store: Store, first: Ledger, chosen: set[Point]) -> None:
    found: list[Ledger] = []

    def work(tx: Connection) -> None:
        ledger.save(tx, Ledger(), first, "reader/1")
        found.append(ledger.load(tx, points=chosen))
        raise _Undo

    with pytest.raises(_Undo):
        store.transact(work)
    wanted = replace(
        first,
        claims={key: claim for key, claim in first.claims.items() if key[0] in chosen},
        disputes={key: dispute for key, dispute in first.disputes.items() if key[0] in chosen},
    )
    assert without_ids(found[0]) == without_ids(wanted)
