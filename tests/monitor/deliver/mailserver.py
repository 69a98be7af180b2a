"""A real SMTP server on loopback, with STARTTLS, whose moods go by the recipient's name."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "watch", "correct horse battery"


@dataclass
class Ledger:
    """What the server took, and was asked."""

    taken: list[bytes] = field(default_factory=list)
    tries: Counter[str] = field(default_factory=Counter)
    secured: list[bool] = field(default_factory=list)
    logins: int = 0
    connections: int = 0
    by_connection: list[int] = field(default_factory=list)  #: of each message taken
    resets: int = 0
    enough: int = 10**9  #: messages taken, after which nothing is slow any more
    at_once: int = 0  #: most connections that were open together
    open: int = 0

    def opened(self, change: int) -> None:
        self.open += change
        self.at_once = max(self.at_once, self.open)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.taken]


class _Moods:
    """`tempfail@`: 451 always; `greylist@`: 451 once; `permfail@`: 550; `drop@`: takes it and closes …

    The server as a whole: `tired` ends the connection after so many messages, without a word or by a
    421 at the next MAIL; `lazy` takes its time for each answer to a recipient called `slow@`; there is
    `room` for so many connections.
    """

    def __init__(
        self, ledger: Ledger, tired: int | None, says_so: bool, lazy: float, room: int | None
    ) -> None:
        self.ledger = ledger
        self.tired = tired
        self.says_so = says_so
        self.lazy = lazy
        self.room = room

    async def handle_EHLO(  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        counting: Any = server
        counting.greeted()
        if self.room is not None and self.ledger.open > self.room:
            return ["421 4.7.0 too many connections from your address"]
        return responses

    async def handle_MAIL(  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("stranger@"):
            return "553 5.7.1 not your address"
        if self.says_so and self._is_tired(server):
            return "421 4.7.0 too many messages over this connection"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 ok"

    async def _slowly(self) -> None:
        ends = asyncio.get_running_loop().time() + self.lazy
        while asyncio.get_running_loop().time() < ends and len(self.ledger.taken) < self.ledger.enough:
            await asyncio.sleep(0.02)

    def _is_tired(self, server: Any) -> bool:
        return self.tired is not None and server.taken >= self.tired

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.ledger.resets += 1
        if self._is_tired(server) and not self.says_so:
            _transport(server).abort()
        return "250 ok"

    async def handle_RCPT(  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        mood = address.partition("@")[0]
        self.ledger.tries[mood] += 1
        if mood == "slow":
            await self._slowly()
        if mood == "tempfail" or (mood == "greylist" and self.ledger.tries[mood] == 1):
            return "451 4.7.1 come again later"
        if mood == "permfail":
            return "550 5.1.1 no such mailbox"
        if mood == "hinted" and self.ledger.tries[mood] == 1:
            return "450 4.2.0 Greylisted for 300 seconds (see https://example.org)"
        if mood == "busy":
            return "421 4.3.2 shutting down"
        if mood == "noise":
            return "\r\n".join(["250-" + "x" * 400] * 2000 + ["250 ok"])
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mood = envelope.rcpt_tos[0].partition("@")[0]
        if mood == "datafail":
            return "554 5.6.0 not wanted"
        if mood == "datatemp":
            return "452 4.3.1 disk full"
        assert isinstance(envelope.content, bytes)
        self.ledger.taken.append(envelope.content)
        self.ledger.secured.append(session.ssl is not None)
        counting: Any = server
        self.ledger.by_connection.append(counting.number)
        counting.taken += 1
        if mood == "hang":
            await asyncio.sleep(30)
        if mood == "drip":
            for _ in range(60):
                await _drip(server)
        if mood == "half":
            half: Any = server._writer
            half.write(b"250 2.0.0 ta")
            half.close()
        if mood == "drop":
            _transport(server).abort()
        return "250 2.0.0 taken"


def _transport(server: SMTP) -> Any:
    return server.transport


async def _drip(server: SMTP) -> None:
    writer: Any = server._writer
    writer.write(b"2")
    await asyncio.sleep(0.2)


class _Counting(SMTP):
    """Knows which connection is which; one that says nothing, as the controller's own, is none."""

    number = 0
    taken = 0

    def greeted(self) -> None:
        if not self.number:  # and not the same one, turned to TLS
            ledger: Ledger = self.event_handler.ledger
            ledger.connections += 1
            ledger.opened(1)
            self.number = ledger.connections

    def connection_lost(self, error: Exception | None) -> None:
        if self.number > 0:
            self.event_handler.ledger.opened(-1)
            self.number = -1
        super().connection_lost(error)


class _Controller(Controller):
    """On a port that the system chooses."""

    def factory(self) -> SMTP:
        return _Counting(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def running(
    *,
    tls: ssl.SSLContext | None,
    login: bool = False,
    implicit: bool = False,
    tired: int | None = None,
    says_so: bool = False,
    lazy: float = 0.0,
    room: int | None = None,
    without: tuple[str, ...] = (),
) -> Iterator[tuple[int, Ledger]]:
    """A server with STARTTLS by `tls` (None: offers none); with `login`, it wants USER and PASSWORD."""
    ledger = Ledger()

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        ledger.logins += 1
        right = isinstance(data, LoginPassword) and data.password.decode() == PASSWORD
        # this server repeats what it was told, as bad ones do
        message = None if right else f"535 5.7.8 bad password {data.password.decode()}"
        return AuthResult(success=right, handled=False, message=message)

    controller = _Controller(
        _Moods(ledger, tired, says_so, lazy, room),
        hostname="127.0.0.1",
        port=0,
        tls_context=None if implicit else tls,
        ssl_context=tls if implicit else None,
        authenticator=authenticate if login else None,
        auth_required=login,
        auth_require_tls=not implicit,
        auth_exclude_mechanism=without,
    )
    controller.start()
    try:
        yield controller.port, ledger
    finally:
        controller.stop()


@contextmanager
def scripted(*answers: str) -> Iterator[tuple[int, list[str]]]:
    """A server that answers line after line what it was told to, and what it was asked."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError), listening.accept()[0] as peer, peer.makefile("rwb") as file:
                for answer in answers:
                    file.write(answer.encode())
                    file.flush()
                    asked.append(file.readline().decode("latin-1").strip())

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], asked
        thread.join(5)


def certificates(*names: str, until: datetime | None = None) -> tuple[trustme.CA, ssl.SSLContext]:
    """An authority of our own, and a server side with a certificate for `names`."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    before = None if until is None else until - timedelta(days=30)
    authority.issue_cert(*names, not_before=before, not_after=until).configure_cert(context)
    return authority, context
