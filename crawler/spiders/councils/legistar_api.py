"""The Legistar Web API as values: addresses, filters, rows, errors. Pure.

OData version 3: `substringof('needle',Field)`, `datetime'2025-01-31T00:00:00'`, a quote doubled. A page
has at most 1,000 rows and says nothing when it leaves some out, so every list is asked for in the
order of a key that does not move, until a page is short.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from config.words import Verdict
from crawler.spiders.parse.json import Json

HOST: Final = "https://webapi.legistar.com/v1/"
PAGE: Final = 1000  #: rows; the API gives no more, whatever is asked for
MAX_PAGES: Final = 60  #: of one list in one run
OVERLAP: Final = timedelta(hours=72)  #: minutes and attachments come without touching the modified stamp
WORDS_A_QUERY: Final = 4  #: a filter has a limit of complexity; two fields a word
FIELDS: Final = ("MatterTitle", "MatterName")
SAFE: Final = "$'(),:-"  #: stay readable in a query; everything else is encoded, once

Row = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Client:
    """One city's part of the API."""

    name: str
    base: str  #: without a slash at the end

    @classmethod
    def of(cls, address: str) -> Client:
        """From the client's name, or from the whole address of an API of the same kind."""
        if "://" in address:
            base = address.rstrip("/")
            return cls(base.rpartition("/")[2].lower(), base)
        name = address.strip().strip("/").lower()
        return cls(name, HOST + quote(name, safe=""))

    def url(self, path: str, token: str | None = None, **query: str | int) -> str:
        """An address of this client; options are named without their `$`."""
        parts = [f"${name}={quote(str(value), safe=SAFE)}" for name, value in query.items()]
        return self._with(path, parts, token)

    def plain(self, path: str, token: str | None = None, **query: str | int) -> str:
        """An address whose options have no `$` before them."""
        return self._with(
            path, [f"{name}={quote(str(value), safe=SAFE)}" for name, value in query.items()], token
        )

    def _with(self, path: str, parts: list[str], token: str | None) -> str:
        if token:
            parts.append("token=" + quote(token, safe=""))
        return f"{self.base}/{path}" + ("?" + "&".join(parts) if parts else "")

    def page_for_people(self, matter_id: int) -> str:
        return f"https://{self.name}.legistar.com/gateway.aspx?m=l&id={matter_id}"


# --- filters --------------------------------------------------------------------------------------


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def moment(at: datetime) -> str:
    """A date literal: UTC without a zone, as the `...Utc` fields have it."""
    return f"datetime'{at.astimezone(UTC).replace(tzinfo=None):%Y-%m-%dT%H:%M:%S}'"


def word_filters(words: Sequence[str], since: datetime | None = None) -> list[str]:
    """One filter for every few words; each also bounded below by the time of the last change.

    A word that holds another one (`immigration hold`, `immigration`) adds nothing and is left out.
    """
    needed = [w for w in words if not any(o != w and o.lower() in w.lower() for o in words)]
    filters = []
    for start in range(0, len(needed), WORDS_A_QUERY):
        terms = [
            f"substringof({literal(word)},{field})"
            for word in needed[start : start + WORDS_A_QUERY]
            for field in FIELDS
        ]
        either = " or ".join(terms)
        filters.append(f"({either}) and MatterLastModifiedUtc ge {moment(since)}" if since else either)
    return filters


# --- rows -----------------------------------------------------------------------------------------


def rows(value: Json, key: str) -> Iterator[Row]:
    """The rows of a list that have a whole number under `key`; whatever else stands there is left out."""
    for row in value if isinstance(value, list) else ():
        if isinstance(row, dict) and number(row, key) is not None:
            yield row


def number(row: Row, key: str) -> int | None:
    value = row.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63 else None


def text(row: Row, key: str) -> str:
    """A field's text; '' for null and for what is no text. Never a tab, a form feed or half a character."""
    value = row.get(key)
    if not isinstance(value, str):
        return ""
    kept = "".join(c if c.isprintable() or c == "\n" else " " for c in value.replace("\r\n", "\n"))
    return kept.strip()


def stamp(row: Row, key: str) -> datetime | None:
    """A `...Utc` field: ISO without a zone, with a fraction of no to seven digits."""
    value = row.get(key)
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.rstrip("Z")[:26]).replace(tzinfo=UTC)
    except ValueError:
        return None


def day(row: Row, key: str) -> datetime | None:
    """A local date of the city, as written: midnight without a zone."""
    value = row.get(key)
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value[:10])
    except ValueError:
        return None


# --- errors ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trouble:
    verdict: Verdict
    note: str


NO_CLIENT: Final = b"LegistarConnectionString"  #: a typo, or a city that never had it; looks like an outage
NULL_FIELD: Final = b"cast to value type"  #: votes and texts of some records, for good
PERMANENT: Final = (NO_CLIENT, NULL_FIELD)  #: what makes a 500 final
NO_SUCH_PART: Final = Trouble(Verdict.MISSING, "the API cannot show this part of the record")


def trouble(status: int, body: bytes) -> Trouble | None:
    """What an error answer of the API means; None for 200. None of these is cured by asking again,
    except those that say `server error` or `rate limited`."""
    if status == 200:
        return None if body.strip() else Trouble(Verdict.EMPTY, "200 without a body")
    said = body[:20_000]
    if status == 403:
        return Trouble(Verdict.BLOCKED, "this client's API is closed or wants a token")
    if status == 400:
        return Trouble(Verdict.MISCONFIGURED, "the API cannot read our filter (400)")
    if NO_CLIENT in said:
        return Trouble(Verdict.MISCONFIGURED, "no such client: check the name in the configuration")
    if NULL_FIELD in said:
        return NO_SUCH_PART
    if status == 404:
        return Trouble(Verdict.MISSING, "404")
    if status == 410:
        return Trouble(Verdict.GONE, "the record was deleted (410)")
    if status == 429:
        return Trouble(Verdict.RATE_LIMITED, "429")
    if status >= 500:
        return Trouble(Verdict.SERVER_ERROR, str(status))
    return Trouble(Verdict.STATUS, str(status))
