"""What the chat library gets in place of `requests`: its calls go over checked sessions, or nowhere.

The library's modules call `requests.post` and the like by name; that name is bound to `STAND_IN` here, once
for the process, and only in the library's own modules. Which session a call uses is a context variable, so
that deliveries side by side do not meet; outside a delivery there is none, and nothing goes out.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Final, NoReturn

import requests

from config.settings import Receiver
from crawler.errors import FetchError
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import Answer
from monitor.deliver.webhook import CONNECT_S, IN_CLEAR, LATE, in_clear, judged, trouble, watch

MAX_REQUESTS: Final = 12  #: of one attempt: some services want a login and a room first
MAX_REPLY: Final = 64 * 1024  #: bytes that the library sees of an answer
#: what a call may say; certificates, redirects, time limits, proxies and files are not its business
_PASSED: Final = frozenset({"params", "data", "json", "headers", "auth"})


class Exchange:
    """All requests of one attempt, and what came of them."""

    def __init__(self, receiver: Receiver, session: requests.Session, deadline: Deadline) -> None:
        self._receiver = receiver
        self._session = session
        self._deadline = deadline
        self._asked = 0
        self._last: requests.Response | None = None
        self._failed: Answer | None = None

    def ask(self, method: str, url: str, given: dict[str, Any]) -> requests.Response:
        """One request. Raises requests.RequestException, which the library takes for "not sent"."""
        self._asked += 1
        if self._late():
            self._fail(Answer(text=LATE))
        if self._asked > MAX_REQUESTS:
            self._fail(Answer(text=f"more than {MAX_REQUESTS} requests for one message"))
        if in_clear(url, self._receiver.allow):
            self._fail(Answer(text=IN_CLEAR, permanent=True))
        try:
            watch(self._session, url, self._deadline)
            self._last = self._whole(method, url, given)
        except (requests.RequestException, FetchError, OSError, ValueError) as error:
            self._fail(Answer(text=LATE if self._late() else trouble(error)))
        self._failed = None
        return self._last

    def _whole(self, method: str, url: str, given: dict[str, Any]) -> requests.Response:
        passed = {name: value for name, value in given.items() if name in _PASSED}
        passed["headers"] = {**(passed.get("headers") or {}), "Accept-Encoding": "identity"}
        response = self._session.request(
            method,
            url,
            **passed,
            timeout=(CONNECT_S, self._deadline.seconds),
            allow_redirects=False,
            stream=True,
        )
        with contextlib.closing(response):
            content = response.raw.read(MAX_REPLY, decode_content=False)
        if self._late():
            raise requests.Timeout
        # `content` and `iter_content` then give this, however much more there was
        response._content, response._content_consumed = content, True  # type: ignore[attr-defined]
        return response

    def _late(self) -> bool:
        return self._deadline.over

    def _fail(self, answer: Answer) -> NoReturn:
        self._failed = answer
        raise requests.ConnectionError(answer.text) from None

    def answer(self, accepted: bool, now: datetime) -> Answer:
        """What the attempt came to; `accepted` is what the library says."""
        if accepted and self._last is not None and self._last.ok:
            return Answer(text=f"HTTP {self._last.status_code}", acknowledged=True)
        if self._failed is not None:
            return self._failed
        if self._last is None:
            return Answer(text="the chat library sent nothing: does the address name a room?")
        found = judged(self._last.status_code, self._last.headers.get("Retry-After"), now)
        if found.acknowledged:
            return Answer(text=f"{found.text}, but the service did not take the message")
        return found


_current: ContextVar[Exchange] = ContextVar("exchange")


@contextlib.contextmanager
def using(exchange: Exchange) -> Iterator[None]:
    """Within it, what the library asks in this thread is asked by `exchange`."""
    token = _current.set(exchange)
    try:
        yield
    finally:
        _current.reset(token)


class _StandIn:
    """The names of `requests`; what would connect is ours."""

    def __getattr__(self, name: str) -> Any:
        if name in ("Session", "session", "api", "sessions", "adapters", "head", "options"):
            raise requests.ConnectionError(f"requests.{name} is not for the chat library")
        return getattr(requests, name)

    def request(self, method: str, url: str, **given: Any) -> requests.Response:
        exchange = _current.get(None)
        if exchange is None:
            raise requests.ConnectionError("outside a delivery nothing is sent")
        return exchange.ask(method.upper(), url, given)

    def get(self, url: str, **given: Any) -> requests.Response:
        return self.request("GET", url, **given)

    def post(self, url: str, **given: Any) -> requests.Response:
        return self.request("POST", url, **given)

    def put(self, url: str, **given: Any) -> requests.Response:
        return self.request("PUT", url, **given)

    def delete(self, url: str, **given: Any) -> requests.Response:
        return self.request("DELETE", url, **given)


STAND_IN: Final = _StandIn()
_lock = threading.Lock()


def take_over() -> None:
    """Bind `requests` to the stand-in in every module of the library that is loaded by now."""
    with _lock:
        for name, module in list(sys.modules.items()):
            if name.startswith("apprise.") and getattr(module, "requests", None) is requests:
                module.requests = STAND_IN  # type: ignore[attr-defined]
