"""The vocabulary: every closed set of the product, by the words of the design.

Nothing here imports anything of the project, so every package may use it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

#: what a place, agency, source, receiver or duty may be called in configuration and store
ID_PATTERN: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
#: an agency is PLACE/NAME, as in us-ma-boston/police
AGENCY_PATTERN: Final = re.compile(rf"{ID_PATTERN.pattern}/{ID_PATTERN.pattern}")

ICE: Final = "ice"  #: party id of U.S. Immigration and Customs Enforcement, field offices included
DHS: Final = "dhs"  #: party id of the Department of Homeland Security
UNNAMED: Final = "unnamed@"  #: `unnamed@us-ma-boston`: a text asserts it and names nobody


class Metric(StrEnum):
    """What was counted."""

    REQUESTS = "requests"  #: detainers issued to, lodged with or received by the agency
    HONORED = "honored"  #: detainers that the agency complied with
    DECLINED = "declined"  #: detainers not complied with
    TRANSFERRED = "transferred"  #: people handed over to ICE
    ACTIVE = "active"  #: detainers outstanding at one moment: a stock, a point a day
    WITHDRAWN = "withdrawn"  #: lifted by ICE
    NOTIFIED = "notified"  #: times that the agency told ICE of a release
    COST = "cost"  #: dollars


class Qualifier(StrEnum):
    EXACT = "exact"
    APPROX = "approx"  #: about, nearly, some
    AT_LEAST = "at_least"  #: more than, at least, over
    AT_MOST = "at_most"  #: fewer than, up to


class PeriodKind(StrEnum):
    CLOSED = "closed"  #: first and last day known
    RUNNING = "running"  #: open, or ends on the document's own date: keyed by its start
    DAY = "day"  #: a stock on one day
    FISCAL = "fiscal"  #: a fiscal year whose start is not known: compared only within one party
    NONE = "none"


class Hand(StrEnum):
    FIRST = "first"  #: the document is issued or filed by the asserting party itself
    SECOND = "second"


class Certainty(StrEnum):
    SURE = "sure"
    LIKELY = "likely"  #: marked in the alert
    UNSURE = "unsure"  #: held for review, never alerted


class Fate(StrEnum):
    """What became of a figure when its version was compared."""

    COMPARED = "compared"
    PART = "part"  #: a subset: stored and shown, never compared with wholes
    UNPLACED = "unplaced"  #: no place or no period, and no single claim to support: held
    UNSURE = "unsure"  #: held
    REJECTED = "rejected"  #: by a person


class ChangeKind(StrEnum):
    APPEARED = "appeared"
    NEW = "new"
    CONFIRMED = "confirmed"
    CORROBORATED = "corroborated"
    CONFLICTING = "conflicting"
    SETTLED = "settled"
    REVISED = "revised"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    EDITED = "edited"
    GONE = "gone"
    RETURNED = "returned"
    FILED = "filed"
    OVERDUE = "overdue"
    FAILING = "failing"
    RECOVERED = "recovered"
    RELEASE = "data release"  #: more than twenty changes of one file in one version


#: what is news without being asked for: the kinds a subscription gets unless it says otherwise
USUAL_KINDS: Final = frozenset(
    {
        ChangeKind.APPEARED,
        ChangeKind.NEW,
        ChangeKind.CONFIRMED,
        ChangeKind.CONFLICTING,
        ChangeKind.SETTLED,
        ChangeKind.REVISED,
        ChangeKind.CORRECTED,
        ChangeKind.WITHDRAWN,
        ChangeKind.RETRACTED,
        ChangeKind.FILED,
        ChangeKind.OVERDUE,
        ChangeKind.RELEASE,
    }
)
#: what only the operator hears of, unless a reader's figure hangs on it
OPERATOR_KINDS: Final = frozenset(
    {ChangeKind.GONE, ChangeKind.RETURNED, ChangeKind.FAILING, ChangeKind.RECOVERED}
)


class Quiet(StrEnum):
    """Why a change is not told at once; empty where it is news."""

    NO = ""
    BACKGROUND = "background"  #: an earlier period of the same series in the same version
    BASELINE = "baseline"  #: in the one summary of a source's first complete run
    HISTORY = "history"  #: old news met late: fills silently
    DIGEST = "digest"  #: conflict between reports, or within history: digest and review page
    REREAD = "reread"  #: seen only by a newer reader


class SourceKind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    PAGE = "page"
    FILE = "file"
    LEGISTAR = "legistar"


class SourceState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


class AgencyKind(StrEnum):
    POLICE = "police"
    JAIL = "jail"
    PROBATION = "probation"
    FEDERAL = "federal"


class DocumentKind(StrEnum):
    ARTICLE = "article"
    PAGE = "page"
    FILE = "file"
    MATTER = "matter"
    ATTACHMENT = "attachment"
    BY_HAND = "by hand"


class PublishedHow(StrEnum):
    """Where a publication date comes from; earlier members are trusted more."""

    STATED = "stated"  #: by a person (`add --published`) or the council system
    METADATA = "metadata"  #: JSON-LD or meta tags of the page
    LISTED = "listed"  #: the feed, sitemap or listing
    GUESSED = "guessed"  #: read out of the page's words or address
    UNKNOWN = "unknown"


class RunKind(StrEnum):
    CRAWL = "crawl"
    BY_HAND = "by-hand"
    REREAD = "reread"
    REVIEW = "review"


class RunOutcome(StrEnum):
    COMPLETE = "complete"
    PARTIAL = "partial"  #: the listing was read, some documents failed
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class VersionState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    SET_ASIDE = "set-aside"  #: comparing it failed twice


class ClaimState(StrEnum):
    STANDING = "standing"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"


class SupportRole(StrEnum):
    FIRST = "first"  #: the figure that made the statement
    REPEAT = "repeat"
    WEAK = "weak"  #: a bound that does not exclude the value
    PART = "part"  #: a subset whose number equals the whole
    STALE = "stale"  #: a past value told again


class CopyHow(StrEnum):
    """How a document is known to repeat another one; `show` says it."""

    SAME = "same"  #: the same text, letter for letter
    ALIKE = "alike"  #: most of its sentences
    PART = "part"  #: some of its sentences
    NAMED = "named"  #: the page names the address that its text comes from
    CREDITED = "credited"  #: the text says whose it is


class DisputeState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"


class DeliveryState(StrEnum):
    DUE = "due"
    LEASED = "leased"
    DELIVERED = "delivered"
    DEAD = "dead"
    CANCELLED = "cancelled"


class ReceiverKind(StrEnum):
    EMAIL = "email"
    WEBHOOK = "webhook"
    CHAT = "chat"
    TERMINAL = "terminal"  #: where no receiver is configured: the daemon's own terminal and log


class ReviewVerdict(StrEnum):
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CORRECTED = "corrected"


class Verdict(StrEnum):
    """What came back from one fetch. Only `ok` can make a version; `ok` and `unchanged` are good checks."""

    OK = "ok"
    UNCHANGED = "unchanged"  #: 304
    GONE = "gone"  #: 410
    MISSING = "missing"  #: 404, or a page that says so (soft 404)
    BLOCKED = "blocked"  #: 401, 403, 451 and the like
    CHALLENGE = "challenge"  #: a bot check instead of the page
    LOGIN = "login"
    PAYWALL = "paywall"
    SOFT_ERROR = "soft error"  #: 200 whose text is an error or maintenance page
    EMPTY = "empty"
    TRUNCATED = "truncated"  #: incomplete by length, chunks, gzip end or 206
    UNDECODABLE = "undecodable"  #: unknown or broken content coding
    WRONG_TYPE = "wrong type"  #: first bytes are not what was asked for
    TOO_LARGE = "too large"
    RATE_LIMITED = "rate limited"  #: 429
    SERVER_ERROR = "server error"  #: 5xx
    STATUS = "status"  #: any other status
    REDIRECT = "redirect"  #: loop, chain too long, no Location
    REFUSED = "refused"  #: by us: an address outside the allowed set
    ROBOTS = "robots"  #: robots.txt forbids it
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"  #: no connection, no name, reset
    PROTOCOL = "protocol"  #: not HTTP as we can read it
    UNREADABLE = "unreadable"  #: extraction failed or was killed
    MISCONFIGURED = "misconfigured"  #: the source's own settings are wrong (Legistar client, filter)
