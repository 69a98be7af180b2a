"""Who watches a town: the product's commands as processes of their own, over the town's folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.acceptance.processes import Fresh, Process, Starter, until
from tests.acceptance.town import Town


class Office:
    """Starts processes and sees to it that none is left. `daemon()` and `once()` are the usual ones."""

    def __init__(self, town: Town, starter: Starter | None = None) -> None:
        self.town = town
        self._starter = starter or Fresh()
        self.started: list[Process] = []

    def start(
        self,
        *args: str,
        module: str = "monitor",
        config: Path | None = None,
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> Process:
        """`python -m MODULE ARGS… --config …`, with `more` in its environment."""
        made = Process(
            self._starter,
            module,
            [*args, "--config", str(config or self.town.config)],
            cwd=self.town.home,
            environ={**self.town.environ(), **more},
            log=self.town.home / f"process-{len(self.started)}.log",
        )
        self.started.append(made)
        return made

    def daemon(self) -> Process:
        """A daemon that has taken the store over."""
        made = self.start("daemon")
        assert made.says("event=daemon.started"), made.tail()
        return made

    def once(self) -> Process:
        """All that is due, to the end."""
        made = self.start("daemon", "--once")
        assert made.wait() == 0, made.tail()
        return made

    def command(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "monitor", *args, "--config", str(self.town.config)],
            cwd=self.town.home,
            env=self.town.environ(),
            capture_output=True,
            text=True,
            timeout=60,
        )

    def json(self, *args: str) -> Any:
        return json.loads(self.command(*args, "--json").stdout)

    @property
    def logs(self) -> str:
        return "\n".join(each.log for each in self.started)

    def close(self) -> None:
        """Everything is gone, and what ended before had left nobody behind."""
        ended = [each for each in self.started if each.code is not None]
        try:
            for each in ended:
                assert until(lambda each=each: not each.left_behind(), 15), each.left_behind()  # type: ignore[misc]
        finally:
            for each in self.started:
                each.destroy()
