"""What can go wrong between an address and a text.

    CrawlError
    ├── NotGiven              an address did not give the document that a person asked for
    ├── SourceHeld            another run is at the source, or it is not due
    ├── ListingUnreadable     what should list documents is no listing that we can read
    ├── Unreadable            no text could be made of a document
    ├── CrawlStopped          the run ended before a request had its turn
    └── FetchError            one request came to nothing; carries the verdict of the attempt
        ├── AddressRefused    we do not connect there
        ├── RobotsForbid      robots.txt does
        ├── HostHeld          the host asked for a longer pause than this run can wait
        ├── RedirectBroken    a loop, a chain, or no place to go
        ├── Unreachable       no name, no connection, no certificate, no answer
        ├── TimedOut          the deadline passed
        ├── Incomplete        the answer ended before its end
        ├── TooLarge          past the size limit, before or after decoding
        ├── Undecodable       a content coding that is unknown or broken
        └── NotHttp           an answer that is not HTTP as we can read it

A fetch error's text is one cleaned, bounded line that may be shown and stored; it holds no query string.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from config.words import Verdict

MAX_NOTE = 300  #: characters of a note: a line that a person reads


def one_line(text: str, limit: int = MAX_NOTE) -> str:
    """The text as one printable, bounded line: outside text may hold anything."""
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * limit]).split())
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1] + "…"


class CrawlError(Exception):
    """Something in the crawler went wrong. Each kind below says what the operator can do."""


class SourceHeld(CrawlError):
    """Another run is at the source or its host, or the source is not due yet. Nothing to do; or ask later."""


class NotGiven(CrawlError):
    """The address did not give a readable document. Save it with a browser and add the file."""


class ListingUnreadable(CrawlError):
    """What should list a source's documents is not what its kind says, is broken, or holds a trap (entities,
    absurd depth, a bomb). The run fails, nothing is counted as gone. Look at the address in a browser: the
    feed may have moved, or the source's kind may be wrong.
    """

    def __init__(self, note: str, verdict: Verdict = Verdict.WRONG_TYPE) -> None:
        super().__init__(one_line(note))
        self.verdict = verdict

    @property
    def note(self) -> str:
        return str(self.args[0])


class UnreadableKind(StrEnum):
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    MEMORY = "memory"
    DOWN = "no child"  #: extraction children could not be started: about this machine, not the document
    FAILED = "failed"  #: damaged, locked, or of a type that we do not read

    @property
    def is_death(self) -> bool:
        """Whether a child process died over it: it may have been bad luck once."""
        return self in (UnreadableKind.TIMEOUT, UnreadableKind.CRASHED, UnreadableKind.MEMORY)


class Unreadable(CrawlError):
    """No text could be made of a document. Its bytes are kept; open them, and `add` a readable copy by hand.

    `quarantine`: it killed two extraction children and is set aside until somebody asks for it again.
    """

    def __init__(self, kind: UnreadableKind, detail: str, *, quarantine: bool = False) -> None:
        super().__init__(one_line(f"{kind}: {detail}"))
        self.kind = kind
        self.detail = one_line(detail)
        self.quarantine = quarantine


class CrawlStopped(CrawlError):
    """The crawl was stopped while a request waited for its turn: it says nothing of the document."""


class FetchError(CrawlError):
    """One request came to nothing. Its verdict is stored with the attempt; no version is made."""

    verdict: ClassVar[Verdict]
    transient: bool = False  #: worth another try in the same run

    def __init__(self, note: str) -> None:
        super().__init__(one_line(note))

    @property
    def note(self) -> str:
        return str(self.args[0])


class AddressRefused(FetchError):
    """The address is outside the allowed set, or not an address we can read in one way only.

    If the place is really meant, name its host and port in the source's `allow`.
    """

    verdict = Verdict.REFUSED

    def __init__(self, note: str, host: str = "") -> None:
        super().__init__(note)
        self.host = host  #: the host that was refused, '' where the address could not even be read


class RobotsForbid(FetchError):
    """The site's robots.txt forbids the address. Ask the publisher, or watch another page of it."""

    verdict = Verdict.ROBOTS


class HostHeld(FetchError):
    """The host asked us to wait longer than a run waits (Retry-After). Nothing to do: a later run asks."""

    verdict = Verdict.RATE_LIMITED

    def __init__(self, note: str, until: datetime) -> None:
        super().__init__(note)
        self.until = until


class RedirectBroken(FetchError):
    """Redirects that loop, never end, or name no place. See in a browser where the page has moved to."""

    verdict = Verdict.REDIRECT


class Unreachable(FetchError):
    """No name, no connection, no trusted certificate, or no answer. Check the host's name and certificate."""

    verdict = Verdict.UNREACHABLE
    transient = True

    def __init__(self, note: str, *, transient: bool = True) -> None:
        super().__init__(note)
        self.transient = transient


class TimedOut(FetchError):
    """The download did not end within its deadline. If the site is always slow, look at it less often."""

    verdict = Verdict.TIMEOUT
    transient = True


class Incomplete(FetchError):
    """The answer ended before its stated end. A later try usually brings it whole."""

    verdict = Verdict.TRUNCATED
    transient = True


class TooLarge(FetchError):
    """The answer is larger than the limit. If the document is really that large, raise the limit."""

    verdict = Verdict.TOO_LARGE


class Undecodable(FetchError):
    """The content coding is unknown, nested or broken. Nothing to do but tell the publisher."""

    verdict = Verdict.UNDECODABLE


class NotHttp(FetchError):
    """What answered does not speak HTTP as we can read it. Check host and port."""

    verdict = Verdict.PROTOCOL
