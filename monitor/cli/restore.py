"""`restore`: put a copy of the store back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import desk
from monitor.cli.backup import tell
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption, YesOption
from monitor.cli.exits import Exit
from monitor.cli.output import ask, complain


def restore(
    file: Annotated[Path, typer.Argument(help="A copy that `backup` made.")],
    verify: Annotated[bool, typer.Option("--verify", help="Only prove the copy; put nothing back.")] = False,
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Prove a copy and put it in the store's place. A store that is there is asked for, and kept beside it.

    Refused while a daemon owns the store.
    """
    opened = desk.desk(config, json=json, quiet=quiet)

    from monitor.errors import Refused
    from storage import backup as copies
    from storage.engines import address, file_of
    from storage.errors import OwnedElsewhere, StoreError

    if verify:
        tell(opened.out, copies.verify(file), "proved")
        return
    target = file_of(address(opened.settings.daemon.store))
    if target is None:
        raise StoreError("the store is in PostgreSQL: put a pg_dump back with pg_restore")
    there = target.exists() and target.stat().st_size > 0
    if (
        there
        and not yes
        and not ask(f"There is a store at {target}. Replace it (it is kept as {target.name}.replaced)?")
    ):
        raise Refused("nothing was restored")
    try:
        restored = copies.restore(file, target, overwrite=there)
    except OwnedElsewhere as error:  # here the store's own trouble: there is nothing to wait for
        complain(f"{error}; stop it first")
        raise typer.Exit(Exit.STORE) from None
    tell(opened.out, restored, f"restored from {file}")
