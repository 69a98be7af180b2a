"""Real processes of the product: each in a session of its own, watched by its log, never left behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, Self

PATIENCE_S: Final = 60.0  #: for what takes a second or two where nothing else runs


def until(true: Callable[[], object], patience: float = PATIENCE_S) -> bool:
    """Wait for something; False where it did not come in time."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


class Starter(Protocol):
    """Starts `python -m MODULE ARGS…`; says its pid, and later how it ended."""

    def start(
        self, module: str, args: Sequence[str], *, cwd: Path, environ: Mapping[str, str], log: Path
    ) -> int: ...

    def code(self, pid: int) -> int | None: ...


class Fresh:
    """An interpreter of its own for each process, as a user starts it."""

    def __init__(self) -> None:
        self._running: dict[int, subprocess.Popen[bytes]] = {}

    def start(
        self, module: str, args: Sequence[str], *, cwd: Path, environ: Mapping[str, str], log: Path
    ) -> int:
        with log.open("ab") as out:
            made = subprocess.Popen(
                [sys.executable, "-m", module, *args],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=dict(environ),
                start_new_session=True,
            )
        self._running[made.pid] = made
        return made.pid

    def code(self, pid: int) -> int | None:
        return self._running[pid].poll()


class Zygote:
    """Forks of one process that has imported everything: two seconds of CPU less for each."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._turn = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.acceptance.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=dict(environ),
        )
        assert self._answer() == "ready"

    def start(
        self, module: str, args: Sequence[str], *, cwd: Path, environ: Mapping[str, str], log: Path
    ) -> int:
        order = {"module": module, "args": args, "cwd": str(cwd), "environ": dict(environ), "log": str(log)}
        return int(self._ask({"start": order}))

    def code(self, pid: int) -> int | None:
        found = self._ask({"poll": pid})
        return None if found is None else int(found)

    def _ask(self, order: Mapping[str, object]) -> Any:
        assert self._process.stdin is not None
        with self._turn:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the zygote has died"
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


class Process:
    """One process; what it prints goes to a file."""

    def __init__(
        self,
        starter: Starter,
        module: str,
        args: Sequence[str],
        *,
        cwd: Path,
        environ: Mapping[str, str],
        log: Path,
    ) -> None:
        self.log_file = log
        log.touch()
        self._starter = starter
        self.pid = starter.start(module, args, cwd=cwd, environ=environ, log=log)

    @property
    def code(self) -> int | None:
        """Exit code; negative where a signal killed it; None while it runs."""
        return self._starter.code(self.pid)

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def events(self, name: str) -> list[str]:
        """The lines of its log with that event."""
        return [line for line in self.log.splitlines() if f" event={name} " in f"{line} "]

    def says(self, text: str, patience: float = PATIENCE_S) -> bool:
        """Wait for a text in its log, for as long as it runs."""
        until(lambda: text in self.log or self.code is not None, patience)
        return text in self.log

    def signal(self, number: signal.Signals) -> None:
        if self.code is None:
            os.kill(self.pid, number)

    def wait(self, patience: float = PATIENCE_S) -> int:
        """Its exit code; fails loudly, with the end of its log, where it does not end."""
        assert until(lambda: self.code is not None, patience), (
            f"still running after {patience} s; its log ends:\n{self.tail()}"
        )
        assert self.code is not None
        return self.code

    def stop(self) -> int:
        """End it cleanly; its exit code."""
        self.signal(signal.SIGTERM)
        return self.wait()

    def tail(self, lines: int = 40) -> str:
        return "\n".join(self.log.splitlines()[-lines:])

    def left_behind(self) -> list[str]:
        """Processes of its session that run although it ended."""
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,pgid=,stat=,args="], capture_output=True, text=True, check=True
        )
        rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
        return [
            " ".join(row)
            for row in rows
            if row[1] == str(self.pid) and row[0] != row[1] and not row[2].startswith("Z")
        ]

    def destroy(self) -> None:
        """Whatever it does: it and its children are gone."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        until(lambda: self.code is not None, 10)
