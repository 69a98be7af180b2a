"""What `daemon` does about its own end and beginning, besides what the acceptance tests try."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

HANGING = """
import threading, time
from monitor import log
from monitor.cli import daemon
log.configure()
daemon.STOPS_WITHIN_S = 0.3
threading.Thread(target=time.sleep, args=(60,), name="a name server that never answers").start()
daemon._end_in_time({failed})
"""


@pytest.mark.parametrize(("failed", "code"), [(False, 0), (True, 4)])
def test_a_thread_that_hangs_does_not_hold_the_end_up(failed: bool, code: int) -> None:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", HANGING.format(failed=failed)], capture_output=True, text=True, timeout=50
    )
    assert done.returncode == code
    assert time.monotonic() - began < 30
    assert "daemon.stop_forced" in done.stderr
    assert "a name server that never answers" in done.stderr
