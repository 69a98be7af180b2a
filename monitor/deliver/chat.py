"""One alert to one chat, through the Apprise library: one message, one attempt.

The library knows how each service wants to be spoken to; everything else stays ours: which address is
connected to, certificates, redirects, the time limit, the text, and what an answer means. It keeps nothing
on disk, reads no file of its own and logs nothing, for it logs addresses. Every outcome is an `Answer`.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from config import chats
from config.reach import posting_problem
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


class Missing(Unusable):
    """The library is not installed: the address may be right."""


def post(alert: Alert, receiver: Receiver, now: datetime, deadline: Deadline, sessions: Sessions) -> Answer:
    """Send the alert once. `sessions` makes the session that checks addresses; `allow` is the receiver's."""
    try:
        service = _service(receiver)
        plugin = _plugin(receiver, service)
    except Unusable as why:
        return Answer(text=str(why), permanent=not isinstance(why, Missing))
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
        service = _service(receiver)
        plugin = _plugin(receiver, service)
    except Unusable as why:
        return str(why)
    return posting_problem(_server(plugin), receiver.allow) if service.own else None


def _server(plugin: Any) -> str:
    """The server of one's own that the address names; ntfy's own where it names only a topic."""
    if getattr(plugin, "mode", None) == "cloud":
        return "https://ntfy.sh"
    bare = plugin.host.strip("[]")
    host = f"[{bare}]" if ":" in bare else bare
    port = f":{plugin.port}" if plugin.port else ""
    return f"{'https' if plugin.secure else 'http'}://{host}{port}"


def _service(receiver: Receiver) -> Service:
    try:
        return SERVICES[chats.schema(chats.parse_chat(receiver.address))]
    except ValueError as why:
        raise Unusable(str(why)) from None


def _notify(plugin: Any, said: chat_text.Message, service: Service) -> bool:
    given = {"body_format": "text"} if service.dialect.as_text else {}
    try:
        return bool(plugin.notify(body=said.text, title=said.title, overflow="upstream", **given))
    except Exception:  # the exchange knows why, and the library's words may repeat the address
        return False


class _Waits(Exception):
    """The library wants to sleep before it goes on; the delivery waits in the store instead."""


def _no_wait(last_io: object = None, wait: float | None = None) -> None:
    if wait:
        raise _Waits


def _plugin(receiver: Receiver, service: Service) -> Any:
    """The library's part for this address, for exactly one room. Raises Unusable."""
    kind = _loaded(service)
    found = _read(kind, receiver)
    _check_room(found, service)
    try:
        plugin = kind(**{**found, **_SETTLED.get(service.module, {}), "asset": _asset()})
    except Exception:  # its own words may repeat the address
        raise Unusable(_unread(receiver)) from None
    if len(plugin) > 1:
        raise Unusable(f"the chat address names {len(plugin)} rooms; give each a receiver of its own")
    plugin.throttle = _no_wait
    return plugin


def _read(kind: Any, receiver: Receiver) -> Mapping[str, object]:
    """The parts of the address, as the library names them. Raises Unusable."""
    read = kind.parse_native_url if receiver.address.lower().startswith("https://") else kind.parse_url
    try:
        found = read(receiver.address.replace("/#", "/%23"))  # a room, and no fragment
    except Exception:  # as above
        found = None
    if not found:
        raise Unusable(_unread(receiver))
    return dict(found)


def _unread(receiver: Receiver) -> str:
    return f"Apprise cannot read it as an address of {chats.SERVICES[chats.schema(receiver.address)]}"


#: what we say, whatever the address says
_SETTLED: Final[Mapping[str, Mapping[str, object]]] = {
    "matrix": {"e2ee": False},  # with no store on disk, each message would come from a new device
    "discord": {"flags": 4},  # no previews: they would load what a document links to
}


def _check_room(found: Mapping[str, object], service: Service) -> None:
    """Refuse what leaves it to the library where a message goes. Raises Unusable.

    Without a room it would take a general one, or whoever wrote to the bot last. With a Matrix password it
    makes a new login for each message, and an account where that fails.
    """
    host, mode = str(found.get("host") or ""), found.get("mode")
    token = service.module != "matrix" or (found.get("password") and not found.get("user"))
    if not token or (service.module == "matrix" and mode not in (None, "", "off")):
        raise Unusable("a Matrix address is matrixs://ACCESS_TOKEN@HOST/ROOM: a token, and no password")
    bot = mode == "bot" or host.startswith("xox")
    topic_is_host = service.module == "ntfy" and mode == "cloud" and "." in host
    if topic_is_host or ((service.room or bot) and not found.get("targets")):
        raise Unusable("the chat address names no room")


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
        raise Missing(MISSING) from None
    chat_requests.take_over()
    return kind
