"""What must hold for any figures, in any order."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from config.words import Certainty, ChangeKind, DisputeState, Hand, Metric, PeriodKind, Qualifier
from monitor.comparison import Mode
from monitor.points import is_unnamed
from monitor.values import Relation, relation, span
from storage.records import Figure, Period
from tests.monitor.ledgers import BPD, DHS, ICE, NO_PERIOD, NOBODY, World, letter, says, since, year

State = tuple[object, ...]


def end(world: World) -> State:
    """Where a world ended: every claim with its value, hand, date and past numbers; every open dispute."""
    claims = {
        (point, party): (
            claim.state,
            claim.now.value,
            claim.now.qualifier,
            claim.now.hand,
            claim.now.stated_on,
            claim.now.as_of,
            frozenset(
                old.value
                for old in claim.statements[:-1]
                if old.qualifier is Qualifier.EXACT and old.value != claim.now.value
            ),
        )
        for (point, party), claim in world.ledger.claims.items()
    }
    disputes = {key for key, it in world.ledger.disputes.items() if it.state is DisputeState.OPEN}
    return claims, disputes


def told_in(order: tuple[tuple[str, tuple[Figure, ...]], ...], mode: Mode) -> World:
    world = World()
    for name, figures in order:
        world.tell(name, *figures, mode=mode)
    return world


# --- six documents, every order -------------------------------------------------------------------

SIX = (
    ("herald", (says(BPD, 57, on="2026-01-13"),)),
    ("letter", (letter(57, on="2026-01-12"),)),
    ("ice", (says(ICE, 167, on="2026-02-01"),)),
    ("dhs", (says(DHS, 167, on="2026-02-10"),)),
    ("corrected letter", (letter(61, on="2026-03-20"),)),
    ("late mirror", (says(BPD, 57, on="2026-04-02"),)),
)


def test_six_documents_end_the_same_in_all_720_orders() -> None:
    for mode in (Mode.LIVE, Mode.BASELINE):
        ends = [end(told_in(order, mode)) for order in itertools.permutations(SIX)]
        assert len(ends) == 720
        assert all(one == ends[0] for one in ends)
        claims, disputes = ends[0]
        assert isinstance(claims, dict)
        assert isinstance(disputes, set)
        assert sorted((party, told[1]) for (_, party), told in claims.items()) == [
            (DHS, 167),
            (ICE, 167),
            (BPD, 61),
        ]
        assert len(disputes) == 2


# --- copies, every order ----------------------------------------------------------------------------

#: which text each of the six documents tells, and when it was published
TEXTS = {
    "herald": ("story", "2026-01-13"),
    "late mirror": ("story", "2026-04-02"),
    "globe": ("story", "2026-01-20"),
}


def told_with_copies(order: tuple[tuple[str, tuple[Figure, ...]], ...], mode: Mode) -> World:
    """Each is linked to the earliest of its text that is there, and takes over the later ones."""
    world = World()
    for name, figures in order:
        text, day = TEXTS.get(name, (name, ""))
        there = {other: TEXTS[other][1] for other in world.documents if TEXTS.get(other, ("",))[0] == text}
        before = [other for other in there if there[other] < day]
        first = min(before, key=lambda other: there[other], default=None)
        after = [other for other in there if first is None and there[other] > day]
        world.tell(name, *figures, mode=mode, copy_of=first, original_of=after)
    return world


def links(world: World) -> set[tuple[object, ...]]:
    """Of each support: at which point and for which value, by which document, copied from which."""
    names: dict[int | None, str] = {number: name for name, number in world.documents.items()}
    return {
        (claim.point, claim.party, names[support.document], names.get(support.copy_of))
        for claim in world.ledger.claims.values()
        for support in claim.supports
    }


def test_copies_end_the_same_in_all_orders_and_always_with_the_first_to_tell_it() -> None:
    documents = (*SIX[:2], SIX[4], SIX[5], ("globe", (says(BPD, 57, on="2026-01-20"),)))
    for mode in (Mode.LIVE, Mode.BASELINE):
        worlds = [told_with_copies(order, mode) for order in itertools.permutations(documents)]
        ends, linked = [end(world) for world in worlds], [links(world) for world in worlds]
        assert all(one == ends[0] for one in ends)
        copies = {(name, original) for _, _, name, original in linked[0] if original}
        assert copies == {("late mirror", "herald"), ("globe", "herald")}
        assert all(one == linked[0] for one in linked)


def test_one_text_that_is_read_twice_agrees_with_nobody() -> None:
    """A copy whose speaker is read otherwise than the original's makes no second witness of it."""
    for first, second in itertools.permutations(["herald", "globe"]):
        world = World()
        world.tell(first, says(BPD, 57))
        how = {"copy_of": first} if second == "globe" else {"original_of": [first]}
        assert world.tell(second, says(ICE, 57), **how) == []
    world = World()
    world.tell("herald", says(BPD, 57))
    assert [change.kind for change in world.tell("globe", says(ICE, 57))] == [ChangeKind.CORROBORATED]


# --- any baseline, any order ------------------------------------------------------------------------

VALUES = st.sampled_from([15, 50, 57, 60, 61, 198, 200])
DATES = st.integers(0, 400).map(lambda n: date(2025, 1, 1) + timedelta(days=n))


