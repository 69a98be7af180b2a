"""What commands share by which a person has a word: who says it, what follows, and asking first."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk
from monitor.cli.output import ask
from monitor.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from monitor.cli.desk import Desk
    from storage.database import Store
    from storage.records import Change

NOBODY = "nobody"
MAX_WORDS = 1000  #: characters of a note

ByOption = Annotated[
    str | None, typer.Option("--by", help="Who says so; else the name you are logged in with.")
]
NoteOption = Annotated[str, typer.Option("--note", help="Why, for the record.")]


def name(by: str | None) -> str:
    try:
        found = cleaned(by if by is not None else getpass.getuser())
    except (KeyError, OSError, ImportError):
        found = ""
    if not found:
        raise typer.BadParameter("say who you are", param_hint="--by")
    return found[:100]


def cleaned(text: str) -> str:
    from monitor.phrases import one_line, storable

    return one_line(storable(text), MAX_WORDS)


def declare(opened: Desk, store: Store) -> None:
    """Without a daemon, the store may not know yet to whom a change is owed."""
    from monitor import declared, subscriptions
    from storage import leases, outbox

    with store.read() as conn:
        known = {row.id for row in outbox.receiver_list(conn)}
    if not set(subscriptions.receivers(opened.settings)) <= known and leases.owner_alive(store) is None:
        declared.declare(store, opened.settings, desk.clock())


def say(
    opened: Desk,
    store: Store,
    act: Callable[[Connection], list[Change]],
    *,
    yes: bool,
    tell: Callable[[], None],
) -> list[Change]:
    """Tell what would follow, ask, then do it. `tell` says first what the word is about."""
    from monitor import acting

    declare(opened, store)
    seen = acting.foresee(store, act)
    if not opened.out.json:
        tell()
        _tell_changes(opened, store, seen)
    if not yes and not ask("Say so?"):
        raise Refused("nothing was said")
    return acting.do(store, desk.clock, act)


def done(opened: Desk, store: Store, made: Sequence[Change], said: str, record: dict[str, object]) -> None:
    """What came of it: a line, or the record with its changes."""
    from monitor.cli import changes as changes_
    from storage import leases

    if opened.out.json:
        opened.out.value({**record, "changes": changes_.told(store, made, opened.settings)})
    else:
        opened.out.line(f"{said}; {len(made)} {'change' if len(made) == 1 else 'changes'}")
    told = any(not _to(opened, store, change).startswith(NOBODY) for change in made)
    if told and leases.owner_alive(store) is None:
        opened.out.say("the daemon is not running: it sends what is owed when it runs")


def _tell_changes(opened: Desk, store: Store, seen: Sequence[Change]) -> None:
    from monitor.cli import changes as changes_

    opened.out.say("What follows:")
    for change, entry in zip(seen, changes_.told(store, seen, opened.settings), strict=True):
        opened.out.say(f"  {entry['label']}: {entry['sentence']} → {_to(opened, store, change)}")
    if not seen:
        opened.out.say("  nothing is told to anybody")


def _to(opened: Desk, store: Store, change: Change) -> str:
    """Who will be told, but for those who muted it."""
    from monitor import alerts
    from storage import mutes

    now = desk.clock()
    owed = alerts.owed(change, opened.settings, opened.settings.catalogue, now)
    with store.read() as conn:
        muted = mutes.kept_back(conn, owed, now)
    told = [each.receiver for each in owed if (each.receiver, each.change_key) not in muted]
    return ", ".join(told) or (f"{NOBODY}: it is muted" if muted else NOBODY)
