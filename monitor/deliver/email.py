"""One alert to one mailbox over SMTP.

The message is the same bytes at each attempt, with the same Message-ID, so that a repeat can be told.
TLS is required unless the configuration says otherwise, and nothing logs in without it. Outside text
reaches a header only as a cleaned line; every outcome is an `Answer`, never an exception.
"""

from __future__ import annotations

import contextlib
import email.policy
import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any, Final

from config.settings import Mail, Receiver
from monitor.deliver import rendering
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import LOGIN_WAIT, Answer
from monitor.phrases import MAX_SUBJECT, one_line
from storage.records import Alert

STEP_S: Final = 30.0  #: for one answer of the server
TOTAL_S: Final = 60.0  #: for the whole exchange
MAX_ANSWERS: Final = 256 * 1024  #: bytes of answers in one connection
IMPLICIT_TLS: Final = 465

_POLICY: Final = email.policy.SMTP.clone(max_line_length=76)


# --- the message ----------------------------------------------------------------------------------


def compose(alert: Alert, receiver: Receiver, mail: Mail) -> EmailMessage:
    """The alert as a mail with a text and an HTML part; same alert, same bytes."""
    name, sender = parseaddr(mail.sender)
    host = _host(sender)
    message = EmailMessage(_POLICY)
    message["From"] = Address(display_name=one_line(name, 100), addr_spec=sender)
    message["To"] = Address(addr_spec=receiver.address)
    message["Subject"] = header_line(alert.subject) or "Detainer Watch"
    message["Date"] = format_datetime(alert.made_at)
    message["Message-ID"] = f"<{alert.id}@{host}>"
    if alert.corrects:
        message["References"] = message["In-Reply-To"] = f"<{one_line(alert.corrects, 80)}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<{receiver.id}.detainer-watch.{host}>"
    message.set_content(rendering.plain(alert), cte="quoted-printable")
    message.add_alternative(rendering.html(alert), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{alert.id}")
    return message


def header_line(text: str) -> str:
    """`text` as it may be given to `EmailMessage` for a header.

    That takes encoded words in what it is given for encoded, and puts out the line breaks that they hold:
    `=?utf-8?q?=0aBcc:…` in a title would add a header.
    """
    return one_line(text, MAX_SUBJECT).replace("=?", "= ?")


def _host(address: str) -> str:
    domain = address.rpartition("@")[2]
    try:
        return domain.encode("idna").decode("ascii") or "localhost"
    except UnicodeError:
        return "localhost"


# --- the exchange ---------------------------------------------------------------------------------


class _BoundedAnswers:
    """The server's answers, up to a size: an endless one must not fill the memory."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._left = MAX_ANSWERS

    def readline(self, limit: int) -> bytes:
        line: bytes = self._file.readline(limit)
        self._left -= len(line)
        if self._left < 0:
            raise smtplib.SMTPServerDisconnected("the server's answers are too long")
        return line

    def close(self) -> None:
        self._file.close()


class _Bounded(smtplib.SMTP):
    file: Any = None
    sock: socket.socket | None

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _BoundedAnswers(self.sock.makefile("rb"))
        return super().getreply()


class _BoundedTLS(smtplib.SMTP_SSL):
    file: Any = None
    sock: socket.socket | None

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _BoundedAnswers(self.sock.makefile("rb"))
        return super().getreply()


class NoTLS(Exception):
    """The server offers no STARTTLS, or there is a login and no TLS. Nothing was sent."""


class _RefusedLogin(Exception):
    """The server does not take the account. It stands in for an error that may quote the password."""


def send(
    alert: Alert, receiver: Receiver, mail: Mail, deadline: Deadline, *, step_s: float = STEP_S
) -> Answer:
    """Hand the alert to the mail server; what came of it, as an answer that never tells the password."""
    try:
        message = compose(alert, receiver, mail).as_bytes()
        recipient = _envelope(receiver.address)
    except (ValueError, LookupError, TypeError) as error:
        return Answer(text=one_line(f"cannot be made a mail: {type(error).__name__}"), permanent=True)
    try:
        with deadline, _connected(mail, deadline, step_s) as client:
            client.sendmail(parseaddr(mail.sender)[1], [recipient], message)
    except (OSError, smtplib.SMTPException, NoTLS, _RefusedLogin) as error:
        return _answer(error, mail, over=deadline.over)
    return Answer(text="250 accepted", acknowledged=True)


def _envelope(address: str) -> str:
    """The address as the envelope needs it; a mailbox name beyond ASCII cannot be sent to here."""
    local, _, domain = address.rpartition("@")
    local.encode("ascii")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


@contextlib.contextmanager
def _connected(mail: Mail, deadline: Deadline, step_s: float) -> Iterator[smtplib.SMTP]:
    """A connection that is ready to send; it is left politely where that is still possible."""
    client = _client(mail, step_s)
    deadline.watch(lambda: client.sock)
    try:
        client.connect(mail.host, mail.port)
        _secure(client, mail)
        _login(client, mail)
        yield client
        with contextlib.suppress(OSError, smtplib.SMTPException):
            client.quit()
    finally:
        client.close()


def _client(mail: Mail, step_s: float) -> smtplib.SMTP:
    # the host's own name is nobody's business, and looking it up may hang
    hello = _host(parseaddr(mail.sender)[1])
    if mail.tls and mail.port == IMPLICIT_TLS:
        client: smtplib.SMTP = _BoundedTLS(local_hostname=hello, timeout=step_s, context=_trust(mail.ca_file))
    else:
        client = _Bounded(local_hostname=hello, timeout=step_s)
    client._host = mail.host  # type: ignore[attr-defined]  # the name that TLS checks; connect() leaves it out
    return client


def _secure(client: smtplib.SMTP, mail: Mail) -> None:
    client.ehlo_or_helo_if_needed()
    if not mail.tls or isinstance(client, smtplib.SMTP_SSL):
        return
    if not client.has_extn("starttls"):
        raise NoTLS("the server offers no STARTTLS; nothing was sent")
    client.starttls(context=_trust(mail.ca_file))
    client.ehlo_or_helo_if_needed()


def _login(client: smtplib.SMTP, mail: Mail) -> None:
    if mail.user is None or mail.password is None:
        return
    if not isinstance(client.sock, ssl.SSLSocket):
        raise NoTLS("will not log in without TLS; nothing was sent")
    try:
        client.login(mail.user, mail.password.reveal())
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code >= 500:
            raise _RefusedLogin(str(error.smtp_code)) from None
        raise


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context


# --- what the server said -------------------------------------------------------------------------


def _answer(error: Exception, mail: Mail, *, over: bool) -> Answer:
    if over:
        return Answer(text="no answer in time")
    match error:
        case _RefusedLogin():
            return Answer(
                text=f"{error} the mail account was refused", refused_login=True, retry_after=LOGIN_WAIT
            )
        case smtplib.SMTPRecipientsRefused():
            code, reply = next(iter(error.recipients.values()))
            return _said(code, reply, mail)
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            # about the server as a whole, so it says nothing about this message
            return Answer(text=_line(error.smtp_code, error.smtp_error, mail))
        case smtplib.SMTPSenderRefused(smtp_code=530):
            return Answer(text="530 the server wants a login", refused_login=True, retry_after=LOGIN_WAIT)
        case smtplib.SMTPResponseException():
            return _said(error.smtp_code, error.smtp_error, mail)
        case TimeoutError():
            return Answer(text="no answer in time")
        case smtplib.SMTPServerDisconnected() if "timed out" in str(error):
            return Answer(text="no answer in time")
        case ssl.SSLCertVerificationError():
            return Answer(text=one_line(f"the certificate was refused: {error.verify_message}"))
        case _:
            return Answer(text=_hidden(one_line(f"{type(error).__name__}: {error}"), mail))


def _said(code: int, reply: bytes | str, mail: Mail) -> Answer:
    return Answer(text=_line(code, reply, mail), permanent=500 <= code < 600)


def _line(code: int, reply: bytes | str, mail: Mail) -> str:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return one_line(_hidden(one_line(f"{code} {words}", 1000), mail))


def _hidden(line: str, mail: Mail) -> str:
    """`line` without the password, should the server have repeated it, plain or as it was sent."""
    if mail.password is None:
        return line
    password = mail.password.reveal()
    sent = b64encode(f"\0{mail.user}\0{password}".encode()).decode()
    for secret in (sent, b64encode(password.encode()).decode(), password):
        line = line.replace(secret, "***") if secret else line
    return line
