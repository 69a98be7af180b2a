"""A town that is watched through the whole product in this process: real pages, crawl, reader, store, alerts.

The clock is the test's; nothing sleeps. `visit` is one run of a source with all that the daemon does after
it; `heard` lets what was found settle, and says who was told what since it was last asked.
"""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from config.loading import load
from config.settings import Settings
from config.words import DisputeState
from crawler.run import RunReport, crawl
from monitor import findings, health, housekeeping
from monitor.declared import declare
from monitor.deliver import freezing
from monitor.points import in_words
from storage import findings as findings_rows
from storage import ledger, outbox
from storage.database import Store
from storage.records import Alert, Change, Ledger
from tests.papers import letter
from tests.world import reactor
from tests.world.council import Council, Matter
from tests.world.pages import Story, article, rss
from tests.world.site import Site

START: Final = datetime(2026, 1, 27, 15, 0, tzinfo=UTC)  #: ten in the morning in Boston
DAY: Final = timedelta(days=1)
MATTER: Final = 128

#: the desk hears at once, the archive of everything, the weekly reader by digest; the box is the operator's
RECEIVERS: Final = """\
places: [us-ma-boston]
contact: watch@example.org
receivers:
  desk: {webhook: "https://hooks.example.org/desk", secret: "env:SECRET"}
  archive: {webhook: "https://hooks.example.org/archive", secret: "env:SECRET"}
  morning: {webhook: "https://hooks.example.org/morning", secret: "env:SECRET"}
  box: {webhook: "https://hooks.example.org/box", secret: "env:SECRET"}
operator: box
subscriptions:
  - to: desk
    places: [us-ma]
  - to: morning
    places: [us-ma-boston]
    when: daily at 07:30
catalogue: {sources: no}
sources:
"""

Heard = dict[str, list[str]]

BPD: Final = "Boston police received a total of {} ICE detainers in {}, the department said."
ICE: Final = "ICE says it lodged a total of {} detainers with Boston police in {}."
TO_BPD: Final = "ICE detainer requests to Boston police in 2025"  #: as headlines say it
#: what each paper writes besides: long enough that nobody takes one for a copy of the other
_OWN: Final = {
    "harbor-paper": (
        "Fishing boats stayed at the wharf for a third morning while gales blew over the islands.",
        "Captains mended nets in the shed, drank coffee from flasks and argued about the price of diesel.",
        "The harbormaster, who keeps a telescope on the windowsill, promised calmer water by the weekend.",
        "Children from the primary school brought drawings of lighthouses, hung along the ferry slip.",
        "An old dredger, painted green so often that nobody recalls another color, will be scrapped.",
    ),
    "bay-paper": (
        "Bakers on Salem Street have begun to sell a rye loaf whose recipe came over from Gdansk by mail.",
        "A choir of retired machinists rehearses under the railway arch on Tuesdays and sings hymns.",
        "The library lent more atlases than novels last winter, which its director calls a hopeful sign.",
        "Gardeners along the canal report that foxgloves survived the frost better than anyone had expected.",
        "Nobody has claimed the bicycle with the wicker basket that stands outside the planetarium.",
    ),
}


def feed(name: str = "harbor-paper", publisher: str = "The Harbor Paper") -> str:
    return f"  - {{id: {name}, feed: BASE/{name}.xml, publisher: {publisher}, every: 30 minutes, MORE}}\n"


def docket(name: str = "city-council") -> str:
    return f"  - {{id: {name}, legistar: COUNCIL, publisher: us-ma-boston/police, every: 1 hour, MORE}}\n"


def page(
    path: str, *, publisher: str = "us-ma-boston/police", name: str = "police-page", more: str = ""
) -> str:
    return f"  - {{id: {name}, page: BASE{path}, publisher: {publisher}, every: 1 hour, {more}MORE}}\n"


def file(path: str, *, publisher: str = "ice", name: str = "data-file", more: str = "") -> str:
    return f"  - {{id: {name}, file: BASE{path}, publisher: {publisher}, every: 1 day, {more}MORE}}\n"


@dataclass(frozen=True)
class Kept:
    folder: Path
    now: datetime
    town: tuple[Any, ...]
    sources: tuple[str, ...]


