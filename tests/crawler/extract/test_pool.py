"""Extraction in child processes: real ones, really killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import Unreadable, UnreadableKind
from crawler.extract import child
from crawler.extract.extract import extract
from crawler.extract.pool import ExtractionPool
from crawler.extract.values import ExtractJob
from tests.crawler.extract.pages import STORY, page

JOB = ExtractJob(body=page().encode(), media_type="text/html")
ROOT = Path(__file__).parents[3]


def hang(_: ExtractJob) -> Any:
    while True:
        time.sleep(0.05)


def crash(_: ExtractJob) -> Any:
    os.kill(os.getpid(), signal.SIGSEGV)


def devour(_: ExtractJob) -> Any:
    return bytearray(600 * 1024 * 1024)


def fail(_: ExtractJob) -> Any:
    raise ValueError("a parser's\nown words")


def heed(_: ExtractJob) -> Any:
    """SIGTERM and SIGINT reach the whole group; the job goes on."""
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGINT)
    return extract(JOB)


async def tried(what: Any, monkeypatch: pytest.MonkeyPatch, *, twice: bool = False) -> Unreadable:
    """What comes of a job that does `what` in its child; the pool must work afterwards."""
    async with ExtractionPool(1, timeout_s=1.0, memory_bytes=400 * 1024 * 1024) as pool:
        with monkeypatch.context() as patched:
            patched.setattr(child, "work", what)
            with pytest.raises(Unreadable) as caught:
                await (pool.extract_or_quarantine(JOB) if twice else pool.extract(JOB))
        assert STORY[0] in (await pool.extract(JOB)).text
    return caught.value


@pytest.mark.parametrize(
    ("what", "kind", "said"),
    [
        (hang, UnreadableKind.TIMEOUT, "not done after 1 seconds"),
        (crash, UnreadableKind.CRASHED, "signal 11"),
        (devour, UnreadableKind.MEMORY, "more than 400 MiB"),
        (fail, UnreadableKind.FAILED, "ValueError: a parser's own words"),
    ],
)
def test_only_the_child_dies(
    what: Any, kind: UnreadableKind, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = asyncio.run(tried(what, monkeypatch))
    assert error.kind is kind
    assert said in error.detail
    assert not error.quarantine


def test_the_second_death_sets_a_document_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(tried(crash, monkeypatch, twice=True)).quarantine


def test_a_damaged_document_is_not_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    error = asyncio.run(tried(fail, monkeypatch, twice=True))
    assert (error.kind, error.quarantine) == (UnreadableKind.FAILED, False)


def test_a_signal_to_the_group_does_not_end_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "work", heed)

    async def run() -> str:
        async with ExtractionPool(1) as pool:
            return (await pool.extract(JOB)).text

    assert STORY[0] in asyncio.run(run())


def test_it_says_what_a_document_is_not() -> None:
    async def run() -> None:
        async with ExtractionPool(1) as pool:
            await pool.extract(ExtractJob(body=b"PK", media_type="application/zip"))

    with pytest.raises(Unreadable, match="application/zip is not a type that we read"):
        asyncio.run(run())


def test_children_go_home_when_idle_and_come_back() -> None:
    async def run() -> tuple[bool, str]:
        async with ExtractionPool(1, idle_after_s=0.05) as pool:
            await pool.extract(JOB)
            await asyncio.sleep(0.4)
            resting = pool.resting
            return resting, (await pool.extract(JOB)).text

    resting, text = asyncio.run(run())
    assert resting
    assert STORY[0] in text


def test_a_closed_pool_takes_no_job() -> None:
    async def run() -> None:
        pool = ExtractionPool(1)
        await pool.close()
        await pool.close()
        await pool.extract(JOB)

    with pytest.raises(RuntimeError, match="closed"):
        asyncio.run(run())


PARENT = """
import asyncio, os, sys, time
from crawler.extract import child
from crawler.extract.extract import extract
from crawler.extract.pool import ExtractionPool
from tests.crawler.extract.test_pool import JOB, tell_and_hang

async def main():
    child.work = tell_and_hang
    await ExtractionPool(1).extract(JOB)

if __name__ == "__main__":
    asyncio.run(main())
"""


def tell_and_hang(job: ExtractJob) -> Any:
    Path(os.environ["TOLD"]).write_text(str(os.getpid()))
    hang(job)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or ") Z " not in state.read_text()


def wait_until(what: Any, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


def test_no_child_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    script, told = tmp_path / "parent.py", tmp_path / "pid"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TOLD": str(told)}
    parent = subprocess.Popen([sys.executable, str(script)], env=environment, cwd=ROOT)
    try:
        assert wait_until(lambda: told.exists() and told.read_text(), 30)
        grandchild = int(told.read_text())
        assert is_alive(grandchild)
        parent.kill()
        parent.wait()
        assert wait_until(lambda: not is_alive(grandchild), 10)
    finally:
        parent.kill()
        parent.wait()
