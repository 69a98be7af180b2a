"""A store that a small Boston story was really recorded in, and the command line run over it."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.words import DocumentKind, Verdict
from monitor.cli.main import main
from tests.monitor.newsroom import Newsroom, source

LETTER = (
    "To the City Clerk.\n\n"
    "In 2025 the Boston Police Department received a total of 57 ICE detainers and declined all 57."
)
STORY = "Boston police received a total of 15 ICE detainers in 2024, the police department said."
FORMULA = '=HYPERLINK("https://evil.example","Boston police detainers")'


def tell(room: Newsroom) -> None:
    """The story: two years, a contradiction, an edit, a title that is a formula, a page that went."""
    room.settle_in()
    room.publish("herald", "fax", STORY, published=date(2025, 1, 17), title="Police point to fax")
    room.publish(
        "globe",
        "ice",
        "ICE said it lodged a total of 198 detainers with Boston police in 2024.",
        published=date(2025, 1, 18),
        title=FORMULA,
    )
    room.publish(
        "docket",
        "letter-2025.txt",
        LETTER,
        published=date(2026, 1, 12),
        title="Yearly letter",
        kind=DocumentKind.FILE,
    )
    room.publish(
        "herald", "fax", STORY.replace("15", "19"), published=date(2025, 1, 17), title="Police point to fax"
    )
    room.check("globe", "gone", Verdict.GONE)


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.out.splitlines()[1:]]


class Office:
    """A folder with a configuration and a store, and commands typed in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "detainer-watch.yaml"
        self.store = folder / "watch.db"

    def __call__(self, *args: str, stdin: bytes = b"") -> Done:
        """Run one command in this process, as the shell would."""
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        typed = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        before, sys.stdin = sys.stdin, typed
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = _run([*args, "--config", str(self.config)])
        finally:
            sys.stdin = before
        return Done(code, _written(out), _written(err))


def _run(args: list[str]) -> int:
    try:
        main(args)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _written(stream: io.TextIOWrapper) -> str:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the story, told once; nobody works in it."""
    folder = tmp_path_factory.mktemp("story")
    room = Newsroom(
        folder,
        source("herald"),
        source("globe"),
        source("docket", official=True, publisher="us-ma-boston/police"),
    )
    try:
        tell(room)
    finally:
        room.store.close()
    (folder / "detainer-watch.yaml").write_text("places: [us-ma-boston]\ndaemon:\n  store: watch.db\n")
    return folder


@pytest.fixture
def office(told: Path, tmp_path: Path) -> Office:
    """A copy of the story to work in."""
    shutil.copytree(told, tmp_path / "office")
    return Office(tmp_path / "office")


@pytest.fixture(scope="session")
def reading_room(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The story for commands that only read."""
    folder = tmp_path_factory.mktemp("room") / "office"
    shutil.copytree(told, folder)
    return Office(folder)


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    """A configuration, and no store yet."""
    made = Office(tmp_path)
    made.config.write_text("daemon:\n  store: watch.db\n")
    return made