@st.composite
def reports(draw: st.DrawFn) -> list[Figure]:
    """Figures of named parties. A party's own papers give numbers, reports also bounds."""
    figures = []
    for day in draw(st.lists(DATES, min_size=1, max_size=6, unique=True)):
        hand = draw(st.sampled_from(Hand))
        exact = hand is Hand.FIRST
        figures.append(
            says(
                draw(st.sampled_from([BPD, ICE, DHS])),
                draw(VALUES),
                draw(st.sampled_from([2024, 2025])),
                hand=hand,
                qualifier=Qualifier.EXACT if exact else draw(st.sampled_from(Qualifier)),
                on=day.isoformat(),
            )
        )
    return figures


@st.composite
def reports_with_nobody_named(draw: st.DrawFn) -> list[Figure]:
    """Exact figures; some texts name nobody, and those agree among themselves."""
    unnamed = draw(VALUES)
    figures = []
    for day in draw(st.lists(DATES, min_size=1, max_size=6, unique=True)):
        party = draw(st.sampled_from([BPD, ICE, NOBODY]))
        value = unnamed if is_unnamed(party) else draw(VALUES)
        hand = Hand.SECOND if is_unnamed(party) else draw(st.sampled_from(Hand))
        figures.append(says(party, value, hand=hand, on=day.isoformat()))
    return figures


@st.composite
def totals(draw: st.DrawFn) -> list[Figure]:
    """Running totals of one start, each as of another day."""
    return [
        says(DHS, draw(VALUES), since("2025-01-20"), agency="", as_of=day.isoformat(), on=day.isoformat())
        for day in draw(st.lists(DATES, min_size=1, max_size=5, unique=True))
    ]


@settings(max_examples=150, deadline=None)
@given(st.one_of(reports(), reports_with_nobody_named(), totals()), st.randoms(use_true_random=False))
def test_a_baseline_ends_the_same_in_any_order(figures: list[Figure], random: object) -> None:
    documents = [(f"document {index}", (figure,)) for index, figure in enumerate(figures)]
    shuffled = list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = told_in(tuple(documents), Mode.BASELINE), told_in(tuple(shuffled), Mode.BASELINE)
    assert end(one) == end(other)


# --- anything at all ----------------------------------------------------------------------------------


DAY = date(2025, 6, 1)
PERIODS = [
    year(2024),
    year(2025),
    since("2025-01-20"),
    NO_PERIOD,
    Period(kind=PeriodKind.DAY, first=DAY, last=DAY),
    Period(kind=PeriodKind.FISCAL, first=date(2025, 1, 1), last=date(2025, 12, 31)),
    Period(kind=PeriodKind.CLOSED, first=DAY),
    Period(kind=PeriodKind.CLOSED),
]
SOMETIMES = st.sampled_from([None, "2025-01-01", "2025-12-01", "2026-02-01"])

ANYTHING = st.builds(
    says,
    st.sampled_from([BPD, ICE, NOBODY, "", "someone: else,\x00 who"]),
    st.sampled_from([-5, 0, 1, 57, 60, 6025, 10**12]),
    st.sampled_from(PERIODS),
    qualifier=st.sampled_from(Qualifier),
    hand=st.sampled_from(Hand),
    metric=st.sampled_from([Metric.REQUESTS, Metric.ACTIVE]),
    place=st.sampled_from(["us-ma-boston", "us-ma-boston", "", "Nowhere: it, is\n"]),
    agency=st.sampled_from(["", BPD, "the jail"]),
    on=SOMETIMES,
    as_of=SOMETIMES,
    sentence=st.sampled_from(["a", "b", "c"]),
    subset=st.sampled_from([None, None, "via fax"]),
    certainty=st.sampled_from(Certainty),
    worked_out=st.booleans(),
    says_revised=st.booleans(),
)
VISITS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.lists(ANYTHING, max_size=4), st.sampled_from(Mode)),
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(VISITS)
def test_it_never_raises_and_the_same_version_twice_changes_nothing(
    visits: list[tuple[str, list[Figure], Mode]],
) -> None:
    world = World()
    for name, figures, mode in visits:
        world.tell(name, *figures, mode=mode)
        world.check("a" if "a" in world.documents else name, hours=7)
        keys = [(claim.point, claim.party) for claim in world.ledger.claims.values()]
        assert keys == list(world.ledger.claims)
        for claim in world.ledger.claims.values():
            seqs = [statement.seq for statement in claim.statements]
            assert len(seqs) == len(set(seqs))
            assert {support.statement for support in claim.supports} <= set(seqs)
            behind = [(support.statement, support.figure) for support in claim.supports]
            assert len(behind) == len(set(behind))
        open_now = {key for key, it in world.ledger.disputes.items() if it.state is DisputeState.OPEN}
        assert all(key[1] < key[2] for key in open_now)
        after = end(world)
        assert world.tell(name, *figures, mode=mode, again=True) == []
        assert end(world) == after


@given(
    st.builds(says, st.just(BPD), st.integers(0, 10**9), qualifier=st.sampled_from(Qualifier)),
    st.builds(says, st.just(BPD), st.integers(0, 10**9), qualifier=st.sampled_from(Qualifier)),
)
def test_a_relation_is_the_same_from_both_sides(one: Figure, other: Figure) -> None:
    assert relation(one, other) is relation(other, one)
    assert relation(one, one) is Relation.AGREE
    low, high = span(one)
    assert low <= one.value
    assert high is None or one.value <= high
