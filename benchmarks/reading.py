"""`python -m benchmarks.reading`: what reading costs, and whether it grows faster than the text.

CPU time only, each text read several times and the fastest taken, so that another load on the machine tells
little. The peer in the same run is `trafilatura.extract` of a bare page with the same story: what any monitor
spends on a story before it can read it. Stories are the project's own labelled ones; the long texts are what
a hostile page may hold.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Final

import trafilatura

from config.shipped import shipped_catalogue
from monitor.figures.labels import context_of
from monitor.figures.reader import ReaderContext, read

DOCUMENTS: Final = Path("tests/monitor/figures/documents")
STORIES: Final = ("news_east.jsonl", "news_south.jsonl", "news_west.jsonl", "official_prose.jsonl")
STORY: Final = 4096  #: characters
ROUNDS: Final = 5
GOAL: Final = 10.0  #: ms of CPU a story on a quiet core
SIZES: Final = (25_000, 100_000)
STEEPER: Final = 1.5  #: times as fast as the text that its time may grow

_SENTENCE: Final = "The jail honored 12 of 57 ICE detainers in 2023, the sheriff said, and 14 more in 2024. "
_HOSTILE: Final[Mapping[str, Callable[[int], str]]] = {
    "sentences": lambda size: _SENTENCE * (size // len(_SENTENCE)),
    "one sentence": lambda size: "ICE detainers: " + "the jail honored 12 in 2023 and " * (size // 32),
    "quotes": lambda size: "ICE detainers " + "\"he said '" * (size // 10),
    "brackets": lambda size: "ICE detainers " + "[12 (7 {" * (size // 8),
    "numbers": lambda size: "ICE detainers\n" + "12 " * (size // 3),
    "form": lambda size: "ICE detainers\n" + "Requests received: 12\n" * (size // 22),
}


def _cpu(work: Callable[[], object], rounds: int) -> float:
    """Seconds of CPU that some work takes at best."""
    spent = []
    for _round in range(rounds):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def _reading(text: str, context: ReaderContext, rounds: int = ROUNDS) -> float:
    return _cpu(lambda: read(text, context), rounds)


def _extraction(text: str) -> float:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    page = f"<!doctype html><html><body><article>{paragraphs}</article></body></html>"
    return _cpu(lambda: trafilatura.extract(page, include_comments=False), ROUNDS)


def main() -> None:
    """Prints milliseconds a story, then how each hostile text grows."""
    catalogue = shipped_catalogue()
    stories = [
        json.loads(line)
        for name in STORIES
        for line in (DOCUMENTS / name).read_text(encoding="utf-8").splitlines()
    ]
    whole = sum(len(story["text"]) for story in stories)
    spent = sum(_reading(story["text"], context_of(story, catalogue)) for story in stories)
    peer = sum(_extraction(story["text"]) for story in stories)
    sys.stdout.write(f"{len(stories)} stories, {whole} characters\n")
    sys.stdout.write(f"{1000 * spent / whole * STORY:.1f} ms a story of 4 KB (goal {GOAL:.0f})\n")
    sys.stdout.write(f"{spent / peer:.2f} times what extracting the same stories costs\n")
    context = context_of({"title": "ICE detainers", "published": "2025-01-05"}, catalogue)
    for name, text in _HOSTILE.items():
        small, large = (max(_reading(text(size), context, 2), 1e-3) for size in SIZES)
        steep = large / small / (SIZES[1] / SIZES[0])
        verdict = "linear" if steep <= STEEPER else "GROWS FASTER THAN THE TEXT"
        sys.stdout.write(f"{name:13} {small:6.2f} s, {large:6.2f} s: {verdict}\n")


if __name__ == "__main__":
    main()
