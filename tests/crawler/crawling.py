"""Real crawls for tests: a Twisted reactor starts once a process, so crawls run in a child process.

`crawl` gives the child its orders as one line of JSON and takes back what every request came to. One child
serves a whole test session, a crawl after the other; a crawl that needs its own surroundings gets its own.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from config.words import Verdict


@dataclass(frozen=True, kw_only=True)
class Came:
    """What one request came to."""

    verdict: Verdict
    note: str
    url: str = ""  #: that answered
    status: int | None = None
    size: int = 0
    tries_again: int = 0


@dataclass(frozen=True, kw_only=True)
class Crawled:
    by_url: Mapping[str, Came]
    rows: Sequence[Mapping[str, Any]]  #: host rows
    log: str


def crawl(
    *spiders: Sequence[str],
    allow: Sequence[str] = (),
    meta: Mapping[str, Mapping[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    names: Mapping[str, Sequence[Sequence[str]]] | None = None,
    patience: float = 60,
    delay: float = 0.001,
    alone: bool = False,
) -> Crawled:
    """Fetch the addresses of every spider, all spiders at once with one set of manners.

    `names`: what a name's successive look-ups answer, the last one for good. Nothing else is looked up.
    `alone`: in a new process, with the environment as it is now, whose log is told.
    """
    order = {
        "spiders": spiders,
        "allow": allow,
        "meta": meta or {},
        "settings": {
            "DOWNLOAD_TIMEOUT": 1.0,
            "RETRY_BACKOFF": 0.01,
            "DOWNLOAD_MAXSIZE": 1 << 20,
            "ITEM_PIPELINES": {},
            **(settings or {}),
        },
        "headers": headers or {},
        "names": names or {},
        "patience": patience,
        "delay": delay,
    }
    line, log = _alone(json.dumps(order)) if alone else (_session().ask(json.dumps(order)), "")
    told = json.loads(line)
    came = {url: Came(**{**one, "verdict": Verdict(one["verdict"])}) for url, one in told["came"].items()}
    return Crawled(by_url=came, rows=told["rows"], log=log)


class _Child:
    """The process that crawls for a whole session."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        atexit.register(self.close)

    def ask(self, order: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the crawling process died; its last words are above"
        return line

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


_COMMAND = [sys.executable, "-W", "error", "-m", "tests.crawler.crawling"]


@cache
def _session() -> _Child:
    return _Child()


def _alone(order: str) -> tuple[str, str]:
    child = subprocess.run(
        _COMMAND, input=order + "\n", capture_output=True, text=True, timeout=60, check=False
    )
    assert child.returncode == 0, child.stderr[-3000:]
    return child.stdout, child.stderr


def _main() -> None:
    from crawler import loop

    loop.run(_serve)


async def _serve() -> None:
    import asyncio

    running = asyncio.get_running_loop()
    while line := await running.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(await _crawl(json.loads(line)), default=str), flush=True)


async def _crawl(order: dict[str, Any]) -> dict[str, Any]:
    import asyncio
    from dataclasses import asdict

    from scrapy.crawler import AsyncCrawlerRunner

    from crawler.middleware.manners import Manners
    from crawler.settings import for_run

    came: dict[str, Any] = {}
    manners = Manners(clock=lambda: datetime.now(UTC), patience=timedelta(seconds=order["patience"]))
    settings = for_run(
        manners=manners,
        contact="test@example.org",
        delay=timedelta(seconds=order["delay"]),
        allow=order["allow"],
    )
    runner = AsyncCrawlerRunner({**settings, "RESOLVE": _names(order["names"]), **order["settings"]})
    spider = _spider(order, came)
    await asyncio.gather(*(runner.crawl(spider, addresses=addresses) for addresses in order["spiders"]))
    return {"came": came, "rows": [asdict(row) for row in manners.rows()]}


def _spider(order: dict[str, Any], came: dict[str, Any]) -> Any:
    import scrapy

    from crawler.verdict import Judged, of_failure

    def told(asked: str, judged: Judged, meta: dict[str, Any], **more: Any) -> None:
        assert asked not in came, f"{asked} came twice"
        came[asked] = {
            "verdict": judged.verdict,
            "note": judged.note,
            "tries_again": meta.get("retry_times", 0),
            **more,
        }

    class Asker(scrapy.Spider):
        name = "asker"
        addresses: Sequence[str]

        async def start(self) -> AsyncIterator[scrapy.Request]:
            for url in self.addresses:
                meta = {**order["meta"].get(url, {}), "asked": url}
                if "permanent" in meta:
                    meta["permanent"] = tuple(mark.encode() for mark in meta["permanent"])
                yield scrapy.Request(
                    url,
                    headers=order["headers"],
                    meta=meta,
                    callback=self.answered,
                    errback=self.failed,
                    dont_filter=True,
                )

        def answered(self, response: Any) -> None:
            told(
                response.meta["asked"],
                response.meta["judged"],
                response.meta,
                url=response.url,
                status=response.status,
                size=len(response.body),
            )

        def failed(self, failure: Any) -> None:
            told(failure.request.meta["asked"], of_failure(failure), failure.request.meta)

    return Asker


def _names(answers: dict[str, list[list[str]]]) -> Any:
    asked: dict[str, int] = {}

    async def resolve(host: str, port: int) -> list[str]:
        if host not in answers:
            raise OSError("no such name in this test")
        nth = asked[host] = asked.get(host, -1) + 1
        return answers[host][min(nth, len(answers[host]) - 1)]

    return resolve


if __name__ == "__main__":
    _main()
