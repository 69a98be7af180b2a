"""The desk that a spider reports to: what it may ask of a run, and what it tells it.

Spiders know neither store nor gates. `crawler.pipeline` has the desk of a real run; `crawler.tryout`
one that only prints.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from config.catalogue import SourceEntry
from crawler.spiders.items import Fetched, Subject
from crawler.verdict import Judged
from storage.records import KnownDocument


class Desk(Protocol):
    """Known documents out, outcomes in. What is told here is stored or counted by whoever runs the spider."""

    @property
    def source(self) -> SourceEntry: ...

    @property
    def zone(self) -> tzinfo:
        """Of the source's place: dates without a zone are read in it."""

    @property
    def words(self) -> tuple[str, ...]: ...

    @property
    def room(self) -> int:
        """How many documents may be fetched for the first time."""

    def now(self) -> datetime: ...

    async def known(self, keys: Collection[str]) -> Mapping[str, KnownDocument]: ...

    async def due(self) -> Sequence[KnownDocument]:
        """Documents of this source whose time has come (or all, where the run was asked to look at all)."""

    async def fact(self, name: str) -> str | None:
        """What an earlier run of this source remembered."""

    def remember(self, name: str, value: str) -> None:
        """Kept for the next run, once this one ends with its listing read whole."""

    def wants(self, known: KnownDocument) -> bool:
        """Whether a document that a listing names is to be looked at again now."""

    def is_full(self, known: KnownDocument) -> bool:
        """Whether this look goes without validators and past the gates."""

    def may_skip(self) -> bool:
        """Whether unchanged listings may be skipped by their validators."""

    def asking(self, subject: Subject) -> None:
        """A request for it is under way: what is not answered when the run ends stays due."""

    async def sighted(self, subjects: Iterable[Subject], *, later: bool = False) -> None:
        """Listed, and not fetched in this run. `later`: new ones beyond the run's limit, due at once."""

    async def checked(self, subject: Subject, judged: Judged, *, status: int | None, ms: int) -> None:
        """An attempt that brings no new text: unchanged, or anything but ok."""

    async def fetched(self, item: Fetched) -> None:
        """A whole answer: through the gates, into a version where there is something new."""

    def listed(self, count: int, *, skipped: int = 0, beyond: int = 0) -> None:
        """A listing was read: how many documents it names, and what was left out."""

    def listing_failed(self, judged: Judged, *, part: bool = False) -> None:
        """The listing could not be read; `part`: a later part of one that was begun."""
