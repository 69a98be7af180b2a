"""A world to crawl and a store to crawl into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.visits import Visitor, extraction_pool, visitor
from tests.world.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture(scope="session")
def pool() -> Iterator[Any]:
    with extraction_pool() as made:
        yield made


@pytest.fixture
def visits(tmp_path: Path, pool: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """Visits with short pauses before another try."""
    from crawler import settings

    monkeypatch.setattr(settings, "RETRY_BACKOFF", 0.01)
    monkeypatch.setattr(settings, "DOWNLOAD_TIMEOUT", 5.0)
    with visitor(tmp_path, pool) as made:
        yield made
