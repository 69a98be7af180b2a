"""Brings an older store to the schema of this code. Imported only where needed: alembic is slow to load."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

HERE: Final = Path(__file__).parent


def upgrade(tx: Connection, to: str = "head", *, more: Sequence[Path] = ()) -> None:
    """Run the missing migrations within `tx`: all of them or none. `more`: further folders of revisions."""
    config = _config(more)
    config.attributes["connection"] = tx
    command.upgrade(config, to)


def head() -> str | None:
    """The newest revision on disk."""
    return ScriptDirectory.from_config(_config(())).get_current_head()


def _config(more: Sequence[Path]) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    places = "\n".join(str(place).replace("%", "%%") for place in (HERE / "versions", *more))
    config.set_main_option("version_locations", places)
    return config
