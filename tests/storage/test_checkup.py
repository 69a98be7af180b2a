from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from storage import opening
from storage.checkup import check_up
from storage.database import Store
from storage.errors import StoreDamaged
from storage.opening import Check
from tests.storage import world
from tests.storage.world import HOUR, NOW


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Check]:
    """What SQLite was asked to look at, one after the other."""
    noted: list[Check] = []
    check = opening.check_bytes

    def note(conn: object, path: object, how: Check) -> None:
        noted.append(how)
        check(conn, path, how)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "check_bytes", note)
    return noted


def test_the_file_is_looked_at_once_a_day_and_once_a_week_wholly(store: Store, asked: list[Check]) -> None:
    done = [check_up(store, NOW + hours * HOUR) for hours in (0, 23, 24, 48, 24 * 7, 24 * 8)]
    if store.path is None:
        assert (done, asked) == ([False] * 6, [])
        return
    assert done == [True, False, True, True, True, True]
    assert asked == [Check.WHOLE, Check.QUICK, Check.QUICK, Check.WHOLE, Check.QUICK]


def test_a_large_store_is_not_checked_at_opening_but_by_the_daily_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "QUICK_CHECK_BELOW", 4096)
    file = tmp_path / "watch.db"
    with Store.open(str(file), create=True, now=NOW) as store:
        for number in range(120):  # the middle of the file is bodies, and none of its tables begins there
            world.stored(store, f"https://a/{number}", os.urandom(2000).hex())
        check_up(store, NOW)
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 20 * 4096] = os.urandom(20 * 4096)
    file.write_bytes(content)
    with Store.open(str(file), create=False, now=NOW) as store:
        assert not check_up(store, NOW + HOUR)
        for days in (1, 7):  # damage is no check: it is said again each time
            with pytest.raises(StoreDamaged, match="restore"):
                check_up(store, NOW + timedelta(days=days))
