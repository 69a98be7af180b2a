"""One alert as one mail to one mailbox.

The message is the same bytes at each attempt, with the same Message-ID, so that a repeat can be told.
Outside text reaches a header only as a cleaned line; every outcome is an `Answer`, never an exception.
"""

from __future__ import annotations

import email.policy
import re
from contextlib import closing
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Final
from urllib.parse import quote

from config.settings import Mail, Receiver
from monitor.deliver import rendering
from monitor.deliver.deadline import Deadline
from monitor.deliver.mail_line import STEP_S, Letter, MailLine, ascii_domain
from monitor.deliver.retry import Answer
from monitor.phrases import MAX_SUBJECT, one_line
from storage.records import Alert, Json

OPEN_S: Final = 120.0  #: to reach the server, turn to TLS and log in: some answer slowly on purpose
TOTAL_S: Final = 150.0  #: for one message; shorter than a lease

_POLICY: Final = email.policy.SMTP.clone(max_line_length=76)
_NO_ID: Final = re.compile(r"[^A-Za-z0-9.-]")


# --- the message ----------------------------------------------------------------------------------


def compose(alert: Alert, receiver: Receiver, mail: Mail, contact: str | None = None) -> EmailMessage:
    """The alert as a mail with a text and an HTML part, nothing attached; same alert, same bytes."""
    name, sender = parseaddr(mail.sender)
    host = ascii_domain(sender)
    message = EmailMessage(_POLICY)
    message["From"] = Address(display_name=one_line(name, 100), addr_spec=sender)
    message["To"] = Address(addr_spec=receiver.address)
    message["Subject"] = header_line(alert.subject) or "Detainer Watch"
    message["Date"] = format_datetime(alert.made_at)
    message["Message-ID"] = f"<{alert.id}@{host}>"
    if followed := _followed(alert):
        message["In-Reply-To"] = f"<{followed[-1]}@{host}>"
        message["References"] = " ".join(f"<{id_}@{host}>" for id_ in followed)
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<{receiver.id}.detainer-watch.{host}>"
    if contact is not None and "@" in contact and "://" not in contact:
        subject = quote(f"No more alerts to {receiver.id}")
        message["List-Unsubscribe"] = f"<mailto:{quote(contact, safe='@+')}?subject={subject}>"
    text, html = rendering.both(alert)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{alert.id}")
    return message


def _followed(alert: Alert) -> list[str]:
    """The messages that this one follows, the one that it answers last."""
    thread: Json = alert.body.get("thread")
    ids = [id_ for id_ in thread if isinstance(id_, str)] if isinstance(thread, list) else []
    if alert.corrects and alert.corrects not in ids:  # frozen before messages had threads
        ids.append(alert.corrects)
    return [_NO_ID.sub("", id_)[:80] for id_ in ids]


def header_line(text: str) -> str:
    """`text` as it may be given to `EmailMessage` for a header.

    That takes encoded words in what it is given for encoded, and puts out the line breaks that they hold:
    `=?utf-8?q?=0aBcc:…` in a title would add a header.
    """
    return one_line(text, MAX_SUBJECT).replace("=?", "= ?")


# --- sending it -----------------------------------------------------------------------------------


def send(
    alert: Alert,
    receiver: Receiver,
    mail: Mail,
    deadline: Deadline,
    *,
    contact: str | None = None,
    line: MailLine | None = None,
    step_s: float = STEP_S,
) -> Answer:
    """Hand the alert to the mail server, over `line` where one stands, else over one of its own."""
    try:
        letter = written(alert, receiver, mail, contact)
    except (ValueError, LookupError, TypeError, MessageError) as error:
        return Answer(text=one_line(f"cannot be made a mail: {type(error).__name__}"), permanent=True)
    if letter is None:
        return Answer(text="a mailbox name beyond ASCII cannot be sent to (SMTPUTF8)", permanent=True)
    if line is not None:
        return line.send(letter, deadline)
    with closing(MailLine(mail, step_s=step_s)) as own:
        return own.send(letter, deadline)


def written(alert: Alert, receiver: Receiver, mail: Mail, contact: str | None = None) -> Letter | None:
    """The alert in its envelope; None for a mailbox name that plain SMTP cannot carry."""
    local, _, domain = receiver.address.rpartition("@")
    if not local.isascii():
        return None
    return Letter(
        sender=parseaddr(mail.sender)[1],
        recipient=f"{local}@{domain.encode('idna').decode('ascii')}",
        content=compose(alert, receiver, mail, contact).as_bytes(),
    )
