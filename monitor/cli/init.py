"""`init`: ask for places, an address and a mail server; write a first configuration; try it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from monitor.cli import desk
from monitor.cli.check import print_probes, run_probes
from monitor.cli.desk import Desk, JsonOption, QuietOption
from monitor.cli.exits import Exit
from monitor.cli.output import Output, complain
from monitor.errors import Refused, UnknownId

T = TypeVar("T")


def init(
    place: Annotated[list[str] | None, typer.Option("--place", help="A place id; may be repeated.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Where alerts go.")] = None,
    smtp: Annotated[
        str | None, typer.Option("--smtp", help="Mail server, as in smtp.example.org:587.")
    ] = None,
    user: Annotated[
        str | None,
        typer.Option("--user", help="Account at the mail server; its password is taken from $SMTP_PASSWORD."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: what is not given stays at its default.")
    ] = False,
    probe: Annotated[bool, typer.Option("--probe/--no-probe", help="Ask each source once.")] = True,
    config: Annotated[Path, typer.Option("--config", help="The file to write.")] = Path(
        "detainer-watch.yaml"
    ),
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a first configuration of about a dozen lines, ask its sources, send one test alert."""
    from config.starting import starting_file

    if config.exists():
        raise Refused(f"{config} exists; name another file with --config, or remove it first")
    asking = not yes and sys.stdin.isatty()
    places = _places(place, asking)
    if asking:
        email, smtp, user = _mail(email, smtp, user)
    elif bool(email) != bool(smtp):
        raise Refused("alerts by mail need both --email and --smtp")
    try:
        text = starting_file(places, email=email, smtp=smtp, user=user)
    except ValueError as error:
        raise Refused(str(error)) from None
    _write(config, text)
    Output(quiet=quiet).say(f"wrote {config}:\n\n{text}")
    opened = _checked(config, json=json, quiet=quiet)
    probes = run_probes(opened, list(opened.settings.sources.values())) if probe else []
    if probes or json:
        print_probes(opened, probes)
    accepted = _try_receivers(opened)
    if not accepted or any(each.verdict.value not in ("ok", "unchanged") for each in probes):
        raise typer.Exit(Exit.ATTENTION)


def _places(given: list[str] | None, asking: bool) -> list[str]:
    from config.loading import shipped_catalogue

    known = shipped_catalogue().places

    def checked(text: str) -> list[str]:
        for place in (places := text.split()):
            if place not in known:
                raise UnknownId("place", place, known)
        return places

    if not given and asking:
        given = _ask("Places, by id, separated by blanks [us-ma-boston]", checked)
    return checked(" ".join(given or ())) or ["us-ma-boston"]


def _mail(email: str | None, smtp: str | None, user: str | None) -> tuple[str | None, str | None, str | None]:
    """What is not given already, asked for: a server where mail is wanted, an account where there is one."""
    from config.forms import parse_mailbox, parse_server

    if not email and not smtp:
        email = _ask("Mail address for alerts (empty: print them to the terminal)", _as_typed(parse_mailbox))
    if email and not smtp:
        smtp = _ask("Mail server, as in smtp.example.org:587", _as_typed(parse_server))
    if smtp:
        user = user or _ask("Account there (empty: none)", str)
    return email, smtp, user


def _as_typed(check: Callable[[str], object]) -> Callable[[str], str]:
    def checked(text: str) -> str:
        check(text)
        return text

    return checked


def _ask(question: str, checked: Callable[[str], T]) -> T | None:
    """An answer, asked for until `checked` takes it; None where it is left empty."""
    while True:
        answer = str(typer.prompt(question, default="", show_default=False, err=True)).strip()
        if not answer:
            return None
        try:
            return checked(answer)
        except (ValueError, UnknownId) as error:
            complain(str(error))


def _write(path: Path, text: str) -> None:
    """Whole or not at all, readable by its owner alone; never over a file that is there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _checked(config: Path, *, json: bool, quiet: bool) -> Desk:
    """The settings of the new file; where it has a mistake (no password set) it stays, and that is said."""
    return desk.desk(config, json=json, quiet=quiet, secrets=True)


def _try_receivers(opened: Desk) -> bool:
    """Send each receiver one test alert; whether all were accepted."""
    if not opened.settings.receivers:
        opened.out.say("no receiver: alerts go to the terminal and the log of `detainer-watch daemon`")
        return True
    from monitor.deliver.dispatcher import test_alert

    accepted = True
    for receiver in opened.settings.receivers:
        answer = test_alert(receiver, opened.settings, desk.clock)
        opened.out.say(f"test alert to {receiver}: {answer.text}")
        accepted = accepted and answer.acknowledged
    return accepted
