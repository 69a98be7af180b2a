"""One alert to one chat, through the Apprise library: one message, one attempt.

The library knows how each service wants to be spoken to; everything else stays ours: which address is
connected to, certificates, redirects, the time limit, the text, and what an answer means. It keeps nothing
on disk, reads no file of its own and logs nothing, for it logs addresses. Every outcome is an `Answer`.
"""

from __future__ import annotations

import importlib
import logging
from datetime import datetime
from functools import cache
from typing import Any, Final

from config import chats
from config.settings import Receiver
from monitor.deliver import chat_text
from monitor.deliver.channels import Sessions
from monitor.deliver.chat_services import SERVICES, Service
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import Answer
from storage.records import Alert

TOTAL_S: Final = 15.0  #: for one attempt, with login and room where a service wants them
MISSING: Final = "chats need the Apprise library: pip install 'detainer-watch[chat]'"


class Unusable(Exception):
    """The address cannot be used; says why, without repeating it."""


def post(alert: Alert, receiver: Receiver, now: datetime, deadline: Deadline, sessions: Sessions) -> Answer:
    """Send the alert once. `sessions` makes the session that checks addresses; `allow` is the receiver's."""
    try:
        service = _service(receiver)
        plugin = _plugin(receiver, service)
    except Unusable as why:
        return Answer(text=str(why), permanent=True)
    from monitor.deliver import chat_requests

    said = chat_text.message(alert, service)
    with deadline, sessions(receiver.allow) as session:
        session.trust_env = False  # no proxy and no login from the environment
        exchange = chat_requests.Exchange(receiver, session, deadline)
        with chat_requests.using(exchange):
            accepted = _notify(plugin, said, service)
            answer = exchange.answer(accepted, now)
            del plugin  # some log out when they go: while they may still ask
    return answer


def problem(receiver: Receiver) -> str | None:
    """Why nothing can be sent to this chat; None where nothing speaks against it. Connects to nothing."""
    try:
        _plugin(receiver, _service(receiver))
    except Unusable as why:
        return str(why)
    return None


def _service(receiver: Receiver) -> Service:
    try:
        return SERVICES[chats.schema(chats.parse_chat(receiver.address))]
    except ValueError as why:
        raise Unusable(str(why)) from None


def _notify(plugin: Any, said: chat_text.Message, service: Service) -> bool:
    import requests

    given = {"body_format": "text"} if service.dialect.as_text else {}
    try:
        return bool(plugin.notify(body=said.text, title=said.title, overflow="upstream", **given))
    except (_Waits, requests.RequestException):
        return False  # the exchange knows why


class _Waits(Exception):
    """The library wants to sleep before it goes on; the delivery waits in the store instead."""


def _no_wait(last_io: object = None, wait: float | None = None) -> None:
    if wait:
        raise _Waits


def _plugin(receiver: Receiver, service: Service) -> Any:
    """The library's part for this address, for exactly one room. Raises Unusable."""
    kind = _loaded(service)
    name = chats.SERVICES[chats.schema(receiver.address)]
    try:
        read = kind.parse_native_url if receiver.address.lower().startswith("https://") else kind.parse_url
        found = read(receiver.address)
        plugin = kind(**found, **_settled(service), asset=_asset()) if found else None
    except Exception:  # its own words may repeat the address
        plugin = None
    if plugin is None:
        raise Unusable(f"Apprise cannot read it as an address of {name}")
    if len(plugin) != 1:
        count = "no room" if len(plugin) < 1 else f"{len(plugin)} rooms"
        raise Unusable(f"the chat address names {count}; give each room a receiver of its own")
    plugin.throttle = _no_wait
    return plugin


def _settled(service: Service) -> dict[str, object]:
    # without a store on disk each message would be a new device with new keys
    return {"e2ee": False} if service.module == "matrix" else {}


@cache
def _asset() -> Any:
    from apprise import AppriseAsset

    return AppriseAsset(
        app_id="Detainer Watch",
        app_desc="Detainer Watch",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        image_path_mask="",
        async_mode=False,
        http_redirects=False,
        storage_mode="memory",
        allow_templates=False,
    )


@cache
def _loaded(service: Service) -> Any:
    """The class of a service; of the library's many modules only this one is loaded."""
    from monitor.deliver import chat_requests

    silent = logging.getLogger("apprise")
    silent.disabled = True
    try:
        kind = getattr(importlib.import_module(f"apprise.plugins.{service.module}"), service.plugin)
    except ImportError:
        raise Unusable(MISSING) from None
    chat_requests.take_over()
    return kind
