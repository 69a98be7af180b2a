"""A series as a table: a column a party, gaps as gaps, zero as zero, disputes marked. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from config.words import ClaimState, DisputeState, Hand, Metric, PeriodKind, Qualifier
from monitor.values import contradict
from storage.records import Claim, Dispute, Point, Statement

if TYPE_CHECKING:
    from monitor.witnesses import Witnesses

GAP = "-"  #: nobody said anything that we have seen; a zero is `0`
DISPUTED = "≠"

_SIGNS = {Qualifier.EXACT: "", Qualifier.APPROX: "~", Qualifier.AT_LEAST: "≥", Qualifier.AT_MOST: "≤"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What one party says at one point."""

    claim: Claim
    disputed: bool
    witnesses: Witnesses | None = None  #: None: not looked for

    @property
    def text(self) -> str:
        """`57`, `~200`, `≥ 40`; other values in brackets; a mark where another party contradicts."""
        text = _number(self.claim.now)
        was = ", ".join(map(_number, self.past))
        reported = ", ".join(map(_number, self.reported))
        others = [
            f"was {was}" if was else "",
            f"also reported as {reported}" if reported else "",
            "its own documents differ" if self.own_documents_differ else "",
        ]
        if told := "; ".join(filter(None, others)):
            text += f" ({told})"
        if self.claim.state is not ClaimState.STANDING:
            text += f" [{self.claim.state.value}]"
        return f"{text} {DISPUTED}" if self.disputed else text

    @property
    def past(self) -> tuple[Statement, ...]:
        """Other values that were the party's own for a time."""
        return self._others(reported=False)

    @property
    def reported(self) -> tuple[Statement, ...]:
        """Other values that were only said of the party: its claim never moved there."""
        return self._others(reported=True)

    @property
    def own_documents_differ(self) -> bool:
        """Whether another document of the party itself says something else that it never moved to or from.

        An older letter that a later one revised is no such thing: its number stands as what it was.
        """
        now = self.claim.now
        if self.claim.point.kind is PeriodKind.RUNNING or now.hand is not Hand.FIRST:
            return False
        by_statement: dict[int, set[int]] = {}
        for support in self.claim.supports:
            if support.hand is Hand.FIRST and support.ended_at is None:
                by_statement.setdefault(support.statement, set()).add(support.document)
        mine = by_statement.get(now.seq, set())
        return bool(mine) and any(
            by_statement.get(old.seq, set()) - mine and contradict(old, now) for old in self.reported
        )

    def _others(self, *, reported: bool) -> tuple[Statement, ...]:
        now = (self.claim.now.value, self.claim.now.qualifier)
        found = {
            (old.value, old.qualifier): old
            for old in self.claim.statements[:-1]
            if (old.value, old.qualifier) != now and (old.ended_at == old.made_at) is reported
        }
        return tuple(found.values())

    @property
    def facts(self) -> dict[str, object]:
        """The same for programs."""
        said = self.claim.now
        return {
            "value": said.value,
            "qualifier": said.qualifier.value,
            "hand": said.hand.value,
            "state": self.claim.state.value,
            "as_of": said.as_of,
            "stated_on": said.stated_on,
            "before": [{"value": old.value, "qualifier": old.qualifier.value} for old in self.past],
            "reported": [{"value": old.value, "qualifier": old.qualifier.value} for old in self.reported],
            "disputed": self.disputed,
            "sources": self.witnesses.sources if self.witnesses else None,
            "documents": self.witnesses.documents if self.witnesses else None,
            "own_documents_differ": self.own_documents_differ,
        }


def _number(said: Statement) -> str:
    return f"{_SIGNS[said.qualifier]}{said.value:,}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One point; `cells` in the order of the series' parties, None for a gap."""

    point: Point
    period: str
    cells: tuple[Cell | None, ...]

    @property
    def disputed(self) -> bool:
        return any(cell is not None and cell.disputed for cell in self.cells)


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """All points of one place, agency and metric, oldest first, years without any point among them."""

    place: str
    agency: str
    metric: Metric
    parties: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(
    claims: Iterable[Claim],
    disputes: Collection[Dispute],
    witnesses: Mapping[tuple[Point, str], Witnesses] | None = None,
) -> list[Series]:
    """The claims as one table a series, ordered by place, agency and metric."""
    by_series: dict[tuple[str, str, Metric], list[Claim]] = {}
    for claim in claims:
        point = claim.point
        by_series.setdefault((point.place, point.agency, point.metric), []).append(claim)
    open_ = {
        (dispute.point, party)
        for dispute in disputes
        if dispute.state is DisputeState.OPEN
        for party in (dispute.party_a, dispute.party_b)
    }
    order = list(Metric)
    return [
        _series(key, by_series[key], open_, witnesses or {})
        for key in sorted(by_series, key=lambda key: (key[0], key[1], order.index(key[2])))
    ]


