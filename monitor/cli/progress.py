"""Progress of a crawl over several sources, where a person looks."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Bars:
    """Progress over all sources, on stderr, only where a person looks."""

    def __init__(self, sources: int, shown: bool) -> None:
        self._counts: dict[str, Mapping[str, int]] = {}
        self.bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("sources"),
            TimeElapsedColumn(),
            console=Console(file=sys.stderr),
            disable=not shown,
            transient=True,
        )
        self._task = self.bars.add_task("crawling", total=sources)

    def advance(self, source: str, counts: Mapping[str, int]) -> None:
        self._counts[source] = dict(counts)
        total = {
            name: sum(each.get(name, 0) for each in self._counts.values())
            for name in ("fetched", "unchanged", "versions")
        }
        told = ", ".join(f"{count:,} {name}" for name, count in total.items())
        self.bars.update(self._task, description=told)

    def done(self, _source: str) -> None:
        self.bars.advance(self._task)


@contextlib.contextmanager
def bars(sources: int, *, quiet: bool) -> Iterator[Bars]:
    """Bars for as long as the block lasts."""
    made = Bars(sources, shown=sys.stderr.isatty() and not quiet)
    with made.bars:
        yield made
