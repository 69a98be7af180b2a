"""`init`: ask for places, an address and a mail server; write a first configuration; try it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import desk
from monitor.cli.check import print_probes, run_probes
from monitor.cli.desk import Desk, JsonOption, QuietOption
from monitor.cli.exits import Exit
from monitor.errors import Refused, UnknownId


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
    email = email or (_ask("Mail address for alerts (empty: print them to the terminal)") if asking else None)
    if email:
        smtp = smtp or (_ask("Mail server, as in smtp.example.org:587") if asking else None)
    if smtp and asking:
        user = user or _ask("Account there (empty: none)")
    try:
        text = starting_file(places, email=email, smtp=smtp, user=user)
    except ValueError as error:
        raise Refused(str(error)) from None
    _write(config, text)
    opened = _checked(config, json=json, quiet=quiet)
    opened.out.say(f"wrote {config}:\n\n{text}")
    probes = run_probes(opened, list(opened.settings.sources.values())) if probe else []
    if probes or json:
        print_probes(opened, probes)
    accepted = _try_receivers(opened)
    if not accepted or any(each.verdict.value not in ("ok", "unchanged") for each in probes):
        raise typer.Exit(Exit.ATTENTION)


def _places(given: list[str] | None, asking: bool) -> list[str]:
    from config.loading import shipped_catalogue

    known = shipped_catalogue().places
    places = given or []
    if not places and asking:
        typed = _ask("Places, by id, separated by blanks [us-ma-boston]")
        places = (typed or "").split()
    for place in places:
        if place not in known:
            raise UnknownId("place", place, known)
    return places or ["us-ma-boston"]


def _ask(question: str) -> str | None:
    answer: str = typer.prompt(question, default="", show_default=False, err=True)
    return answer.strip() or None


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
