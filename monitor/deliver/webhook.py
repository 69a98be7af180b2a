"""One alert to one webhook: signed JSON over HTTP, one attempt.

The exact bytes that are sent are signed. No redirect is followed, the address is checked where the
connection is made, the reply is neither decoded nor kept. Every outcome is an `Answer`.
"""

from __future__ import annotations

import contextlib
import json
import ssl
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from config.reach import host_and_port
from config.settings import Receiver
from crawler.errors import FetchError
from crawler.pauses import retry_after
from monitor.deliver import bodies, signing
from monitor.deliver.channels import Sessions
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import LONGEST, Answer
from monitor.phrases import one_line
from storage.records import Alert

if TYPE_CHECKING:
    import requests

TOTAL_S: Final = 10.0  #: for one attempt, from the connection to the last byte of the reply
CONNECT_S: Final = 5.0
LATE: Final = "no answer in time"
IN_CLEAR: Final = "plain http is not allowed for this receiver"
MAX_REPLY: Final = 4096  #: bytes read of the reply, so that a polite connection ends cleanly


def payload(alert: Alert) -> bytes:
    """The JSON that is sent and signed: the same bytes at each attempt."""
    return json.dumps(bodies.body_of(alert), ensure_ascii=False, separators=(",", ":")).encode()


def post(alert: Alert, receiver: Receiver, now: datetime, deadline: Deadline, sessions: Sessions) -> Answer:
    """Post the alert once. `sessions` makes the session that checks addresses; `allow` is the receiver's."""
    if in_clear(receiver.address, receiver.allow):
        return Answer(text=IN_CLEAR, permanent=True)
    try:
        body = payload(alert)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "detainer-watch",
            "Accept-Encoding": "identity",
            **signing.headers([secret.reveal() for secret in receiver.secrets], alert.id, body, now),
        }
    except ValueError as error:
        return Answer(text=one_line(str(error)), permanent=True)
    with deadline, sessions(receiver.allow) as session:
        session.trust_env = False  # no proxy and no login from the environment
        return _exchange(session, receiver.address, headers, body, now, deadline)


def in_clear(url: str, allow: Collection[str]) -> bool:
    """Whether the address is plain http without a word in `allow` for its host and port."""
    if url.startswith("https://"):
        return False
    try:
        return host_and_port(url) not in allow
    except ValueError:
        return True


def _exchange(
    session: requests.Session,
    url: str,
    headers: dict[str, str],
    body: bytes,
    now: datetime,
    deadline: Deadline,
) -> Answer:
    import requests

    try:
        watch(session, url, deadline)
        response = session.post(
            url,
            data=body,
            headers=headers,
            timeout=(CONNECT_S, deadline.seconds),
            allow_redirects=False,
            stream=True,
        )
    except (requests.RequestException, FetchError, OSError, ValueError) as error:
        return Answer(text=LATE if deadline.over else trouble(error))
    with contextlib.closing(response):
        if deadline.over:  # cut within the headers, which then look as if they ended there
            return Answer(text=LATE)
        answer = judged(response.status_code, response.headers.get("Retry-After"), now)
        # a status has come: whatever happens to the rest of the reply changes nothing
        with contextlib.suppress(Exception):
            response.raw.read(MAX_REPLY, decode_content=False)
    return answer


def judged(status: int, after: str | None, now: datetime) -> Answer:
    """What a status means, with its Retry-After."""
    text = f"HTTP {status}"
    if 200 <= status < 300:
        return Answer(text=text, acknowledged=True)
    if status == 410:
        return Answer(text=f"{text}: the receiver wants no further message", off=True)
    if 300 <= status < 400:
        return Answer(text=f"{text}: redirects are not followed")
    return Answer(text=text, retry_after=retry_after(after, now, LONGEST))


def trouble(error: Exception) -> str:
    """What went wrong, without the address: it may hold a token."""
    causes = _causes(error)
    for cause in causes:
        if isinstance(cause, FetchError):
            return one_line(str(cause))
    if any(isinstance(cause, TimeoutError) or "Timeout" in type(cause).__name__ for cause in causes):
        return LATE
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return "the certificate was refused"
    return one_line(f"no answer: {type(causes[-1]).__name__}")


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what it came from; requests and urllib3 wrap one in the other, in several ways."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting and len(found) < 20:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return found


def watch(session: requests.Session, url: str, deadline: Deadline) -> None:
    """Have the deadline cut this session's connection to `url`, whose socket requests keeps to itself."""
    import requests
    from requests.adapters import HTTPAdapter

    adapter = session.get_adapter(url)
    if not isinstance(adapter, HTTPAdapter):
        return
    prepared = requests.Request("POST", url).prepare()
    pool: Any = adapter.get_connection_with_tls_context(prepared, verify=session.verify)
    made: Any = pool.ConnectionCls

    class Watched(made):  # type: ignore[misc]  # whatever the adapter connects with, checks included
        def connect(self) -> None:
            super().connect()
            deadline.watch(lambda: self.sock)

    pool.ConnectionCls = Watched
