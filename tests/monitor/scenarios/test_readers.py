"""A newer reader is no news: what only it sees is told to nobody, in whatever way it comes to see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from monitor import reread
from monitor.figures import reader
from tests.monitor.scenarios.conftest import Going
from tests.monitor.scenarios.test_totals import read_before
from tests.monitor.scenarios.watch import BPD, ICE, TO_BPD, Watch, feed


@contextmanager
def older_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One that cannot read what ICE says."""
    read = reader.read

    def reads_less(*args: Any, **options: Any) -> Any:
        kept = [figure for figure in read(*args, **options) if figure.party != "ice"]
        return tuple(replace(figure, ordinal=n) for n, figure in enumerate(kept))

    with monkeypatch.context() as patch:
        patch.setattr(reader, "read", reads_less)
        yield


@pytest.fixture
def paper(going: Going, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A story with what the police and what ICE say, read by a reader that saw only the first."""
    watch = going(read_before, feed())
    watch.story("/a", BPD.format(57, 2025), ICE.format(167, 2025))
    with older_reader(monkeypatch):
        watch.visit()
    assert watch.heard() == {
        "desk": ["New: Boston police say they received 57 ICE detainer requests in 2025"]
    }
    watch.wait(hours=2)
    return watch


def test_a_page_edited_elsewhere_gives_nothing_new_to_a_newer_reader(paper: Watch) -> None:
    paper.story("/a", BPD.format(57, 2025), ICE.format(167, 2025), "The bridge will open in June.")
    paper.visit()
    assert paper.heard() == {}
    assert paper.standing()["requests,2025-01-01..2025-12-31 by ice"] == "standing 167, past []"


def test_a_page_that_is_edited_there_is_told_for_what_the_page_changed(paper: Watch) -> None:
    paper.story("/a", BPD.format(61, 2025), ICE.format(167, 2025))
    paper.visit()
    assert paper.heard() == {"desk": [f"Corrected: The Harbor Paper now has 61, before 57: {TO_BPD}"]}


def test_reading_again_is_a_report_and_tells_nobody(paper: Watch) -> None:
    (difference,) = reread.differences(paper.store, paper.settings)
    assert [figure.value for figure in difference.seen] == [167]
    assert difference.gone == ()
    reread.take_over(paper.store, paper.settings, paper.clock)
    assert paper.heard() == {}
    assert paper.standing()["requests,2025-01-01..2025-12-31 by ice"] == "standing 167, past []"
    assert len(paper.disputed()) == 1
    paper.wait(hours=2)
    paper.visit()
    assert paper.heard() == {}
