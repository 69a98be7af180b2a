"""Which way an alert goes to a receiver: mail, webhook, chat or the terminal."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from config.settings import Receiver, Settings
from config.words import ReceiverKind
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import Answer
from storage.records import Alert

if TYPE_CHECKING:
    import requests

    from monitor.deliver.mail_line import MailLine

#: makes a session that checks every address where it connects; told what is allowed besides
Sessions = Callable[[Collection[str]], "requests.Session"]


def limit(receiver: Receiver) -> float:
    """Seconds that one attempt may take in all."""
    from monitor.deliver import chat, email, webhook

    totals = {ReceiverKind.EMAIL: email.TOTAL_S, ReceiverKind.CHAT: chat.TOTAL_S}
    return totals.get(receiver.kind, webhook.TOTAL_S)


def send(
    alert: Alert,
    receiver: Receiver,
    settings: Settings,
    now: datetime,
    deadline: Deadline,
    sessions: Sessions,
    line: MailLine | None = None,
) -> Answer:
    """One attempt; it ends with the deadline at the latest. `line` is a connection to the mail server."""
    match receiver.kind:
        case ReceiverKind.EMAIL:
            from monitor.deliver import email

            if settings.mail is None:
                return Answer(text="no mail server is configured", ours=True)
            return email.send(alert, receiver, settings.mail, deadline, contact=settings.contact, line=line)
        case ReceiverKind.WEBHOOK:
            from monitor.deliver import webhook

            return webhook.post(alert, receiver, now, deadline, sessions)
        case ReceiverKind.CHAT:
            from monitor.deliver import chat

            return chat.post(alert, receiver, now, deadline, sessions)
        case ReceiverKind.TERMINAL:
            from monitor.deliver import terminal

            terminal.show(alert)
            return Answer(text="shown", acknowledged=True)


def checked_sessions() -> Sessions:
    """Sessions that check every address where they connect."""
    from crawler.net.webhook import safe_session

    return safe_session
