"""`detainer-watch`: the commands, and what becomes of an error that none of them could handle."""

from __future__ import annotations

import os
import sys

import typer

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


def main() -> None:
    """Run one command; a user's mistake or a known trouble is a line on stderr and an exit code."""
    try:
        app(standalone_mode=False)
    except BaseException as error:
        code = explain(error)
        if code is None:
            raise
        sys.stdout.flush() if not isinstance(error, BrokenPipeError) else _quiet_stdout()
        raise SystemExit(int(code)) from None


def explain(error: BaseException) -> Exit | int | None:
    """Say what `error` means in a line, and give the exit code; None for a fault of ours."""
    from click.exceptions import Abort, ClickException
    from click.exceptions import Exit as ClickExit

    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else Exit.DONE
    if isinstance(error, ClickExit):
        return error.exit_code
    if isinstance(error, ClickException):
        error.show()
        return Exit.MISTAKE
    if isinstance(error, BrokenPipeError):
        return Exit.DONE
    if isinstance(error, KeyboardInterrupt | Abort):
        complain("interrupted")
        return Exit.INTERRUPTED
    return _explain_ours(error)


def _explain_ours(error: BaseException) -> Exit | None:
    from config.errors import ConfigError, ConfigMistakes
    from monitor.errors import MonitorError
    from storage.errors import NotKept, OwnedElsewhere, StoreError

    if isinstance(error, ConfigMistakes):
        for mistake in error.mistakes:
            complain(str(mistake))
        return Exit.MISTAKE
    if isinstance(error, NotKept):
        complain(str(error))
        return Exit.NOT_KEPT
    if isinstance(error, OwnedElsewhere):
        complain(str(error))
        return Exit.ELSEWHERE
    if isinstance(error, StoreError):
        complain(str(error))
        return Exit.STORE
    if isinstance(error, ConfigError | MonitorError):
        complain(str(error))
        return Exit.MISTAKE
    return None


def _quiet_stdout() -> None:
    """`| head` closed the pipe: keep the interpreter from complaining about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
