"""`detainer-watch`: the commands, and what becomes of an error that none of them could handle."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Protocol, TextIO, TypeGuard, cast

import typer

from monitor.cli import commands
from monitor.cli.exits import EXPLAINED, Exit
from monitor.cli.output import complain

app = typer.Typer(
    name="detainer-watch",
    help="Watches news and council records for figures on ICE detainer requests, and alerts when one is new, "
    "revised, contradicted or gone.",
    epilog=EXPLAINED,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
commands.register(app)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"detainer-watch {_version()}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_say_version, help="Say which version this is."),
    ] = False,
) -> None:
    """What stands before a command: `--version` acts by itself, whether a command follows or not."""


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("detainer-watch")
    except metadata.PackageNotFoundError:
        return "(run from its source, not installed)"


def main(args: Sequence[str] | None = None) -> None:
    """Run one command; a user's mistake or a known trouble is a line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        _print_anything(stream)
    try:
        given = app(args=list(args) if args is not None else None, standalone_mode=False)
        sys.stdout.flush()
        code = given if isinstance(given, int) else Exit.DONE
    except BaseException as error:
        told = explain(error)
        if told is None:
            raise
        code = told
        _flush()
    if code == Exit.INTERRUPTED:
        complain("interrupted")
    if code:
        raise SystemExit(int(code))


def explain(error: BaseException) -> Exit | int | None:
    """Say what `error` means in a line, and give the exit code; None for a fault of ours."""
    if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
        return Exit.DONE  # `| head` has seen enough
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else Exit.DONE
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return Exit.INTERRUPTED
    if isinstance(error, typer.Exit):
        return error.exit_code
    if _is_usage(error):
        error.show()
        return Exit.MISTAKE
    return _explain_ours(error)


class _Shown(Protocol):
    def show(self) -> None: ...


def _is_usage(error: BaseException) -> TypeGuard[_Shown]:
    """A mistake in options or arguments. typer brings a click of its own, beside the one installed."""
    return any(kind.__name__ == "ClickException" for kind in type(error).__mro__)


def _explain_ours(error: BaseException) -> Exit | None:
    from config.errors import ConfigError
    from monitor.errors import MonitorError

    if isinstance(error, ConfigError | MonitorError):
        complain(str(error))
        return Exit.MISTAKE
    code = _code_of_store(error)
    if code is not None:
        complain(str(error))
        return code
    if isinstance(error, OSError) and error.strerror:
        named = f"{error.filename}: " if error.filename is not None else ""
        complain(f"{named}{error.strerror}")
        return Exit.MISTAKE
    return None


def _code_of_store(error: BaseException) -> Exit | None:
    if "storage.errors" not in sys.modules:
        return None  # nobody has opened a store
    from storage.errors import NoSuchRow, NotKept, OwnedElsewhere, StoreError

    if isinstance(error, NoSuchRow):
        return Exit.MISTAKE
    if isinstance(error, NotKept):
        return Exit.NOT_KEPT
    if isinstance(error, OwnedElsewhere):
        return Exit.ELSEWHERE
    return Exit.STORE if isinstance(error, StoreError) else None


def _print_anything(stream: TextIO) -> None:
    """A locale without the characters of a quote must not stop a listing: they become `?`."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _flush() -> None:
    """Write out what is left; where stdout is closed or full, no complaint at the interpreter's end."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), cast(TextIO, sys.__stdout__).fileno())
