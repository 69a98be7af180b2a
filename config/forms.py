"""The forms that single values are written in: ids, addresses, mailboxes, zones, hours, months.

Each `parse` function takes the written text and raises ValueError, saying what was expected.
"""

from __future__ import annotations

import re
from datetime import date, time
from fractions import Fraction
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from config.settings import Digest, Size
from config.words import AGENCY_PATTERN, ID_PATTERN

MAX_ADDRESS = 2000  # longer ones are refused by many servers
MAX_HOST = 253  # by the rules of the name system
MAX_WORDS = 200  # characters of a name or an alias

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

HOUR_PATTERN = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
DIGEST_PATTERN = rf"(?:daily|weekly on (?:{'|'.join(WEEKDAYS)})) at {HOUR_PATTERN}"
YEARLY_PATTERN = rf"(?:{'|'.join(MONTHS)}) [0-9]{{1,2}}"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOMAIN_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
MAILBOX_PATTERN = rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_DOMAIN_LABEL}(?:\.{_DOMAIN_LABEL}){{0,20}}"
SENDER_PATTERN = rf"(?:[^<>\"@,;:\\]{{1,100}} )?<{MAILBOX_PATTERN}>|{MAILBOX_PATTERN}"
CHANGE_SIZE_PATTERN = r"[0-9]{1,9}(?:\.[0-9]{1,4})? ?%|[1-9][0-9]{0,8}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}"
CLIENT_PATTERN = r"[A-Za-z0-9][A-Za-z0-9-]{0,62}|https?://.+"
_HOST = r"(?:\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?)"
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
HOST_PORT_PATTERN = rf"{_HOST}:[0-9]{{1,5}}"
_HOST_MAYBE_PORT = rf"({_HOST})(?::([0-9]{{1,5}}))?"


def parse_id(text: str) -> str:
    if not ID_PATTERN.fullmatch(text):
        raise ValueError("an id is made of a-z, 0-9 and - inside, at most 64 characters")
    return text


def parse_agency(text: str) -> str:
    if not AGENCY_PATTERN.fullmatch(text):
        raise ValueError("expected an agency's id, as us-ma-boston/police")
    return text


def parse_change_size(text: str) -> Size:
    """How large a change must be: `5`, or `10 %`."""
    number = text.removesuffix("%").strip().replace(",", "")
    if not re.fullmatch(CHANGE_SIZE_PATTERN, text) or not Fraction(number):
        raise ValueError("expected a number, as 5, or a percentage, as 10 %")
    return Size(amount=Fraction(number), percent=text.endswith("%"))


def parse_words(text: str) -> str:
    if len(text) > MAX_WORDS or not text.isprintable():
        raise ValueError(f"expected one line of at most {MAX_WORDS} characters")
    return text


def parse_url(text: str) -> str:
    """A web address without user name or password. Whether it may be visited is not decided here."""
    if len(text) > MAX_ADDRESS or not text.isprintable() or re.search(r"[\s\\]", text):
        raise ValueError(
            f"expected an address of at most {MAX_ADDRESS} characters, without blanks or backslashes"
        )
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https"):
        raise ValueError("expected an address that begins with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("an address holds no user name or password")
    if not parts.hostname or not _is_host(parts.hostname):
        raise ValueError("the address names no host")
    if parts.port == 0:  # .port itself raises ValueError above 65535
        raise ValueError("port 0 does not exist")
    return text


def _is_host(text: str) -> bool:
    """Whether it may be a name or an address. A name beyond ASCII is looked at when it is asked."""
    if ":" in text or not text.isascii():
        return re.fullmatch(r"[^\s/?#%@<>\"'`|^{}]+", text) is not None
    name = text.removesuffix(".")
    return len(name) <= MAX_HOST and all(re.fullmatch(_LABEL, label) for label in name.split("."))


def parse_mailbox(text: str) -> str:
    if not re.fullmatch(MAILBOX_PATTERN, text):
        raise ValueError("expected one mail address, as data@example.org")
    return text


def parse_sender(text: str) -> str:
    if not text.isprintable() or not re.fullmatch(SENDER_PATTERN, text):
        raise ValueError("expected a sender, as Detainer Watch <alerts@example.org>")
    return text


def parse_contact(text: str) -> str:
    """A mail address or a page: it goes into the User-Agent of every request."""
    if not text.isascii():
        raise ValueError("expected plain ASCII")
    return parse_url(text) if "://" in text else parse_mailbox(text)


def parse_client(text: str) -> str:
    """A client's name, or the whole address of an API of the same kind."""
    if not re.fullmatch(CLIENT_PATTERN, text):
        raise ValueError("expected a Legistar client name, as boston, or an address of such an API")
    return parse_url(text) if "://" in text else text


def parse_host_port(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not re.fullmatch(HOST_PORT_PATTERN, text) or not 0 < int(port) < 65536:
        raise ValueError("expected host:port, as 127.0.0.1:8080")
    return f"{host.lower()}:{int(port)}"


def parse_server(text: str) -> tuple[str, int]:
    match = re.fullmatch(_HOST_MAYBE_PORT, text)
    port = int(match[2] or 587) if match else 0
    if match is None or not 0 < port < 65536:
        raise ValueError("expected a mail server, as smtp.example.org:587")
    return match[1].strip("[]"), port


@lru_cache(maxsize=700)
def parse_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        raise ValueError(f"no time zone, as America/New_York{_near_zone(text)}") from None
    return text


def _near_zone(text: str) -> str:
    from zoneinfo import available_timezones  # walks the zone files: only for a mistake

    from config.nearest import nearest

    guess = nearest(text, available_timezones())
    return f"; did you mean {guess}?" if guess else ""


def parse_digest(text: str) -> Digest:
    if not re.fullmatch(DIGEST_PATTERN, text):
        raise ValueError("expected `at once`, `daily at 07:30` or `weekly on Monday at 07:30`")
    words = text.split()
    at = time.fromisoformat(words[-1])
    return Digest(at=at, weekday=WEEKDAYS.index(words[2]) if words[0] == "weekly" else None)


def parse_month(text: str) -> int:
    if text not in MONTHS:
        raise ValueError("expected the name of a month, as July")
    return MONTHS.index(text) + 1


def parse_yearly(text: str) -> tuple[int, int]:
    """Month and day that come every year."""
    month, _, day = text.partition(" ")
    try:
        when = date(
            2001, MONTHS.index(month) + 1, int(day)
        )  # no leap year: February 29 does not come each year
    except ValueError:
        raise ValueError("expected a day of the year, as December 31") from None
    return when.month, when.day


def parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("expected a date, as 2026-01-31") from None
