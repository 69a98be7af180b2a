"""How it runs: the store, the daemon's limits, its own address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from config import keys
from config.errors import ConfigMistakes
from config.records import Key, Values
from config.secrets import Secrets, is_reference, parse_reference, resolve
from config.settings import Daemon, Secret
from config.shapes import Notes, Spot

#: daemon keys whose value is taken over as it is, with the field of `Daemon` that they fill
_PLAIN: Mapping[str, Key[object]] = {
    "workers": keys.WORKERS,
    "keep_other_news": keys.KEEP,
    "stop_fetching_below": keys.STOP_BELOW,
    "withdrawn_after": keys.WITHDRAWN_AFTER,
    "settle": keys.SETTLE,
    "recheck": keys.RECHECK,
    "recheck_claims": keys.RECHECK_CLAIMS,
}


def daemon(values: Values, web: Values, folder: Path, secrets: Secrets, notes: Notes) -> Daemon:
    given = {field: values.get(key) for field, key in _PLAIN.items() if values.get(key) is not None}
    found: Daemon = replace(Daemon(), **given)  # type: ignore[arg-type] # each key's shape is its field's type
    watchdog = secrets.secret(values.get(keys.WATCHDOG), values.spot(keys.WATCHDOG))
    if watchdog and secrets.resolving:
        _check_watchdog(watchdog, values.spot(keys.WATCHDOG), notes)
    history = values.get(keys.HISTORY)
    if history is not None:
        found = replace(found, history=None if isinstance(history, str) else history)
    listen = web.get(keys.LISTEN)
    if listen is not None:
        found = replace(found, listen=None if listen == "off" else listen)
    if list(found.recheck) != sorted(set(found.recheck)):
        notes.mistake(values.spot(keys.RECHECK), "the ages must rise")
    return replace(found, store=_store(values, folder, secrets, notes), watchdog=watchdog)


def web_password(web: Values, listen: str | None, secrets: Secrets, notes: Notes) -> Secret | None:
    password = secrets.secret(web.get(keys.WEB_PASSWORD), web.spot(keys.WEB_PASSWORD))
    if listen and not _loopback(listen) and not web.given(keys.WEB_PASSWORD):
        notes.mistake(
            web.spot(keys.LISTEN),
            "an address that others can reach needs `password`",
            "password: env:WEB_PASSWORD",
        )
    return password


def _loopback(listen: str) -> bool:
    host = listen.rpartition(":")[0].strip("[]")
    return host in ("localhost", "::1") or bool(re.fullmatch(r"127(\.[0-9]{1,3}){3}", host))


def _check_watchdog(watchdog: Secret, spot: Spot, notes: Notes) -> None:
    try:
        keys.URL.parse(watchdog.reveal())
    except ValueError as why:
        notes.mistake(spot, str(why))


def _store(values: Values, folder: Path, secrets: Secrets, notes: Notes) -> str:
    """The SQLAlchemy address. A path is SQLite, seen from the folder of the file."""
    written, spot = values.get(keys.STORE), values.spot(keys.STORE)
    if written is None:
        return sqlite_address(folder / "detainer-watch.db")
    if is_reference(written):
        try:
            read = secrets.secret(parse_reference(written), spot)
        except ValueError as why:
            notes.mistake(spot, str(why))
            return ""
        if read is None or not secrets.resolving:
            return written
        written = read.reveal()
    elif "://" in written and _holds_password(written):
        notes.mistake(spot, "a password is not written here", "store: env:DATABASE_URL")
        return ""
    return _address(written, folder, spot, notes)


def resolved_store(reference: str, path: Path | None, environ: Mapping[str, str]) -> str:
    """The SQLAlchemy address behind `env:NAME` or `file:PATH`, for a command that reads no other secret.

    Raises ConfigMistakes.
    """
    notes, spot, folder = Notes(path), Spot("daemon.store", None), path.parent if path else Path()
    found = ""
    try:
        found = _address(resolve(parse_reference(reference), environ, folder), folder, spot, notes)
    except ValueError as why:
        notes.mistake(spot, str(why))
    if notes.mistakes:
        raise ConfigMistakes(notes.mistakes)
    return found


def _address(written: str, folder: Path, spot: Spot, notes: Notes) -> str:
    scheme, separator, rest = written.partition("://")
    if not separator:
        return sqlite_address(folder / Path(written).expanduser())
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite":
        return written
    notes.mistake(spot, f"no store of the kind `{scheme[:20]}`", "a path (SQLite), or postgresql://…")
    return ""


def _holds_password(address: str) -> bool:
    try:
        return urlsplit(address).password is not None
    except ValueError:
        return "@" in address


def sqlite_address(path: Path) -> str:
    return f"sqlite:///{path}"
