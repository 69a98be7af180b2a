"""A connection to the mail server, open, secured and logged in; what the standard library leaves to chance.

TLS is required unless the configuration says otherwise, and nothing logs in without it. A login is tried
once: a server locks an account that is tried often.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from config.settings import Mail

MAX_ANSWERS: Final = 256 * 1024  #: bytes of answers to one message
MAX_LINE: Final = 8192  #: bytes of one line of them
IMPLICIT_TLS: Final = 465


class NoTLS(Exception):
    """The server offers no STARTTLS, or there is a login and no TLS. Nothing was sent."""


class RefusedLogin(Exception):
    """The server does not take the account. It stands in for an error that may quote the password."""


class _BoundedAnswers:
    """The server's answers, up to a size: an endless one must not fill the memory."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.left = MAX_ANSWERS

    def readline(self, limit: int) -> bytes:
        line: bytes = self._file.readline(min(limit, MAX_LINE + 1))
        self.left -= len(line)
        if self.left < 0 or len(line) > MAX_LINE:
            raise smtplib.SMTPServerDisconnected("the server's answers are too long")
        if line and not line.endswith(b"\n"):  # cut off: half a word is no acknowledgement
            raise smtplib.SMTPServerDisconnected("the connection ended within an answer")
        return line

    def close(self) -> None:
        self._file.close()


class Client(smtplib.SMTP):
    """Bounded in what it reads."""

    file: Any = None
    sock: socket.socket | None

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _BoundedAnswers(self.sock.makefile("rb"))
        return super().getreply()

    def count_anew(self) -> None:
        """The bound on what is read is one message's."""
        if self.file is not None:
            self.file.left = MAX_ANSWERS


class _ClientTLS(Client, smtplib.SMTP_SSL):
    """TLS from the start."""


def connect(mail: Mail, hello: str, step_s: float, watch: Callable[[Client], object]) -> Client:
    """A client that is ready for a message; `watch` is told of it before it connects.

    Raises OSError, SMTPException, NoTLS and RefusedLogin; then nothing is left open. What the server says
    against the connection is an SMTPConnectError, whatever the step: it is about no message.
    """
    # the host's own name is nobody's business, and looking it up may hang
    if mail.tls and mail.port == IMPLICIT_TLS:
        client: Client = _ClientTLS(local_hostname=hello, timeout=step_s, context=_trust(mail.ca_file))
    else:
        client = Client(local_hostname=hello, timeout=step_s)
    client._host = mail.host  # type: ignore[attr-defined]  # the name that TLS checks; connect() leaves it out
    watch(client)
    try:
        code, reply = client.connect(mail.host, mail.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, reply)
        _greet(client, mail)
        _secure(client, mail)
        _login(client, mail)
    except smtplib.SMTPResponseException as error:
        client.close()
        raise smtplib.SMTPConnectError(error.smtp_code, error.smtp_error) from None
    except BaseException:
        client.close()
        raise
    return client


def _greet(client: Client, mail: Mail) -> None:
    code, reply = client.ehlo()
    if code == 421 or (mail.tls and not 200 <= code < 300):
        raise smtplib.SMTPConnectError(code, reply)
    client.ehlo_or_helo_if_needed()  # a server of before 1995, in the clear


def _secure(client: Client, mail: Mail) -> None:
    if not mail.tls or isinstance(client, _ClientTLS):
        return
    if not client.has_extn("starttls"):
        raise NoTLS("the server offers no STARTTLS; nothing was sent")
    client.starttls(context=_trust(mail.ca_file))
    _greet(client, mail)


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context


# --- the account ----------------------------------------------------------------------------------


def _login(client: Client, mail: Mail) -> None:
    if mail.user is None or mail.password is None:
        return
    if not isinstance(client.sock, ssl.SSLSocket):
        raise NoTLS("will not log in without TLS; nothing was sent")
    offered = client.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        code, reply = _plain(client, mail.user, mail.password.reveal())
    elif "LOGIN" in offered:
        code, reply = _in_turn(client, mail.user, mail.password.reveal())
    else:
        offers = f"offers only {', '.join(offered)[:60]}" if offered else "offers no login"
        raise RefusedLogin(f"504 the server {offers}, and we can PLAIN and LOGIN;")
    if code >= 500 or code == 334:
        raise RefusedLogin(str(code))
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, reply)


def _plain(client: Client, user: str, password: str) -> tuple[int, bytes]:
    # the library's own takes ASCII only, and tries the next mechanism with a password that was refused
    return client.docmd("AUTH", f"PLAIN {encoded(f'{chr(0)}{user}{chr(0)}{password}')}")


def _in_turn(client: Client, user: str, password: str) -> tuple[int, bytes]:
    said = client.docmd("AUTH", "LOGIN")
    for word in (user, password):
        if said[0] != 334:
            break
        said = client.docmd(encoded(word))
    return said


def encoded(text: str) -> str:
    return b64encode(text.encode()).decode()