#: of `flat`
COLUMNS = (
    "place",
    "agency",
    "metric",
    "period",
    "period_kind",
    "period_first",
    "period_last",
    "party",
    "value",
    "qualifier",
    "hand",
    "state",
    "disputed",
    "as_of",
    "stated_on",
    "sources",
    "documents",
    "own_documents_differ",
)


def flat(series: Series) -> Iterator[tuple[object, ...]]:
    """A row for each party at each point; a point of which nobody spoke is a row without party and value."""
    for row in series.rows:
        point = row.point
        series_of = (series.place, series.agency, series.metric.value)
        head = (*series_of, row.period, point.kind.value, point.first, point.last)
        said = [
            (party, cell) for party, cell in zip(series.parties, row.cells, strict=True) if cell is not None
        ]
        for party, cell in said:
            facts = cell.facts
            yield (*head, party, *(facts[name] for name in COLUMNS[8:]))
        if not said:
            yield (*head, *(None for _ in COLUMNS[7:]))


def _series(
    key: tuple[str, str, Metric],
    claims: Sequence[Claim],
    open_: set[tuple[Point, str]],
    witnesses: Mapping[tuple[Point, str], Witnesses],
) -> Series:
    place, agency, metric = key
    parties = tuple(sorted({claim.party for claim in claims}, key=lambda party: (party != agency, party)))
    cells = {
        side: Cell(claim=claim, disputed=side in open_, witnesses=witnesses.get(side))
        for claim in claims
        for side in [(claim.point, claim.party)]
    }
    points = {claim.point for claim in claims}
    points |= _missing_years(points)
    rows = tuple(
        Row(point=point, period=label(point), cells=tuple(cells.get((point, party)) for party in parties))
        for point in sorted(points, key=lambda point: (point.first, point.last or "9999", point.kind))
    )
    return Series(place=place, agency=agency, metric=metric, parties=parties, rows=rows)


def _missing_years(points: Collection[Point]) -> set[Point]:
    """Whole calendar years between the first and the last that nobody has said anything of."""
    years = {int(point.first[:4]): point for point in points if _is_year(point)}
    if len(years) < 2:
        return set()
    sample = next(iter(years.values()))
    return {
        sample._replace(first=f"{year:04d}-01-01", last=f"{year:04d}-12-31")
        for year in range(min(years) + 1, max(years))
        if year not in years
    }


def _is_year(point: Point) -> bool:
    return (
        point.kind is PeriodKind.CLOSED
        and point.first.endswith("-01-01")
        and point.last == f"{point.first[:4]}-12-31"
    )


def label(point: Point) -> str:
    """The shortest name of a period: 2024, FY2019, 2025-Q1, 2025-03, A/B, `since A`, a day."""
    if point.kind is PeriodKind.DAY:
        return point.first
    if point.kind is PeriodKind.RUNNING:
        return f"since {point.first}"
    if point.kind is PeriodKind.FISCAL:
        return f"FY{point.first[:4]}"
    if _is_year(point):
        return point.first[:4]
    return _part_of_a_year(point) or f"{point.first}/{point.last}"


def _part_of_a_year(point: Point) -> str | None:
    try:
        first, last = date.fromisoformat(point.first), date.fromisoformat(point.last)
    except ValueError:
        return None
    whole = first.day == 1 and (last.month != date.fromordinal(last.toordinal() + 1).month)
    if not whole or first.year != last.year:
        return None
    if first.month == last.month:
        return f"{first.year}-{first.month:02d}"
    if first.month % 3 == 1 and last.month == first.month + 2:
        return f"{first.year}-Q{first.month // 3 + 1}"
    return None
