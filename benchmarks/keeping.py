"""P10: bytes a stored version takes, by ten versions of each text with 5 % of the sentences changed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.pages import Site, story_text
from benchmarks.running import ROOT

GOAL: Final = 0.60  #: of what git needs once it has packed
VERSIONS: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Bytes a version."""

    text: float
    store: float  #: what the file grew by, indexes included
    git: float | None  #: None: no git here

    @property
    def ratio(self) -> float | None:
        return self.store / self.git if self.git else None


def bytes_a_version(site: Site, folder: Path) -> Kept:
    folder.mkdir(parents=True)
    count = site.pages * VERSIONS
    texts = sum(len(text.encode()) for revision in range(VERSIONS) for _, text in _texts(site, revision))
    git = _git_size(site, folder / "git") / count if shutil.which("git") else None
    return Kept(text=texts / count, store=_store_size(site, folder) / count, git=git)


def _texts(site: Site, revision: int) -> Iterator[tuple[int, str]]:
    for number in range(site.pages):
        yield number, story_text(site, number, revision)


def _store_size(site: Site, folder: Path) -> int:
    from storage import bodies
    from storage.database import Store

    file = folder / "store.db"
    with Store.open(f"sqlite:///{file}", create=True, now=datetime.now(UTC)):
        pass  # closed, so that its log is in the file
    empty = file.stat().st_size
    with Store.open(f"sqlite:///{file}", create=False, now=datetime.now(UTC)) as store:
        before: dict[int, str] = {}
        for revision in range(VERSIONS):
            new = [
                bodies.NewBody(
                    data=text.encode(), hash=bodies.hash_of(text.encode()), base_hash=before.get(number)
                )
                for number, text in _texts(site, revision)
            ]
            store.transact(bodies.put_all, new)
            before = {number: body.hash for number, body in enumerate(new)}
    return file.stat().st_size - empty


def _git_size(site: Site, folder: Path) -> int:
    folder.mkdir()
    who = ["-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org", "-c", "gc.auto=0"]

    def git(*words: str) -> None:
        subprocess.run(["git", *who, "-C", str(folder), *words], cwd=ROOT, check=True, capture_output=True)

    git("init", "-q")
    for revision in range(VERSIONS):
        for number, text in _texts(site, revision):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        git("add", ".")
        git("commit", "-q", "-m", f"revision {revision}")
    git("repack", "-a", "-d", "-f", "-q")
    return sum(file.stat().st_size for file in (folder / ".git" / "objects").rglob("*") if file.is_file())
