"""A connection to the mail server that is kept from one message to the next, by one thread.

It logs in once. Between two messages it is asked whether it still stands (RSET, which also clears what
the last message left); one that does not is opened anew, so that no message fails for what befell
another. What was not sent may be sent over a fresh one at once; what may have been taken never is.
"""

from __future__ import annotations

import contextlib
import smtplib
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Final

from config.settings import Mail
from monitor.deliver import smtp_answers, smtp_client
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import Answer
from monitor.deliver.smtp_answers import TROUBLE

STEP_S: Final = 30.0  #: for one answer of the server
#: for its answer to a whole message, which it may search for viruses first: given up sooner it comes twice
DOT_S: Final = 100.0
MOST: Final = 50  #: messages over one connection; many servers close it at a hundred
GOODBYE_S: Final = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A message in its envelope."""

    sender: str
    recipient: str
    content: bytes = field(repr=False)  #: lines end in CR LF


class MailLine:
    def __init__(self, mail: Mail, *, step_s: float = STEP_S, most: int = MOST) -> None:
        self._mail = mail
        self._step_s = step_s
        self._most = most
        self._client: smtp_client.Client | None = None
        self._carried = 0  #: messages over this connection
        self._clean = False  #: nothing was said since it was found to stand

    def ready(self, deadline: Deadline) -> Answer | None:
        """Have a connection that stands: None; or why there is none, which is no message's fault."""
        try:
            with deadline:
                self._stand(deadline)
        except TROUBLE as error:
            self.drop()
            return smtp_answers.of(error, self._mail, over=deadline.over)
        return None

    def send(self, letter: Letter, deadline: Deadline) -> Answer:
        """Hand over one message; what came of it."""
        try:
            with deadline:
                return self._send(letter, deadline)
        except TROUBLE as error:
            if deadline.over or smtp_answers.breaks(error):
                self.drop()
            return smtp_answers.of(error, self._mail, over=deadline.over)

    def close(self) -> None:
        """Take leave, where that is still possible."""
        client = self._client
        if client is not None and client.sock is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                client.sock.settimeout(GOODBYE_S)
                client.quit()
        self.drop()

    def drop(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None

    # --- parts ------------------------------------------------------------------------------------

    def _stand(self, deadline: Deadline) -> smtp_client.Client:
        if self._client is not None and self._carried >= self._most:
            self.close()
        if self._client is not None and not self._clean and not self._still_there(self._client, deadline):
            self.drop()
        if self._client is None:
            hello = ascii_domain(parseaddr(self._mail.sender)[1])
            self._client = smtp_client.connect(
                self._mail, hello, self._step_s, lambda client: deadline.watch(lambda: client.sock)
            )
            self._carried = 0
        self._clean = True
        return self._client

    def _still_there(self, client: smtp_client.Client, deadline: Deadline) -> bool:
        deadline.watch(lambda: client.sock)
        client.count_anew()
        with contextlib.suppress(OSError, smtplib.SMTPException):
            return client.rset()[0] == 250
        return False

    def _send(self, letter: Letter, deadline: Deadline) -> Answer:
        client = self._stand(deadline)
        used = self._carried > 0
        try:
            self._address(client, letter, deadline)
        except (OSError, smtplib.SMTPException) as error:
            given_up = smtp_answers.breaks(error) and "timed out" not in str(error)
            if not (used and given_up) or deadline.over:
                raise
            self.drop()  # the server has had enough of this connection: the message was not sent
            client = self._stand(deadline)
            self._address(client, letter, deadline)
        return self._hand_over(client, letter)

    def _address(self, client: smtp_client.Client, letter: Letter, deadline: Deadline) -> None:
        deadline.watch(lambda: client.sock)
        client.count_anew()
        self._clean = False
        self._carried += 1
        size = [f"size={len(letter.content)}"] if client.has_extn("size") else []
        code, reply = client.mail(letter.sender, size)
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, reply, letter.sender)
        code, reply = client.rcpt(letter.recipient)
        if code not in (250, 251):
            raise smtplib.SMTPRecipientsRefused({letter.recipient: (code, reply)})

    def _hand_over(self, client: smtp_client.Client, letter: Letter) -> Answer:
        if client.sock is not None:
            client.sock.settimeout(max(self._step_s, DOT_S))
        code, reply = client.data(letter.content)
        if not 200 <= code < 300:
            raise smtplib.SMTPDataError(code, reply)
        if client.sock is not None:
            client.sock.settimeout(self._step_s)
        return smtp_answers.accepted(code, reply, self._mail)


def ascii_domain(address: str) -> str:
    """The domain of a mail address as headers and servers need it."""
    try:
        return address.rpartition("@")[2].encode("idna").decode("ascii") or "localhost"
    except UnicodeError:
        return "localhost"
