"""What the storage tests are made of: a clock that stands still, and short ways to say what was seen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from config.words import (
    Certainty,
    ChangeKind,
    ClaimState,
    DocumentKind,
    Fate,
    Hand,
    Metric,
    PeriodKind,
    Qualifier,
    RunKind,
    SupportRole,
    Verdict,
)
from storage import documents, sources
from storage.database import Store
from storage.records import (
    Change,
    Claim,
    DeclaredSource,
    Dispute,
    Figure,
    FigureRef,
    Findings,
    Ledger,
    NewVersion,
    Owed,
    Period,
    Point,
    ReadFigure,
    Run,
    Seen,
    Side,
    Span,
    Statement,
    Support,
    Version,
)

NOW = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def new_version(text: str, raw: bytes | None = None, **more: object) -> NewVersion:
    raw = f"<p>{text}</p>".encode() if raw is None else raw
    values: dict[str, object] = {
        "raw": raw,
        "raw_hash": sha(raw),
        "text": text,
        "text_hash": sha(text.encode()),
        "norm_hash": sha(text.lower().encode()),
        "media_type": "text/html",
        "extractor": "plain/1",
    }
    return NewVersion(**(values | more))  # type: ignore[arg-type]


def seen(key: str, text: str | None = None, **more: object) -> Seen:
    """An ok answer with a text; without one, whatever `verdict` says (a good check that changed nothing)."""
    values: dict[str, object] = {
        "key": key,
        "url": key,
        "kind": DocumentKind.ARTICLE,
        "at": NOW,
        "verdict": Verdict.OK if text is not None else Verdict.UNCHANGED,
        "version": None if text is None else new_version(text),
    }
    return Seen(**(values | more))  # type: ignore[arg-type]


def declare(store: Store, *ids: str, now: datetime = NOW) -> None:
    declared = [DeclaredSource(id=id_, config_hash="1", every=HOUR) for id_ in ids]
    store.transact(sources.sync, declared, now)


def begin(store: Store, source: str | None = "feed", *, now: datetime = NOW, owner: str = "me") -> Run:
    run = store.transact(
        sources.begin_run,
        kind=RunKind.CRAWL if source else RunKind.BY_HAND,
        source_id=source,
        owner=owner,
        now=now,
        lease_until=now + HOUR,
        force=True,
    )
    assert run is not None
    return run


# --- figures and ledgers ------------------------------------------------------------------------


def figure(
    value: int = 57, *, ordinal: int = 0, party: str = "us-ma-boston/police", **more: object
) -> Figure:
    quote = f"{value} requests"
    values: dict[str, object] = {
        "ordinal": ordinal,
        "metric": Metric.REQUESTS,
        "value": value,
        "qualifier": Qualifier.EXACT,
        "place": "us-ma-boston",
        "agency": "us-ma-boston/police",
        "period": Period(
            kind=PeriodKind.CLOSED, first=date(2025, 1, 1), last=date(2025, 12, 31), text="last year"
        ),
        "party": party,
        "asserted_text": "the commissioner",
        "quote": quote,
        "span": Span(0, len(quote)),
        "sentence": Span(0, len(quote) + 1),
        "sentence_hash": sha(quote.encode()),
        "hand": Hand.FIRST,
        "certainty": Certainty.SURE,
        "stated_on": date(2026, 1, 12),
        "why": ("metric: requests",),
        "period_label": "2025",
    }
    return Figure(**(values | more))  # type: ignore[arg-type]


POINT = Point(
    "us-ma-boston", "us-ma-boston/police", Metric.REQUESTS, PeriodKind.CLOSED, "2025-01-01", "2025-12-31"
)


def claim(document: int, ref: FigureRef, *, value: int = 57, party: str = "us-ma-boston/police") -> Claim:
    said = Statement(seq=1, value=value, qualifier=Qualifier.EXACT, hand=Hand.FIRST, figure=ref, made_at=NOW)
    carried = Support(
        statement=1,
        document=document,
        figure=ref,
        role=SupportRole.FIRST,
        hand=Hand.FIRST,
        sentence_hash=sha(f"{value} requests".encode()),
    )
    return Claim(point=POINT, party=party, state=ClaimState.STANDING, statements=(said,), supports=(carried,))


def ledger(*claims: Claim, disputes: Sequence[Dispute] = ()) -> Ledger:
    return Ledger(
        claims={(each.point, each.party): each for each in claims},
        disputes={(each.point, each.party_a, each.party_b): each for each in disputes},
    )


def stored(store: Store, key: str = "https://a/1", text: str = "57 requests") -> Version:
    """A pending version of a new text, with its source, run and document."""
    declare(store, "feed")
    run = begin(store, None)
    [made] = store.transact(documents.record_seen, run.id, [seen(key, text)], NOW)
    assert made.version_id is not None
    with store.read() as conn:
        return documents.version(conn, made.version_id)


def change(version: Version, key: str = "new:requests:2025", **more: object) -> Change:
    side = Side(
        party="us-ma-boston/police",
        value=57,
        qualifier=Qualifier.EXACT,
        hand=Hand.FIRST,
        quote="57 requests",
        document_id=version.document_id,
        version_id=version.id,
        figure=FigureRef(version.id, 0),
        stated_on=date(2026, 1, 12),
        certainty=Certainty.LIKELY,
    )
    values: dict[str, object] = {
        "key": key,
        "kind": ChangeKind.NEW,
        "at": NOW,
        "run_id": version.run_id,
        "version_id": version.id,
        "document_id": version.document_id,
        "point": POINT,
        "party": "us-ma-boston/police",
        "after": side,
        "more": {"place": "us-ma-boston", "counts": [1, None]},
    }
    return Change(**(values | more))  # type: ignore[arg-type]


def owe(key: str, receiver: str = "desk", *, run: int = 1, due_at: datetime = NOW) -> Owed:
    return Owed(receiver=receiver, change_key=key, due_at=due_at, occasion=f"run:{run}")


def findings(version: Version, **more: object) -> Findings:
    """What one figure of one version comes to: a claim, a change, owed to the desk."""
    values: dict[str, object] = {
        "version_id": version.id,
        "document_id": version.document_id,
        "run_id": version.run_id,
        "read_by": "reader/1+a",
        "figures": (ReadFigure(figure=figure(), fate=Fate.COMPARED),),
        "before": Ledger(),
        "after": ledger(claim(version.document_id, FigureRef(version.id, 0))),
        "changes": (change(version),),
        "owed": (owe("new:requests:2025"),),
    }
    return Findings(**(values | more))  # type: ignore[arg-type]
