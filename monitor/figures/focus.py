"""What a text speaks of at one point of it: the places that "the county" or "the department" stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.figures import levels, places
from monitor.figures.hints import Hint, Level
from monitor.figures.places import Spot


@dataclass
class Focus:
    """The places that words such as "the county" stand for at one point of the text."""

    home: Spot | None
    code: str | None
    last: dict[str, Spot] = field(default_factory=dict)  #: by kind, as far as it was named in this paragraph
    ever: dict[str, Spot] = field(default_factory=dict)  #: by kind, in any paragraph before
    agency: Spot | None = None
    topic: Spot | None = None  #: what the paragraph's last sentence was about

    def of(self, level: Level) -> Spot | None:
        """The place that a word of that level means."""
        if level is Level.NATION:
            return places.NATION
        if level is Level.STATE:
            return places.state_spot(self.code) if self.code else self.last.get("state")
        if level is Level.AGENCY:
            return (self.agency if self.last else None) or self.home or self.agency
        if level is Level.CITY:
            own = self.home if self.home and self.home.kind == "city" else None
            return self.last.get("city") or own or self.ever.get("city") or self.home
        return self.last.get("county") or self._county() or self.ever.get("county") or self.home

    def _county(self) -> Spot | None:
        """The county of the place that the text is about; one that has no other jail is its own."""
        if self.home is None or self.home.kind in ("state", "country"):
            return None
        return (levels.county_of(self.home) or self.home) if self.home.kind == "city" else self.home

    def take(self, found: Sequence[Hint]) -> None:
        """Learn from the places of one sentence."""
        named = [hint for hint in found if hint.spot and not hint.aside]
        for hint in named:
            if hint.spot:
                if hint.spot.kind == "city" and levels.county_of(hint.spot) is None:
                    self.last["county"] = hint.spot  # its jail is its own
                self.last[hint.spot.kind] = self.ever[hint.spot.kind] = hint.spot
                if hint.agency or hint.spot.kind == "county":
                    self.agency = hint.spot

    def turn(self) -> None:
        """A new paragraph begins."""
        self.last.clear()
