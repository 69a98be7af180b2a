"""Who gets alerts: mail and receivers."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from config import keys
from config.chats import parse_chat
from config.reach import posting_problem
from config.records import Values
from config.secrets import LEAST_SIGNING_BYTES, Reference, Secrets, strong_enough
from config.settings import Mail, Receiver, Secret
from config.shapes import Notes
from config.words import ReceiverKind


def mail(values: Values, folder: Path, secrets: Secrets, notes: Notes) -> Mail | None:
    server, sender = values.get(keys.SERVER), values.get(keys.SENDER)
    user = values.get(keys.USER)
    password = secrets.secret(values.get(keys.MAIL_PASSWORD), values.spot(keys.MAIL_PASSWORD))
    if user and not values.given(keys.MAIL_PASSWORD):
        notes.mistake(values.spot(keys.USER), "`user` needs `password`", "password: env:SMTP_PASSWORD")
    if values.given(keys.MAIL_PASSWORD) and not values.given(keys.USER):
        notes.mistake(values.spot(keys.MAIL_PASSWORD), "`password` needs `user`")
    tls = values.get(keys.TLS) is not False
    if user and not tls:
        notes.mistake(
            values.spot(keys.TLS), "a password is never sent without TLS", "leave out `tls`, or `user`"
        )
    ca_file = values.get(keys.CA_FILE)
    if ca_file and not (folder / ca_file).is_file():
        notes.mistake(values.spot(keys.CA_FILE), f"no such file: {folder / ca_file}")
    if server is None or sender is None:
        return None
    return Mail(
        host=server[0], port=server[1], sender=sender, user=user, password=password, tls=tls,
        ca_file=folder / ca_file if ca_file else None,
    )  # fmt: skip


def receiver(id_: str, values: Values, zone: str, secrets: Secrets, notes: Notes) -> Receiver | None:
    """One receiver; None after a mistake."""
    kinds = [key for key in (keys.EMAIL, keys.WEBHOOK, keys.CHAT) if values.given(key)]
    if len(kinds) != 1:
        notes.mistake(
            values.at, "a receiver has exactly one address", "email: …, webhook: … or chat: env:NAME"
        )
        return None
    own_zone = values.get(keys.RECEIVER_ZONE) or zone
    if kinds[0] is keys.WEBHOOK:
        return _webhook(id_, values, own_zone, secrets, notes)
    if kinds[0] is keys.CHAT:
        return _chat(id_, values, own_zone, secrets, notes)
    for key in (keys.SIGNING, keys.ALLOW):
        if values.given(key):
            notes.mistake(values.spot(key), f"`{key.name}` has no meaning for a mail address")
    address = values.get(keys.EMAIL)
    return Receiver(id=id_, kind=ReceiverKind.EMAIL, address=address, zone=own_zone) if address else None


def _webhook(id_: str, values: Values, zone: str, secrets: Secrets, notes: Notes) -> Receiver | None:
    address = _webhook_address(values, secrets, notes)
    signing = _signing(values, secrets, notes)
    if not values.given(keys.SIGNING):
        notes.warn(f"receivers.{id_}: without `secret` its messages are not signed")
    if address is None:
        return None
    allow = values.get(keys.ALLOW) or ()
    return Receiver(
        id=id_, kind=ReceiverKind.WEBHOOK, address=address, secrets=signing, allow=allow, zone=zone
    )  # fmt: skip


def _signing(values: Values, secrets: Secrets, notes: Notes) -> tuple[Secret, ...]:
    """The secrets that sign, each of them checked: a weak old one is as good as a weak new one."""
    stated = values.get(keys.SIGNING) or ()
    if values.get(keys.SIGNING) == ():
        notes.mistake(values.spot(keys.SIGNING), "names no secret", "secret: env:NAME")
    found: list[Secret] = []
    for each in stated:
        secret = secrets.secret(each.value, each.at)
        if secret is None:
            continue
        if secret in found:
            notes.mistake(each.at, "the same secret twice")
        elif secrets.resolving and not strong_enough(secret.reveal()):
            notes.mistake(
                each.at,
                f"the secret is too short: at least {LEAST_SIGNING_BYTES} random bytes",
                "openssl rand -base64 32",
            )
        found.append(secret)
    return tuple(found)


def _webhook_address(values: Values, secrets: Secrets, notes: Notes) -> str | None:
    """The address; a mistake never repeats it, for it may hold a token."""
    written, spot = values.get(keys.WEBHOOK), values.spot(keys.WEBHOOK)
    if written is None:
        return None
    if isinstance(written, Reference):
        read = secrets.secret(written, spot)
        if read is None or not secrets.resolving:
            return read.reveal() if read else None
        written = read.reveal()
    try:
        url = keys.URL.parse(written)
    except ValueError as why:
        notes.mistake(spot, str(why))
        return None
    if problem := posting_problem(url, values.get(keys.ALLOW) or ()):
        notes.mistake(spot, problem)
    return url


def _chat(id_: str, values: Values, zone: str, secrets: Secrets, notes: Notes) -> Receiver | None:
    """A chat; whoever knows its address may post there, so that it is a secret like a password."""
    spot = values.spot(keys.CHAT)
    if values.given(keys.SIGNING):
        notes.mistake(values.spot(keys.SIGNING), "`secret` has no meaning for a chat")
    address = secrets.secret(values.get(keys.CHAT), spot)
    if address is not None and secrets.resolving:
        try:
            parse_chat(address.reveal())
        except ValueError as why:
            notes.mistake(spot, str(why))
            return None
        if find_spec("apprise") is None:
            notes.mistake(spot, "chats need the Apprise library", "pip install 'detainer-watch[chat]'")
    if address is None:
        return None
    return Receiver(
        id=id_,
        kind=ReceiverKind.CHAT,
        address=address.reveal(),
        allow=values.get(keys.ALLOW) or (),
        zone=zone,
    )
