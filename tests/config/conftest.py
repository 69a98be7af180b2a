"""A configuration is written as text, and read from a real file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from config.errors import ConfigMistakes, Mistake
from config.loading import load
from config.settings import Settings

Load = Callable[..., Settings]
Mistakes = Callable[..., tuple[Mistake, ...]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "detainer-watch.yaml"


@pytest.fixture
def settings_of(file: Path) -> Load:
    def read(text: str | bytes, environ: Mapping[str, str] | None = None) -> Settings:
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        file.chmod(0o600)
        return load(file, environ or {})

    return read


@pytest.fixture
def mistakes_of(settings_of: Load) -> Mistakes:
    def read(text: str | bytes, environ: Mapping[str, str] | None = None) -> tuple[Mistake, ...]:
        with pytest.raises(ConfigMistakes) as caught:
            settings_of(text, environ)
        return caught.value.mistakes

    return read
