"""The ledger while one version is compared with it: claims by point, disputes by pair. Changed in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from config.words import ClaimState, DisputeState
from monitor.points import is_unnamed
from storage.records import Claim, Dispute, Ledger, Point


class Book:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._claims = dict(ledger.claims)
        self._disputes = dict(ledger.disputes)
        self._sentences = dict(ledger.sentences)
        self._parties: dict[Point, set[str]] = defaultdict(set)
        for point, party in self._claims:
            self._parties[point].add(party)

    def ledger(self) -> Ledger:
        return replace(self._ledger, claims=self._claims, disputes=self._disputes, sentences=self._sentences)

    # --- claims ---------------------------------------------------------------------------------

    def claim(self, point: Point, party: str) -> Claim | None:
        return self._claims.get((point, party))

    def claims(self) -> Iterator[Claim]:
        return iter(list(self._claims.values()))

    def at(self, point: Point) -> list[Claim]:
        """Every claim at the point, by party."""
        return [self._claims[point, party] for party in sorted(self._parties[point])]

    def others(self, claim: Claim) -> list[Claim]:
        """The standing claims of other parties that have a name, at the same point."""
        return [
            other
            for other in self.at(claim.point)
            if other.party != claim.party
            and other.state is ClaimState.STANDING
            and not is_unnamed(other.party)
        ]

    def unnamed(self, point: Point) -> Claim | None:
        return next((claim for claim in self.at(point) if is_unnamed(claim.party)), None)

    def put(self, claim: Claim) -> None:
        self._claims[claim.point, claim.party] = claim
        self._parties[claim.point].add(claim.party)

    def remove(self, claim: Claim) -> None:
        del self._claims[claim.point, claim.party]
        self._parties[claim.point].discard(claim.party)

    # --- disputes -------------------------------------------------------------------------------

    def disputed(self, one: Claim, other: Claim) -> bool:
        dispute = self._disputes.get(_pair(one, other))
        return dispute is not None and dispute.state is DisputeState.OPEN

    def open(self, one: Claim, other: Claim, at: datetime, change_key: str | None) -> None:
        point, a, b = _pair(one, other)
        self._disputes[point, a, b] = Dispute(
            point=point,
            party_a=a,
            party_b=b,
            state=DisputeState.OPEN,
            opened_at=at,
            change_key=change_key,
        )

    def settle(self, one: Claim, other: Claim, at: datetime) -> None:
        pair = _pair(one, other)
        self._disputes[pair] = replace(self._disputes[pair], state=DisputeState.SETTLED, settled_at=at)

    def settle_all(self, claim: Claim, at: datetime) -> None:
        """Settle what a claim that no longer stands was in: nobody need be told a second time."""
        for (point, a, b), dispute in list(self._disputes.items()):
            mine = point == claim.point and claim.party in (a, b)
            if mine and dispute.state is DisputeState.OPEN:
                self._disputes[point, a, b] = replace(dispute, state=DisputeState.SETTLED, settled_at=at)

    def announced_by(self, keys: frozenset[str], change_key: str) -> None:
        """Say that what `keys` would have announced was told as `change_key`."""
        for pair, dispute in list(self._disputes.items()):
            if dispute.change_key in keys:
                self._disputes[pair] = replace(dispute, change_key=change_key)

    # --- sentences ------------------------------------------------------------------------------

    def remember(self, sentence_hash: str, value: int, party: str, point: Point) -> None:
        key = (sentence_hash, value, party)
        self._sentences[key] = self._sentences.get(key, frozenset()) | {point}


def _pair(one: Claim, other: Claim) -> tuple[Point, str, str]:
    a, b = sorted((one.party, other.party))
    return one.point, a, b
