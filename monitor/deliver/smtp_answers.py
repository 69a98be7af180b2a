"""What the mail server said, or failed to say, as an `Answer` that never tells the password. Pure."""

from __future__ import annotations

import re
import smtplib
import ssl
from datetime import timedelta
from typing import Final

from config.settings import Mail
from monitor.deliver.retry import LOGIN_WAIT, LONGEST, Answer
from monitor.deliver.smtp_client import NoTLS, RefusedLogin, encoded
from monitor.phrases import one_line

LATE: Final = Answer(text="no answer in time")
TROUBLE: Final = (OSError, smtplib.SMTPException, NoTLS, RefusedLogin)  #: all that an exchange may raise
#: a greylisting server that names no time; most let a message in after five minutes
GREYLISTED: Final = timedelta(minutes=5)
_SAYS_GREY: Final = re.compile(r"gr[ea]y[ -]?list", re.IGNORECASE)
#: `for 300 seconds`, `in 5 minutes`, `after 120s`, `in 00:05:00`
_NAMED: Final = re.compile(
    r"\b(?:for|in|after)\s+(?:(\d{1,5})\s?(s|secs?|seconds?|m|mins?|minutes?)\b|(\d{1,2}):(\d\d):(\d\d)\b)",
    re.IGNORECASE,
)


def accepted(code: int, reply: bytes, mail: Mail) -> Answer:
    """Taken; the server's own words, which name the message in its log."""
    return Answer(text=_line(code, reply, mail), acknowledged=True)


def of(error: Exception, mail: Mail, *, over: bool) -> Answer:
    """What came of an exchange that raised `error`; `over`: it was cut off."""
    if over:
        return LATE
    match error:
        case RefusedLogin():
            return _account(f"{error} the mail account was refused")
        case smtplib.SMTPRecipientsRefused():
            return _said(*next(iter(error.recipients.values())), mail)
        case smtplib.SMTPConnectError():
            # about the server as a whole, so it says nothing about this message
            return Answer(text=_line(error.smtp_code, error.smtp_error, mail))
        case smtplib.SMTPSenderRefused() if 500 <= error.smtp_code < 600 and error.smtp_code not in (
            530,
            552,
        ):
            # who may send is the account's trouble; only a size (552) is this message's
            return _account(f"the sender was refused: {_line(error.smtp_code, error.smtp_error, mail)}")
        case smtplib.SMTPResponseException():
            return _said(error.smtp_code, error.smtp_error, mail)
        case NoTLS():
            return Answer(text=one_line(str(error)))
        case TimeoutError():
            return LATE
        case smtplib.SMTPServerDisconnected() if "timed out" in str(error):
            return LATE
        case ssl.SSLCertVerificationError():
            return Answer(text=one_line(f"the certificate was refused: {error.verify_message}"))
        case _:
            return Answer(text=_hidden(one_line(f"{type(error).__name__}: {error}"), mail))


def breaks(error: Exception) -> bool:
    """Whether the connection is of no use after `error`; a plain no leaves it as it was."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
        case smtplib.SMTPResponseException():
            code = error.smtp_code
        case _:
            return True
    return code == 421 or not 400 <= code < 600


def _account(text: str) -> Answer:
    return Answer(text=one_line(text), refused_login=True, retry_after=LOGIN_WAIT)


def _said(code: int, reply: bytes | str, mail: Mail) -> Answer:
    text = _line(code, reply, mail)
    if code == 530:
        return _account(f"530 the server wants a login; it said: {text}")
    if 400 <= code < 500:
        return Answer(text=text, retry_after=_asked(text))
    return Answer(text=text, permanent=500 <= code < 600)


def _asked(text: str) -> timedelta | None:
    """The wait that a greylisting server asks for."""
    if not _SAYS_GREY.search(text):
        return None
    found = _NAMED.search(text)
    if found is None:
        return GREYLISTED
    count, unit, *clock = found.groups()
    if count is None:
        hours, minutes, seconds = (int(part) for part in clock)
        wait = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    else:
        wait = (
            timedelta(minutes=int(count)) if unit.lower().startswith("m") else timedelta(seconds=int(count))
        )
    return min(wait, LONGEST)


def _line(code: int, reply: bytes | str, mail: Mail) -> str:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return one_line(_hidden(one_line(f"{code} {words}", 1000), mail))


def _hidden(line: str, mail: Mail) -> str:
    """`line` without the password, should the server have repeated it, plain or as it was sent."""
    if mail.password is None:
        return line
    password = mail.password.reveal()
    for secret in (encoded(f"\0{mail.user}\0{password}"), encoded(password), password):
        line = line.replace(secret, "***") if secret else line
    return line
