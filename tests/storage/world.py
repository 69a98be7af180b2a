"""What the storage tests are made of: a clock that stands still, and short ways to say what was seen."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from config.words import DocumentKind, RunKind, Verdict
from storage import sources
from storage.database import Store
from storage.records import DeclaredSource, NewVersion, Run, Seen

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