@dataclass
class Watch:
    folder: Path
    site: Site
    pool: Any
    now: datetime = START
    stories: dict[str, list[Story]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.council = Council(self.site)
        self._manners: Any = None
        self._alerts: set[str] = set()
        self._seen: set[str] = set()

    def opened(self, *sources: str) -> Watch:
        """The configuration with these sources, and a store for them."""
        self.configure(*sources)
        self.store = Store.open(f"sqlite:///{self.folder / 'watch.db'}", create=True, now=self.now)
        declare(self.store, self.settings, self.now)
        for paper in _OWN:
            self.story(f"/{paper}/snow", "The city removed the snow from nineteen streets.", paper=paper)
        return self

    def kept(self) -> Kept:
        """How it all stands: store, site, council and clock, to go on from more than once."""
        self.store.close()
        town = (self.site.pages, self.council.matters, self.stories, self._alerts, self._seen)
        return Kept(folder=self.folder, now=self.now, town=copy.deepcopy(town), sources=self.sources)

    def resumed(self, kept: Kept) -> Watch:
        """Go on from there, in a folder of its own."""
        shutil.copytree(kept.folder, self.folder, dirs_exist_ok=True)
        pages, matters, self.stories, self._alerts, self._seen = copy.deepcopy(kept.town)
        self.site.pages.update(pages)
        self.council.matters.update(matters)
        self.now = kept.now
        self.configure(*kept.sources)
        self.store = Store.open(f"sqlite:///{self.folder / 'watch.db'}", create=False, now=self.now)
        return self

    def configure(self, *sources: str) -> None:
        self.sources = sources
        text = RECEIVERS + "".join(sources)
        rest = f'place: us-ma-boston, delay: 1 ms, allow: ["{self.site.host}"]'
        text = text.replace("BASE", self.site.base).replace("COUNCIL", self.council.address)
        path = self.folder / "detainer-watch.yaml"
        path.write_text(text.replace("MORE", rest), encoding="utf-8")
        path.chmod(0o600)
        self.settings: Settings = load(path, {"SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})

    def clock(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    # --- what happens in the town -------------------------------------------------------------------

    def story(
        self,
        path: str,
        *paragraphs: str,
        paper: str = "harbor-paper",
        title: str = "On detainers",
        published: datetime | None = None,
        by: str | None = None,
    ) -> str:
        """A paper prints a story, its own or one taken over from another (`by`), or changes it."""
        known = self.stories.setdefault(paper, [])
        before = next((each for each in known if each.path == path), None)
        dated = published or (before.published if before else None) or self.now
        told = Story(path=path, title=title, paragraphs=(*paragraphs, *_OWN[by or paper]), published=dated)
        self.stories[paper] = [told, *(each for each in known if each.path != path)]
        address = self.site.put(path, article(told))
        self._print(paper)
        return address

    def unlist(self, path: str, paper: str = "harbor-paper") -> None:
        self.stories[paper] = [each for each in self.stories[paper] if each.path != path]
        self._print(paper)

    def _print(self, paper: str) -> None:
        text = rss(self.site.base, self.stories.get(paper, []))
        self.site.put(f"/{paper}.xml", text, "application/rss+xml")

    def letter(
        self, requests: int, *, year: int = 2025, number: int = 1, dated: datetime | None = None
    ) -> None:
        """A letter of the police commissioner turns up on the council's docket, or changes in its place."""
        when = dated or self.now
        matter, url = MATTER + year, f"{self.site.base}/files/letter-{number}.pdf"
        self.site.put(f"/files/letter-{number}.pdf", _letter(requests, year, when), "application/pdf")
        found = self.council.matters.get(matter) or self.council.add(
            Matter(
                id=matter,
                title=f"Communication from the Police Commissioner on detainer requests in {year}",
                intro=when.date().isoformat() + "T00:00:00",
            )
        )
        found.attachments = [each for each in found.attachments if each["MatterAttachmentId"] != number]
        found.modified = self.now.replace(tzinfo=None)
        found.version += 1
        stamp = self.now.replace(tzinfo=None).isoformat(timespec="seconds")
        self.council.attach(
            found, number, "Letter of the Police Commissioner", url, MatterAttachmentLastModifiedUtc=stamp
        )

    # --- what the daemon does -----------------------------------------------------------------------

    def visit(self, *names: str, **options: Any) -> list[RunReport]:
        """A run of each source (all, where none is named), and what the daemon does after it."""
        reports = []
        for name in names or tuple(self.settings.sources):
            self.wait(seconds=20)
            report = reactor.run(self._crawl(name, **options))
            health.after_run(self.store, self.settings, self.clock, report)
            reports.append(report)
            self.process()
        return reports

    async def _crawl(self, name: str, **options: Any) -> RunReport:
        return await crawl(
            self.settings.sources[name],
            store=self.store,
            settings=self.settings,
            pool=self.pool,
            clock=self.clock,
            owner="scenario",
            manners=self.manners,
            **{"force": True, **options},
        )

    @property
    def manners(self) -> Any:
        if self._manners is None:
            from crawler.middleware.manners import Manners

            self._manners = Manners(clock=self.clock, patience=timedelta(seconds=5))
        return self._manners

    def process(self) -> list[Change]:
        done = findings.process_pending(self.store, self.settings, self.clock)
        assert not any(each.failed for each in done)
        return [change for each in done for change in each.changes]

    def keep_house(self) -> None:
        housekeeping.keep(self.store, self.settings, self.clock, None)

    # --- who was told what --------------------------------------------------------------------------

    def heard(self, *, after: timedelta = timedelta(minutes=11)) -> Heard:
        """Let it settle; what each receiver was told since the last time, in the words of the alerts."""
        self.keep_house()
        self.now += after
        freezing.gather(self.store, self.settings, self.clock)
        return self._heard()

    def kinds_since(self) -> list[str]:
        """The changes since this was last asked, told to anybody or not."""
        with self.store.read() as conn:
            found = findings_rows.changes(conn, quiet_too=True, limit=1000)
        fresh = [change for change in found if change.key not in self._seen]
        self._seen |= {change.key for change in found}
        return [change.kind.value for change in reversed(fresh)]

    def heard_next_morning(self) -> Heard:
        """The same at eight the next morning in Boston, when the digests have gone out."""
        eight = self.now.replace(hour=13, minute=0, second=0)
        return self.heard(after=(eight if eight > self.now else eight + DAY) - self.now)

    def _heard(self) -> Heard:
        with self.store.read() as conn:
            made = [
                alert for alert in reversed(outbox.alerts(conn, limit=1000)) if alert.id not in self._alerts
            ]
        self._alerts |= {alert.id for alert in made}
        told: Heard = {}
        for alert in made:
            told.setdefault(alert.receiver, []).extend(lines(alert))
        return told

    def last(self, receiver: str) -> tuple[str, list[str]]:
        """Sentence and notes of the first change in the last alert to a receiver."""
        with self.store.read() as conn:
            alert = next(each for each in outbox.alerts(conn, limit=1000) if each.receiver == receiver)
        first = json.loads(json.dumps(alert.body))["changes"][0]
        return first["sentence"], first["notes"]

    # --- what is known ------------------------------------------------------------------------------

    def book(self) -> Ledger:
        with self.store.read() as conn:
            return ledger.everything(conn)

    def standing(self) -> dict[str, str]:
        """Every claim as `requests,2025-01-01..2025-12-31 by ice: 167, before 150`, and who disputes whom."""
        known = {}
        for (point, party), claim in sorted(self.book().claims.items()):
            what = ",".join(in_words(point).split(",")[2:])
            where = "" if point.place == "us-ma-boston" else f"{point.place} "
            past = sorted({each.value for each in claim.statements[:-1]} - {claim.now.value})
            known[f"{where}{what} by {party}"] = f"{claim.state} {claim.now.value}, past {past}"
        return known

    def disputed(self) -> list[str]:
        """Who is apart from whom: `requests 2025-01-01: ice, us-ma-boston/police`."""
        return sorted(
            f"{dispute.point.metric} {dispute.point.first}: {dispute.party_a}, {dispute.party_b}"
            for dispute in self.book().disputes.values()
            if dispute.state is DisputeState.OPEN
        )


def _letter(requests: int, year: int, when: datetime) -> bytes:
    head = (
        "Boston Police Department",
        "Office of the Police Commissioner",
        "",
        f"{when:%B} {when.day}, {when.year}",
    )
    told = (
        f"In calendar year {year} the Boston Police Department received a total of {requests} ICE detainers."
    )
    rest = (
        "The Department keeps a log of each request, with the day on which it came and the officer on duty.",
        "Supervisors look through this log every month and report to the Superintendent in chief.",
        "Questions may be put to the office of the Commissioner in writing at any time of the year.",
    )
    return letter([*head, "", told, "", *rest, "", "Police Commissioner"])


def lines(alert: Alert) -> list[str]:
    """An alert as one line for each of its changes, what is the same line in brackets; else its headline."""
    changes = alert.body["changes"]
    assert isinstance(changes, list)
    told = []
    for change in changes:
        assert isinstance(change, dict)
        also: Sequence[Any] = change["also"]  # type: ignore[assignment]
        beside = "".join(f" [{each['kind']}]" for each in also)
        told.append(f"{change['label']}: {change['headline']}{beside}")
    kind = alert.body["type"]
    prefix = "" if kind in ("changes", "operator") else f"{kind}: "
    return [f"{prefix}{line}" for line in told] or [f"{prefix}{alert.body['headline']}"]


def dated(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 15, tzinfo=UTC)


__all__ = ["START", "Heard", "Watch", "dated", "docket", "feed", "file", "page", "replace"]
