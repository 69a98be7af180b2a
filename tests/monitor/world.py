"""A small world in values: Boston, its parties, a letter and a story, and the changes between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from config.catalogue import Agency, Catalogue, Due, Duty, Every, Party, Place, SourceEntry
from config.settings import Receiver, Settings, Subscription
from config.words import (
    AgencyKind,
    Certainty,
    ChangeKind,
    DocumentKind,
    Hand,
    Metric,
    PeriodKind,
    PublishedHow,
    Qualifier,
    ReceiverKind,
    SourceKind,
    VersionState,
)
from storage.records import Change, Document, Figure, FigureRef, Period, Point, Side, Span, Version

AT = datetime(2026, 1, 27, 14, 55, tzinfo=UTC)
POLICE = "us-ma-boston/police"

DUTY = Duty(
    id="boston-letter",
    place="us-ma-boston",
    law="Boston Trust Act",
    report="yearly letter on detainer requests",
    filed_by=POLICE,
    filed_to="Boston City Clerk",
    metrics=(Metric.REQUESTS, Metric.TRANSFERRED),
    due=Due(every=Every.YEAR, days=((12, 31),)),
    grace=timedelta(days=45),
    sources=("boston-legistar",),
)
SOURCE = SourceEntry(
    id="boston-legistar",
    kind=SourceKind.LEGISTAR,
    address="boston",
    place="us-ma-boston",
    publisher="us-ma-boston/council",
    official=True,
    every=timedelta(hours=1),
)
CATALOGUE = Catalogue(
    places={
        "us": Place(id="us", name="United States", within=None, zone="America/New_York"),
        "us-ma": Place(id="us-ma", name="Massachusetts", within="us", zone="America/New_York"),
        "us-ma-boston": Place(
            id="us-ma-boston",
            name="Boston, MA",
            within="us-ma",
            zone="America/New_York",
            agencies=(
                Agency(
                    id=POLICE,
                    name="Boston Police Department",
                    kind=AgencyKind.POLICE,
                    aliases=("BPD", "Boston police", "Boston PD"),
                ),
            ),
        ),
        "us-ma-somerville": Place(
            id="us-ma-somerville", name="Somerville, MA", within="us-ma", zone="America/New_York"
        ),
    },
    parties={
        "ice": Party(id="ice", name="U.S. Immigration and Customs Enforcement", aliases=("ICE",)),
        "dhs": Party(id="dhs", name="U.S. Department of Homeland Security", aliases=("DHS",)),
    },
    sources={SOURCE.id: SOURCE},
    duties={DUTY.id: DUTY},
)
RECEIVERS = {
    "desk": Receiver(id="desk", kind=ReceiverKind.EMAIL, address="desk@example.org"),
    "archive": Receiver(id="archive", kind=ReceiverKind.WEBHOOK, address="https://hooks.example.org/x"),
}

QUOTE = "In calendar year 2025 the Department received 57 detainer requests; all 57 were declined."
POINT = Point("us-ma-boston", POLICE, Metric.REQUESTS, PeriodKind.CLOSED, "2025-01-01", "2025-12-31")


def settings(*subscriptions: Subscription, operator: str = "desk", **more: Any) -> Settings:
    return Settings(
        catalogue=CATALOGUE,
        receivers=RECEIVERS,
        operator=operator,
        subscriptions=subscriptions,
        sources={SOURCE.id: SOURCE},
        duties={DUTY.id: DUTY},
        **more,
    )


def side(party: str = POLICE, value: int = 57, **more: Any) -> Side:
    facts: dict[str, Any] = {
        "qualifier": Qualifier.EXACT,
        "hand": Hand.FIRST,
        "quote": QUOTE,
        "document_id": 1,
        "version_id": 11,
        "figure": FigureRef(11, 0),
        "stated_on": date(2026, 1, 20),
    }
    return Side(party=party, value=value, **{**facts, **more})


def change(kind: ChangeKind, **more: Any) -> Change:
    facts: dict[str, Any] = {
        "key": f"{kind}:test",
        "at": AT,
        "run_id": 9,
        "id": 100,
        "point": POINT,
        "party": POLICE,
        "version_id": 11,
        "document_id": 1,
    }
    return Change(kind=kind, **{**facts, **more})


def new(**more: Any) -> Change:
    return change(ChangeKind.NEW, **{"after": side(), **more})


def appeared(**more: Any) -> Change:
    return change(
        ChangeKind.APPEARED, **{"point": None, "party": None, "more": {"place": "us-ma-boston"}, **more}
    )


def document(id_: int = 1, **more: Any) -> Document:
    facts: dict[str, Any] = {
        "key": f"doc:{id_}",
        "url": f"https://records.example.org/letter-{id_}.pdf",
        "kind": DocumentKind.ATTACHMENT,
        "parent_id": None,
        "publisher": POLICE,
        "place": "us-ma-boston",
        "official": True,
        "title": "Letter of the commissioner on detainer requests",
        "published_on": date(2026, 1, 20),
        "published_how": PublishedHow.STATED,
        "first_seen_at": AT,
        "history": False,
        "baseline": False,
        "relevant": True,
    }
    return Document(id=id_, **{**facts, **more})


STORY = document(
    2,
    url="https://news.example.org/story?id=7&x=<1>",
    kind=DocumentKind.ARTICLE,
    publisher="Boston Herald",
    official=False,
    title="Police got 57 requests, ICE says 167",
)


def version(id_: int = 11, document_id: int = 1) -> Version:
    return Version(
        id=id_,
        document_id=document_id,
        seq=1,
        run_id=9,
        at=AT - timedelta(minutes=5),
        raw_hash=f"{id_:064x}",
        text_hash="2" * 64,
        norm_hash="3" * 64,
        media_type="application/pdf",
        extractor="pdfium/1",
        ocr=False,
        cut_short=False,
        state=VersionState.DONE,
        tries=0,
        read_by="reader/1",
    )


def figure(**more: Any) -> Figure:
    facts: dict[str, Any] = {
        "ordinal": 0,
        "metric": Metric.REQUESTS,
        "value": 57,
        "qualifier": Qualifier.EXACT,
        "place": "us-ma-boston",
        "agency": POLICE,
        "period": Period(
            kind=PeriodKind.CLOSED, first=date(2025, 1, 1), last=date(2025, 12, 31), text="calendar year 2025"
        ),
        "party": POLICE,
        "asserted_text": "the Department",
        "quote": QUOTE,
        "span": Span(0, len(QUOTE)),
        "sentence": Span(0, len(QUOTE)),
        "sentence_hash": "h",
        "hand": Hand.FIRST,
        "certainty": Certainty.SURE,
        "page": 2,
    }
    return Figure(**{**facts, **more})


def declined(**more: Any) -> Change:
    return new(
        key="new:declined",
        id=101,
        point=POINT._replace(metric=Metric.DECLINED),
        after=side(figure=FigureRef(11, 1)),
        **more,
    )


def conflicting(**more: Any) -> Change:
    ice = side(
        "ice", 167, hand=Hand.SECOND, quote="ICE says it lodged 167 detainers.", document_id=2, version_id=12
    )
    return change(
        ChangeKind.CONFLICTING,
        **{
            "after": replace(ice, figure=FigureRef(12, 0)),
            "before": side(),
            "party": "ice",
            "other_party": POLICE,
            **more,
        },
    )
