"""From a file on disk to its text, as a crawl would have made it; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import CrawlError
from crawler.extract import plain, sniff
from crawler.extract.values import Extracted, ExtractJob
from monitor.errors import Refused

if TYPE_CHECKING:
    from crawler.extract.pool import ExtractionPool

MAX_FILE = 200 * 1024 * 1024  #: bytes; the largest council packets are a fifth of it


def texts(files: Sequence[Path]) -> Iterator[tuple[Path, Extracted | str]]:
    """Each file with its text, or with the reason why it has none."""
    with ExitStack() as stack:
        child: _Child | None = None
        for path in files:
            try:
                job = _job(path)
                if job.media_type in (sniff.PLAIN, sniff.EMPTY):
                    yield path, plain.extract_plain(job)  # no parser, so no child
                    continue
                if child is None:
                    child = _Child()
                    stack.callback(child.close)
                yield path, child.extract(job)
            except (CrawlError, Refused) as error:
                yield path, str(error)
            except OSError as error:
                yield path, error.strerror or str(error)


class _Child:
    """A child process for parsers, started when the first document needs one."""

    def __init__(self) -> None:
        import asyncio

        from crawler.extract.pool import ExtractionPool

        self._runner = asyncio.Runner()
        self._pool = self._runner.run(self._made(ExtractionPool))

    @staticmethod
    async def _made(kind: type[ExtractionPool]) -> ExtractionPool:
        return kind(1)

    def extract(self, job: ExtractJob) -> Extracted:
        return self._runner.run(self._pool.extract(job))

    def close(self) -> None:
        self._runner.run(self._pool.close())
        self._runner.close()


def _job(path: Path) -> ExtractJob:
    with path.open("rb") as file:
        body = file.read(MAX_FILE + 1)
    if len(body) > MAX_FILE:
        raise Refused(f"larger than {MAX_FILE >> 20} MiB")
    return ExtractJob(body=body, media_type=sniff.media_type(body, url=f"file:///{path.name}"), keep_all=True)
