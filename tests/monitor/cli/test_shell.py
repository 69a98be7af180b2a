"""The command as a shell runs it: exit codes, closed pipes, odd locales, interrupts, what it loads."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import Office

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "monitor"]


def shell(
    office: Office, *args: str, env: Mapping[str, str] | None = None, stdout: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *args, "--config", str(office.config)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **(env or {})},
        cwd=office.folder,
        check=False,
        timeout=60,
    )


def test_help_lists_the_commands_and_exit_codes() -> None:
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, cwd=ROOT, check=True)
    for word in ("daemon", "crawl", "read", "figures", "review", "export", "Exit codes"):
        assert word in done.stdout


def test_it_says_which_version_it_is() -> None:
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.startswith("detainer-watch ")
    assert len(done.stdout.split("\n")) == 2


def test_no_command_and_an_unknown_command_are_mistakes() -> None:
    for args in ([], ["figurs"]):
        done = subprocess.run([*COMMAND, *args], capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_a_quiet_end(office: Office) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = shell(office, "figures", "--json", stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_a_line(office: Office) -> None:
    with Path("/dev/full").open("wb") as full:
        done = shell(office, "figures", stdout=full.fileno())
    assert done.returncode == 2
    assert done.stderr == b"No space left on device\n"


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"NO_COLOR": "1", "COLUMNS": "20"},
        {"HOME": "/nonexistent"},
    ],
    ids=lambda env: " ".join(env),
)
def test_it_prints_in_any_surroundings(reading_room: Office, env: dict[str, str]) -> None:
    done = shell(reading_room, "series", "us-ma-boston", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert b"198" in done.stdout


def test_json_is_json_in_any_locale(reading_room: Office) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert shell(reading_room, "changes", "--json", env=env).stdout.isascii()


def test_bytes_that_are_no_text_are_a_mistake(reading_room: Office) -> None:
    done = subprocess.run(
        [*COMMAND, b"show", b"\xff\xfe", b"--config", str(reading_room.config).encode()],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_folder_that_was_deleted_is_no_trouble(reading_room: Office, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"{sys.executable} -m monitor figures --config {reading_room.config}"
    script = f"cd {gone} && rmdir {gone} && exec {command}"
    env = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, env=env, check=False)
    assert done.returncode == 0, done.stderr


def test_an_interrupt_ends_at_once(empty: Office) -> None:
    running = subprocess.Popen(
        [*COMMAND, "read", "--jsonl", "-", "--config", str(empty.config)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b'{"id": "a", "text": "x"}\n')
    running.stdin.flush()
    assert running.stdout.readline()  # it is under way
    time.sleep(
        0.5
    )  # and by now waits for its next line: a signal just before that wait is only seen after it
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 130
    _, err = running.communicate()
    assert err == b"interrupted\n"


# --- what it costs to start -----------------------------------------------------------------------


def test_the_frame_loads_nothing_of_the_stack() -> None:
    code = (
        "import sys, monitor.cli.main; "
        "print([n for n in ('sqlalchemy', 'requests', 'structlog', 'scrapy', 'trafilatura', 'pydantic') "
        "if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_a_file_loads_no_database(empty: Office) -> None:
    code = (
        "import sys; from monitor.cli.main import main; "
        f"main(['read', 'x.txt', '--config', {str(empty.config)!r}, '--quiet']); "
        "print([n for n in ('sqlalchemy', 'requests', 'scrapy', 'trafilatura') if n in sys.modules])"
    )
    (empty.folder / "x.txt").write_text("Nothing.")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=empty.folder, env=env, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_the_frame_starts_in_less_than_half_the_time_of_the_stack() -> None:
    stack = "import scrapy, trafilatura, sqlalchemy.orm, apscheduler.schedulers.asyncio"
    whole = min(_cost([sys.executable, "-c", stack]) for _ in range(2))
    ours = min(_cost([*COMMAND, "figures", "--help"]) for _ in range(2))
    assert ours < whole / 2


def _cost(command: list[str]) -> float:
    """Seconds of processor time: the clock on the wall also measures the neighbours."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
