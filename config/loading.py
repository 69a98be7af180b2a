"""Reads the configuration, whole: either frozen settings, or every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from config import keys, receiving, running, subscribing
from config.catalogue import Catalogue
from config.cautions import cautions
from config.choosing import NOTHING, Reading, check_exceptions, choose_duties, choose_places, choose_sources
from config.errors import ConfigMistakes
from config.files import read_nodes
from config.records import Values
from config.secrets import Secrets, open_to_others
from config.settings import Receiver, Settings, Subscription
from config.shapes import Notes, Spot
from config.shipped import shipped_catalogue
from config.words import ReceiverKind

__all__ = ["FILE_NAME", "VARIABLE", "find", "load", "shipped_catalogue"]

FILE_NAME = "detainer-watch.yaml"
VARIABLE = "DETAINER_WATCH_CONFIG"


def find(option: Path | None, environ: Mapping[str, str], cwd: Path) -> Path | None:
    """The file that holds: the option's, else $DETAINER_WATCH_CONFIG, else ./detainer-watch.yaml, else none.

    A file that was named is returned whether it exists or not: `load` then says so.
    """
    if option is not None:
        return option
    named = environ.get(VARIABLE)
    if named:
        return cwd / named
    usual = cwd / FILE_NAME
    return usual if usual.exists() else None


def load(path: Path | None, environ: Mapping[str, str], *, resolve_secrets: bool = True) -> Settings:
    """The settings that the file gives; the shipped defaults where `path` is None.

    Raises ConfigMistakes with all mistakes, nothing else. With `resolve_secrets=False` no secret is looked
    up: each then holds its own reference (`env:NAME`), which serves for checking and nothing else.
    """
    notes = Notes(path)
    folder = path.parent if path else Path()
    file = _file(path, notes) if path else NOTHING
    secrets = Secrets(environ, folder, notes, resolve=resolve_secrets)
    reading = Reading(file=file, notes=notes, secrets=secrets, shipped=shipped_catalogue())
    settings = _settings(reading, path, folder)
    if notes.mistakes:
        raise ConfigMistakes(notes.mistakes)
    return replace(settings, warnings=(*notes.warnings, *cautions(settings)))


def _file(path: Path, notes: Notes) -> Values:
    node = read_nodes(path, notes)
    read = keys.FILE.read(node, Spot("", None), notes) if node is not None else None
    return read or NOTHING


def _settings(reading: Reading, path: Path | None, folder: Path) -> Settings:
    file, notes, secrets = reading.file, reading.notes, reading.secrets
    catalogue, places = choose_places(reading)
    check_exceptions(reading)
    sources = choose_sources(reading, catalogue, places)
    duties = choose_duties(reading, catalogue, places)
    zone = file.get(keys.TIMEZONE) or catalogue.places[places[0]].zone
    web = file.get(keys.WEB_PART) or NOTHING
    daemon = running.daemon(file.get(keys.DAEMON_PART) or NOTHING, web, folder, secrets, notes)
    mail = file.get(keys.MAIL_PART)
    receivers = _receivers(reading, zone)
    _check_config_file(path, file, notes)
    return Settings(
        path=path,
        places=places,
        contact=file.get(keys.CONTACT),
        zone=zone,
        daemon=daemon,
        mail=receiving.mail(mail, folder, secrets, notes) if mail else None,
        operator=_operator(reading),
        receivers=receivers,
        subscriptions=_subscriptions(reading, catalogue),
        sources=sources,
        duties=duties,
        catalogue=replace(
            catalogue,
            sources={**catalogue.sources, **sources},
            duties={**catalogue.duties, **duties},
        ),
        public_url=web.get(keys.PUBLIC_URL),
        web_password=running.web_password(web, daemon.listen, secrets, notes),
    )


def _receivers(reading: Reading, zone: str) -> dict[str, Receiver]:
    receivers: dict[str, Receiver] = {}
    for id_, values in (reading.file.get(keys.RECEIVERS) or {}).items():
        made = receiving.receiver(id_, values, zone, reading.secrets, reading.notes)
        if made is not None:
            receivers[id_] = made
        if made is not None and made.kind is ReceiverKind.EMAIL and not reading.file.given(keys.MAIL_PART):
            hint = "mail: {server: smtp.example.org:587, from: alerts@example.org}"
            reading.notes.mistake(values.spot(keys.EMAIL), "no `mail` section says how to send", hint)
    return receivers


def _operator(reading: Reading) -> str | None:
    """The receiver of what breaks: the named one, else the first."""
    declared = reading.file.get(keys.RECEIVERS) or {}
    named = reading.file.get(keys.OPERATOR)
    if named is not None and named not in declared:
        reading.notes.unknown(reading.file.spot(keys.OPERATOR), "receiver", named, declared)
    return named or next(iter(declared), None)


def _subscriptions(reading: Reading, catalogue: Catalogue) -> tuple[Subscription, ...]:
    declared = reading.file.get(keys.RECEIVERS) or {}
    return tuple(
        subscribing.subscription(values, declared, catalogue, reading.notes)
        for values in reading.file.get(keys.SUBSCRIPTIONS) or ()
    )


def _check_config_file(path: Path | None, file: Values, notes: Notes) -> None:
    """A webhook's address may hold a token: then the file itself is a secret."""
    receivers = (file.get(keys.RECEIVERS) or {}).values()
    clear = any(isinstance(values.get(keys.WEBHOOK), str) for values in receivers)
    if path is not None and clear and open_to_others(path):
        notes.warn(f"other users may read {path}, which holds a webhook address; chmod 600 {path}")
