"""What can be wrong with a configuration.

ConfigError
    ConfigMistakes   the file, or what it refers to, is wrong: every mistake found at once
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class ConfigError(Exception):
    """Anything that keeps a configuration from being used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """One thing to mend. No field ever holds a secret's value."""

    path: Path | None  #: None: the shipped defaults, or the environment
    line: int | None  #: counted from 1
    where: str  #: dotted key, as in receivers.archive.secret; empty for the file itself
    message: str
    hint: str | None = None  #: what to do: the nearest valid name, the allowed forms

    def __str__(self) -> str:
        place = str(self.path) if self.path else "configuration"
        if self.line is not None:
            place += f":{self.line}"
        key = f"{self.where}: " if self.where else ""
        tail = f" ({self.hint})" if self.hint else ""
        return f"{place}: {key}{self.message}{tail}"


class ConfigMistakes(ConfigError):
    """The configuration cannot be used as it stands.

    Raised once, with all mistakes in the order of their lines; the operator mends the lines that are named.
    A running daemon keeps the configuration that it has.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda m: (str(m.path or ""), m.line or 0)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))
