"""One run of one peer, measured: the real command in a process of its own, on a copy of a state."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from benchmarks import pages
from benchmarks.pages import Site

ROOT: Final = Path(__file__).parent.parent
LAUNCH: Final = Path(__file__).with_name("launch.py")
LIMIT: Final = 1800  #: seconds of one run; a bound against a hang, nothing is judged by it


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Of a process and all that it started."""

    cpu: float  #: user and system seconds, children included
    own_cpu: float  #: without what outlived it: the extraction children
    wall: float
    peak: int  #: bytes, of the process itself
    child_peak: int  #: bytes, of its largest child


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    cost: Cost
    checked: int  #: pages that were asked for and answered
    stored: frozenset[str]  #: addresses that got a new version


class Paper:
    """The server, running."""

    def __init__(self, site: Site) -> None:
        self.site = site
        command = [sys.executable, "-m", "benchmarks.server", str(site.pages), str(site.mention_every)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        self.host = f"127.0.0.1:{self._told()}"

    def _told(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise RuntimeError("the benchmark's server has ended")
        return line

    def serve(self, mode: str, revision: int) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{mode} {revision}\n")
        self._process.stdin.flush()
        self._told()

    def sitemaps(self) -> list[str]:
        return [f"http://{self.host}/sitemap-{section}.xml" for section in range(self.site.sections)]

    def url(self, number: int) -> str:
        return f"http://{self.host}{pages.path(number)}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def measured(command: Sequence[str], folder: Path) -> tuple[Cost, str]:
    """What a command cost, and what it printed. Raises RuntimeError where it failed."""
    report = folder / "cost.json"
    launch = [sys.executable, "-I", str(LAUNCH), str(report), *command]
    done = subprocess.run(launch, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=True)
    cost = json.loads(report.read_text())
    if cost.pop("code"):
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return Cost(**cost), done.stdout


@dataclass(frozen=True, kw_only=True, slots=True)
class Bare:
    """The bare pipeline, with what its options add."""

    name: str
    options: tuple[str, ...] = ()

    def run(self, paper: Paper, folder: Path, *, again: bool) -> Outcome:
        state = str(folder / "state.sqlite")
        options = self.options if again else ()
        command = [sys.executable, "-m", "benchmarks.bare", state, *paper.sitemaps(), *options]
        cost, printed = measured(command, folder)
        return Outcome(cost=cost, checked=paper.site.pages, stored=frozenset(json.loads(printed)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    """`detainer-watch crawl`, as an operator would type it."""

    name: str
    gated: bool = True  #: False: a watch word that stands on every page
    workers: int = 2

    def kept(self, site: Site, number: int) -> bool:
        return not self.gated or site.mentions(number)

    def run(self, paper: Paper, folder: Path, *, again: bool) -> Outcome:
        (folder / "detainer-watch.yaml").write_text(self._configuration(paper))
        before = _newest_version(folder)
        command = [sys.executable, "-m", "monitor", "crawl", "--all", "--json", "--quiet"]
        command += ["--config", str(folder / "detainer-watch.yaml"), *(["--recheck"] if again else [])]
        cost, printed = measured(command, folder)
        checked = sum(report["fetched"] for report in json.loads(printed))
        return Outcome(cost=cost, checked=checked, stored=_stored_since(folder, before))

    def _configuration(self, paper: Paper) -> str:
        from config.settings import WATCH_WORDS

        words = [*WATCH_WORDS, pages.DATELINE]
        sources = "".join(
            f"  - id: section-{number}\n"
            f"    sitemap: {address}\n"
            "    place: us-ma-boston\n"
            "    delay: 1 ms\n"
            f'    allow: ["{paper.host}"]\n' + ("" if self.gated else f"    words: {json.dumps(words)}\n")
            for number, address in enumerate(paper.sitemaps())
        )
        daemon = f"daemon:\n  store: store.db\n  workers: {self.workers}\n"
        return f"{daemon}catalogue:\n  sources: no\nsources:\n{sources}"


def _newest_version(folder: Path) -> int:
    store = folder / "store.db"
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as db:
        return int(db.execute("SELECT coalesce(max(id), 0) FROM versions").fetchone()[0])


def _stored_since(folder: Path, version: int) -> frozenset[str]:
    query = "SELECT d.url FROM versions v JOIN documents d ON d.id = v.document_id WHERE v.id > ?"
    with closing(sqlite3.connect(folder / "store.db")) as db:
        return frozenset(url for (url,) in db.execute(query, (version,)))


def copied(state: Path, folder: Path) -> Path:
    """A fresh copy of a state."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(state, folder)
    return folder
