"""From a file on disk to its text, as a crawl would have made it; nothing is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

from crawler.errors import CrawlError
from crawler.extract import plain, sniff
from crawler.extract.pool import ExtractionPool
from crawler.extract.values import Extracted, ExtractJob
from monitor.errors import Refused

MAX_FILE = 200 * 1024 * 1024  #: bytes; the largest council packets are a fifth of it


def texts(files: Sequence[Path]) -> Iterator[tuple[Path, Extracted | str]]:
    """Each file with its text, or with the reason why it has none."""
    runner = asyncio.Runner()
    pool: ExtractionPool | None = None
    try:
        for path in files:
            try:
                job = _job(path)
                if job.media_type in (sniff.PLAIN, sniff.EMPTY):
                    yield path, plain.extract_plain(job)  # no parser, so no child
                    continue
                pool = pool or runner.run(_pool())
                yield path, runner.run(pool.extract(job))
            except (CrawlError, Refused) as error:
                yield path, str(error)
            except OSError as error:
                yield path, error.strerror or str(error)
    finally:
        if pool is not None:
            runner.run(pool.close())
        runner.close()


async def _pool() -> ExtractionPool:
    return ExtractionPool(1)


def _job(path: Path) -> ExtractJob:
    with path.open("rb") as file:
        body = file.read(MAX_FILE + 1)
    if len(body) > MAX_FILE:
        raise Refused(f"larger than {MAX_FILE >> 20} MiB")
    return ExtractJob(body=body, media_type=sniff.media_type(body, url=f"file:///{path.name}"), keep_all=True)
