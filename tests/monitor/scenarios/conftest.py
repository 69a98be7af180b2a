"""One site and one extraction pool for all scenarios; a store and a clock for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.crawler.visits import extraction_pool
from tests.monitor.scenarios.watch import Kept, Watch
from tests.world.site import Site

Opened = Callable[..., Watch]
Build = Callable[[Watch], None]
Going = Callable[..., Watch]
Beginnings = dict[tuple[Build, tuple[str, ...]], Kept]


@pytest.fixture(scope="session")
def pool() -> Iterator[Any]:
    with extraction_pool() as made:
        yield made


@pytest.fixture(scope="session")
def town() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def watching(
    tmp_path_factory: pytest.TempPathFactory, town: Site, pool: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """`watching(feed(), docket())`: a new store over an empty town. May be asked for several times."""
    from crawler import settings

    monkeypatch.setattr(settings, "RETRY_BACKOFF", 0.01)
    monkeypatch.setattr(settings, "DOWNLOAD_TIMEOUT", 5.0)
    opened: list[Watch] = []

    def make(*sources: str, kept: Kept | None = None) -> Watch:
        town.pages.clear()
        town.prefixes.clear()
        town.forget()
        watch = Watch(folder=tmp_path_factory.mktemp("watch"), site=town, pool=pool)
        opened.append(watch.resumed(kept) if kept else watch.opened(*sources))
        return opened[-1]

    yield make
    for watch in opened:
        watch.store.close()


@pytest.fixture(scope="session")
def beginnings() -> Beginnings:
    """What several scenarios begin with, as it was when it was first made."""
    return {}


@pytest.fixture
def going(watching: Opened, beginnings: Beginnings) -> Going:
    """`going(build, feed(), …)`: a watch that `build` has brought this far; it is built once a session."""

    def make(build: Build, *sources: str) -> Watch:
        begun = (build, sources)
        if begun not in beginnings:
            first = watching(*sources)
            build(first)
            beginnings[begun] = first.kept()
        return watching(kept=beginnings[begun])

    return make
