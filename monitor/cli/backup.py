"""`backup`: a proved copy of the store, while it is in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from monitor.cli.output import Output
    from storage.backup import Copied


def backup(
    file: Annotated[Path, typer.Argument(help="Where to put the copy; never over an existing file.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Make none: prove the copy that is there.")
    ] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Copy the store as it is now, also while the daemon runs, and prove the copy whole."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from monitor.errors import Refused
    from storage import backup as copies

    if verify:
        tell(opened.out, copies.verify(file), "proved")
        return
    if file.exists():
        raise Refused(f"{file} is there already; name another file")
    with opened.store() as store:
        tell(opened.out, copies.backup(store, file), "copied and proved")


def tell(out: Output, copied: Copied, what: str) -> None:
    """Size, counts and the checks that were made."""
    if out.json:
        out.value(
            {
                "file": str(copied.path),
                "size": copied.size,
                "bodies_proved": copied.bodies,
                "store": copied.store,
                "schema": copied.revision,
                "rows": dict(copied.counts),
            }
        )
        return
    out.line(
        f"{copied.path}: {what}; {copied.size:,} bytes, {copied.bodies:,} bodies checked by their hash, "
        f"store {copied.store}"
    )
    shown = ("documents", "versions", "figures", "claims", "changes", "alerts", "reviews")
    out.table(("rows", "count"), [(name, copied.counts[name]) for name in shown if name in copied.counts])
