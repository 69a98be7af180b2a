"""For people who know Scrapy: its own commands work, with and without a store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import documents
from storage.database import Store
from tests.world.pages import Story, article, rss
from tests.world.site import Site

ROOT = Path(__file__).parents[3]
LETTER = Story(
    path="/letter",
    title="Police report 57 detainer requests",
    paragraphs=("Boston police received 57 ICE detainer requests in 2025.",),
    published=datetime(2026, 1, 27, 12, tzinfo=UTC),
)


def scrapy(*arguments: str, config: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        capture_output=True,
        text=True,
        timeout=90,
        cwd=ROOT,
        env={**os.environ, "DETAINER_WATCH_CONFIG": str(config)},
        check=False,
    )


@pytest.fixture
def config(site: Site, tmp_path: Path) -> Path:
    site.put(LETTER.path, article(LETTER))
    site.put("/feed", rss(site.base, [LETTER]), "application/rss+xml")
    file = tmp_path / "watch.yaml"
    file.write_text(
        f"""
places: [us-ma-boston]
contact: test@example.org
daemon:
  store: {tmp_path / "watch.db"}
catalogue:
  sources: no
sources:
  - id: harbor-paper
    feed: {site.base}/feed
    place: us-ma-boston
    publisher: The Harbor Paper
    every: 30 minutes
    allow: ["{site.host}"]
"""
    )
    file.chmod(0o600)
    return file


def test_scrapy_list_shows_our_spiders(config: Path) -> None:
    assert scrapy("list", config=config).stdout.split() == ["feed", "legistar", "listing", "page", "sitemap"]


@pytest.mark.slow  # starts Python and a crawl
def test_a_configured_source_is_crawled_and_stored(config: Path, site: Site, tmp_path: Path) -> None:
    done = scrapy("crawl", "feed", "-a", "source=harbor-paper", config=config)
    assert done.returncode == 0, done.stderr
    assert "harbor-paper: complete" in done.stderr
    with (
        Store.open(f"sqlite:///{tmp_path / 'watch.db'}", create=False, now=datetime.now(UTC)) as store,
        store.read() as conn,
    ):
        (version,) = documents.pending(conn, 10)
        assert "57 ICE detainer requests" in documents.text(conn, version.id)


@pytest.mark.slow  # starts Python and a crawl
def test_an_address_is_tried_and_printed_and_the_loopback_is_refused(
    config: Path, site: Site, tmp_path: Path
) -> None:
    done = scrapy("crawl", "page", "-a", f"url={site.base}{LETTER.path}", config=config)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["verdict"] == "refused"
    assert site.asked == []
    assert not (tmp_path / "watch.db").exists()


@pytest.mark.slow  # starts Python
def test_a_source_that_nobody_configured_is_a_clear_mistake(config: Path) -> None:
    done = scrapy("crawl", "feed", "-a", "source=no-such", config=config)
    assert done.returncode != 0
    assert "no source 'no-such' in the configuration" in done.stderr


@pytest.mark.slow  # starts Python and a fetch
def test_scrapy_shell_shows_the_verdict(config: Path, site: Site) -> None:
    code = "print(response.meta['judged'].verdict, response.css('h1::text').get())"
    address = f"{site.base}{LETTER.path}"
    done = scrapy("shell", "--nolog", "-s", f"ALLOW={site.host}", "-c", code, address, config=config)
    assert f"ok {LETTER.title}" in done.stdout, done.stderr
