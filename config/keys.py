"""Every key that a configuration, or the shipped catalogue, may hold: the one table.

Reading, checking, the JSON Schema and the reference page all follow it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from config import due, forms
from config.durations import DURATION_PATTERN, SIZE_PATTERN, parse_duration, parse_size
from config.records import IdOr, Key, ListOf, MapOf, Record, Values
from config.secrets import FORMS, REFERENCE_PATTERN, Reference, is_reference, parse_reference
from config.settings import Digest, Size
from config.shapes import Choice, Count, Flag, Name, Named, OrWord, Stating, Text
from config.words import AGENCY_PATTERN, ID_PATTERN, AgencyKind, Certainty, ChangeKind, Metric, SourceKind

ID = Text("an id", forms.parse_id, ID_PATTERN.pattern)
NAMED = Named(ID)
WORDS = Text("a text", forms.parse_words)
URL = Text("an address", forms.parse_url, "https?://.+", secret=True)  # it may hold a token
MAILBOX = Text("a mail address", forms.parse_mailbox)
HOST_PORT = Text("host:port", forms.parse_host_port, forms.HOST_PORT_PATTERN)
ZONE = Text("a time zone", forms.parse_zone, examples=("America/New_York",))
DURATION = Text("a span of time", parse_duration, DURATION_PATTERN, ("6 hours", "30 minutes", "1 day"))
SIZE = Text("a size", parse_size, SIZE_PATTERN, ("500 MiB",))
SECRET = Text(
    FORMS, parse_reference, REFERENCE_PATTERN, ("env:NAME", "file:/etc/detainer-watch/secret"), True
)
MONTH = Text("a month", forms.parse_month, "|".join(forms.MONTHS))


def _url_or_reference(text: str) -> str | Reference:
    return parse_reference(text) if is_reference(text) else forms.parse_url(text)


def _anything(text: str) -> str:
    return text


# --- places, agencies, parties ---

AGENCY_NAME_ID = Key("id", ID, "the last part of the agency's id: police, sheriff, jail", required=True)
NAME = Key("name", WORDS, "the name that people read", required=True)
AGENCY_KIND = Key("kind", Choice(AgencyKind), "what kind of agency it is", required=True)
ALIASES = Key("aliases", ListOf(WORDS), "other names it goes by")
TITLES = Key("titles", ListOf(WORDS), "titles of people who speak for it")
FISCAL = Key("fiscal_year_starts", MONTH, "first month of its fiscal year; left out where nobody is sure")
AGENCY = Record("an agency", (AGENCY_NAME_ID, NAME, AGENCY_KIND, ALIASES, TITLES, FISCAL))

PLACE_ID = Key("id", ID, "the id of the place, as us-ma-boston", required=True)
WITHIN = Key("within", ID, "the place around it: the state of a city", "none")
PLACE_ZONE = Key("timezone", ZONE, "zone that its dates are read in", "that of the place around it")
AGENCIES = Key("agencies", ListOf(AGENCY), "its agencies")
PLACE = Record("a place", (PLACE_ID, NAME, WITHIN, PLACE_ZONE, FISCAL, ALIASES, AGENCIES))

PARTY_ID = Key("id", ID, "the id of the party", required=True)
PUBLIC_BODY = Key("public_body", Flag(), "whether it is a public body, whose own pages are official", "no")
PARTY = Record("a party", (PARTY_ID, NAME, ALIASES, FISCAL, PUBLIC_BODY))

# --- sources and duties ---

SOURCE_ID = Key("id", ID, "the id of the source", required=True)
ADDRESS_KEYS: dict[SourceKind, Key[str]] = {
    SourceKind.FEED: Key("feed", URL, "address of an RSS, Atom, RDF or JSON feed"),
    SourceKind.SITEMAP: Key("sitemap", URL, "address of a sitemap, news sitemap or sitemap index"),
    SourceKind.LISTING: Key("listing", URL, "address of a page whose links are followed"),
    SourceKind.PAGE: Key("page", URL, "address of one page that is read itself"),
    SourceKind.FILE: Key("file", URL, "address of one file: PDF, CSV, spreadsheet"),
    SourceKind.LEGISTAR: Key(
        "legistar",
        Text("a Legistar client name", forms.parse_client, forms.CLIENT_PATTERN),
        "client name of a council's Legistar system",
    ),
}
FROM_CATALOGUE = Key(
    "from_catalogue", Flag(), "take the catalogue's entry of this id; the other keys change it", "no"
)
PLACE_OF = Key("place", ID, "the place that it is about")
PUBLISHER = Key(
    "publisher", WORDS, "who publishes it: an agency id, a party id, or a name", "the host's name"
)
OFFICIAL = Key(
    "official",
    Flag(),
    "whether it speaks for a public body",
    "yes for Legistar, and where the publisher is an agency or a public body",
)
EVERY = Key(
    "every",
    DURATION,
    "how often it is visited",
    "feed 30 minutes; sitemap, listing and Legistar 1 hour; page 6 hours; file 1 day",
)
WATCH = Key("words", ListOf(WORDS), "watch words instead of the usual ones", "the usual ones")
ROLLING = Key("rolling", Flag(), "old years leave this page without being withdrawn", "no")
ROUTINE = Key("routine", Flag(), "a new period is for the digest; a conflict is not", "no")
SELECT = Key("select", WORDS, "listing: CSS selector of the links", "all links")
PATTERN = Key("pattern", WORDS, "listing: shell-style pattern (*, ?) that a link's address must match", "any")
ALLOW = Key("allow", ListOf(HOST_PORT), "host:port pairs that may be private, or odd ports", "none")
DELAY = Key("delay", DURATION, "pause between two requests to its host", "1 second")
TOKEN = Key("token", SECRET, "Legistar: API token")
FORMERLY = Key("formerly", ID, "the id that this source had before: it keeps its history")
SEEN = Key("seen", Flag(), "catalogue: the address stood in a public list or repository", "no")

SOURCE = Record(
    "a source",
    (
        SOURCE_ID, *ADDRESS_KEYS.values(), FROM_CATALOGUE, PLACE_OF, PUBLISHER, OFFICIAL, EVERY, WATCH,
        ROLLING, ROUTINE, SELECT, PATTERN, ALLOW, DELAY, TOKEN, FORMERLY,
    ),
)  # fmt: skip
CATALOGUE_SOURCE = replace(SOURCE, keys=(*SOURCE.keys, SEEN))

DUTY_ID = Key("id", ID, "the id of the duty", required=True)
LAW = Key("law", WORDS, "the law that orders the report")
REPORT = Key("report", WORDS, "what the report is called")
FILED_BY = Key("filed_by", WORDS, "who files it: an agency id, or words")
FILED_TO = Key("filed_to", WORDS, "who receives it")
METRICS = Key("metrics", ListOf(Choice(Metric)), "what it has to count")
DUE = Key(
    "due",
    Text("when it is due", due.parse_due, due.DUE_PATTERN, due.DUE_EXAMPLES),
    "days of the year (one, two or four), so long after each year, half-year, quarter or month, or one day",
)
COVERS = Key(
    "period",
    Text("a year", due.parse_year, due.YEAR_PATTERN, ("calendar year", "year from October")),
    "which year a yearly report covers: the last one that is over on its day",
    "calendar year",
)
NAMED_DAY = Key(
    "named_day", Flag(), "whether the law names that day; if not, it only says when we begin to ask", "yes"
)
GRACE = Key("grace", DURATION, "how late it usually comes: after that it is overdue", "30 days")
DUTY_SOURCES = Key(
    "sources", ListOf(NAMED), "where it would appear; without one, nobody can tell whether it came", "none"
)
TYPES = Key("types", ListOf(WORDS), "item types of the council system")
FILERS = Key("filers", ListOf(WORDS), "who files it, in the council's words")
PHRASES = Key("words", ListOf(WORDS), "words in its title or text")
RECOGNISE = Key(
    "recognise", Record("how a report is recognised", (TYPES, FILERS, PHRASES)), "how it is recognised"
)
FIRST_PERIOD = Key(
    "first_period",
    Text("a date", forms.parse_date, r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "first day of the first period that it is watched for",
)
DUTY = Record(
    "a duty",
    (
        DUTY_ID, FROM_CATALOGUE, PLACE_OF, LAW, REPORT, FILED_BY, FILED_TO, METRICS, DUE, COVERS, NAMED_DAY,
        GRACE, DUTY_SOURCES, RECOGNISE, FIRST_PERIOD,
    ),
)  # fmt: skip

# --- running ---

STORE = Key(
    "store",
    Text(
        "a path or an address",
        _anything,
        examples=("/var/lib/detainer-watch/watch.db", "env:DATABASE_URL"),
        secret=True,
    ),
    "where everything is kept: a path (SQLite), or env:NAME that holds a PostgreSQL address",
    "detainer-watch.db beside the file",
)
WATCHDOG = Key(
    "watchdog", SECRET, "address that is asked at each tick; silence there means we are dead", "none"
)
WORKERS = Key("workers", Count(1, 64), "extraction processes", "2")
KEEP = Key("keep_other_news", DURATION, "how long versions without a figure are kept", "90 days")
STOP_BELOW = Key("stop_fetching_below", SIZE, "free disk space below which nothing is fetched", "500 MiB")
HISTORY: Key[timedelta | str] = Key(
    "history",
    OrWord(("off", "no", "false"), DURATION),
    "news older than this, published before the source's last good run, fills the series without an alert",
    "30 days",
)
WITHDRAWN_AFTER = Key(
    "withdrawn_after", DURATION, "span between the two checks that must miss a figure", "6 hours"
)
SETTLE = Key("settle", DURATION, "changes of one run within this span go out as one alert", "10 minutes")
RECHECK = Key(
    "recheck",
    ListOf(DURATION),
    "ages at which a news page with a watch word is looked at again",
    "1 hour, 6 hours, 24 hours, 3 days, 10 days, 30 days",
)
RECHECK_CLAIMS = Key("recheck_claims", DURATION, "after that, while a figure hangs on the page", "60 days")
DAEMON = Record(
    "daemon",
    (STORE, WATCHDOG, WORKERS, KEEP, STOP_BELOW, HISTORY, WITHDRAWN_AFTER, SETTLE, RECHECK, RECHECK_CLAIMS),
)

LISTEN = Key(
    "listen",
    OrWord(("off", "no", "false"), HOST_PORT),
    "where /healthz and /metrics answer; any address but loopback needs a password",
    "127.0.0.1:8042",
)
PUBLIC_URL = Key(
    "public_url", URL, "our own address for links in alerts", "none: alerts carry no links to us"
)
WEB_PASSWORD = Key("password", SECRET, "password for whoever asks from outside")
WEB = Record("web", (LISTEN, PUBLIC_URL, WEB_PASSWORD))

SERVER = Key(
    "server",
    Text("a mail server", forms.parse_server, examples=("smtp.example.org:587",)),
    "mail server and port; 465 speaks TLS from the start, any other port STARTTLS",
    required=True,
)
USER = Key("user", WORDS, "account at the mail server", "none")
MAIL_PASSWORD = Key("password", SECRET, "its password")
SENDER = Key("from", Text("a sender", forms.parse_sender), "sender of the alerts", required=True)
TLS = Key("tls", Flag(), "whether the connection must be encrypted", "yes")
CA_FILE = Key("ca_file", WORDS, "certificate authority of one's own, a PEM file", "the system's")
MAIL = Record("mail", (SERVER, USER, MAIL_PASSWORD, SENDER, TLS, CA_FILE))

EMAIL = Key("email", MAILBOX, "mail address")
WEBHOOK: Key[str | Reference] = Key(
    "webhook",
    Text("an address", _url_or_reference, f"https?://.+|{REFERENCE_PATTERN}", secret=True),
    "address that gets each alert as signed JSON",
)
CHAT = Key(
    "chat", SECRET, "where a chat's address is, as the Apprise library writes it; needs the extra `chat`"
)
SIGNING = Key(
    "secret",
    ListOf(Stating(SECRET), alone=True),
    "webhook: signing secret, at least 24 random bytes; [new, old] while it is changed: both sign",
)
RECEIVER_ZONE = Key("timezone", ZONE, "zone of its digests", "timezone of the whole file")
RECEIVER = Record("a receiver", (EMAIL, WEBHOOK, CHAT, SIGNING, ALLOW, RECEIVER_ZONE))

TO = Key("to", ListOf(NAMED, alone=True), "receiver, or list of receivers", required=True)
SUB_PLACES: Key[tuple[Name, ...] | str] = Key(
    "places", OrWord(("everywhere",), ListOf(NAMED, alone=True)), "which places", "everywhere"
)
SUB_AGENCIES = Key(
    "agencies",
    ListOf(Named(Text("an agency's id", forms.parse_agency, AGENCY_PATTERN.pattern)), alone=True),
    "which agencies, as us-ma-boston/police",
    "all",
)
SUB_METRICS = Key("metrics", ListOf(Choice(Metric), alone=True), "which metrics", "all")
SUB_PARTIES = Key(
    "parties",
    ListOf(Named(WORDS), alone=True),
    "who says it, by id or name, as ice; of a conflict either side",
    "all",
)
KINDS: Key[tuple[ChangeKind, ...] | str] = Key(
    "kinds",
    OrWord(("everything",), ListOf(Choice(ChangeKind), alone=True)),
    "which kinds of changes; everything takes background, baseline and history too",
    "all that is news",
)
ALSO = Key("also", ListOf(Choice(ChangeKind), alone=True), "kinds on top of those")
AT_LEAST: Key[Size] = Key(
    "at_least",
    Text(
        "a number or a percentage", forms.parse_change_size, forms.CHANGE_SIZE_PATTERN, ("10 %", "5"),
        number=True,
    ),
    "how far a revised, corrected or contradicted number must move: 5, or 10 %",
    "any change",
)  # fmt: skip
CERTAINTY = Key(
    "certainty",
    Choice(Certainty, (Certainty.SURE, Certainty.LIKELY)),
    "how sure a reading must be: sure, or likely; unsure ones are never sent",
    "likely",
)
WHEN: Key[Digest | str] = Key(
    "when",
    OrWord(("at once",), Text("a time", forms.parse_digest, forms.DIGEST_PATTERN, ("daily at 07:30",))),
    "at once, daily at HH:MM, or weekly on WEEKDAY at HH:MM",
    "at once",
)
SUBSCRIPTION = Record(
    "a subscription",
    (TO, SUB_PLACES, SUB_AGENCIES, SUB_METRICS, SUB_PARTIES, KINDS, ALSO, AT_LEAST, CERTAINTY, WHEN),
)

# --- the file ---

PLACES: Key[tuple[Name | Values, ...]] = Key(
    "places", ListOf(IdOr(NAMED, PLACE)), "places to watch; a place takes in those below it", "[us-ma-boston]"
)
CONTACT = Key(
    "contact",
    Text("a mail address or page", forms.parse_contact),
    "mail address or page that goes into the User-Agent",
    "none",
)
TIMEZONE = Key("timezone", ZONE, "zone of digests and of times on the terminal", "that of the first place")
DAEMON_PART = Key("daemon", DAEMON, "how it runs")
WEB_PART = Key("web", WEB, "its own address")
MAIL_PART = Key("mail", MAIL, "how mail is sent")
OPERATOR = Key("operator", ID, "receiver that gets what breaks", "the first receiver")
RECEIVERS = Key("receivers", MapOf(forms.parse_id, ID_PATTERN.pattern, RECEIVER), "addresses that get alerts")
SUBSCRIPTIONS = Key("subscriptions", ListOf(SUBSCRIPTION), "who gets what, and when")
USE_SOURCES = Key(
    "sources", Flag(), "whether the catalogue's sources and duties of my places are watched", "yes"
)
EXCEPT = Key("except", ListOf(NAMED), "catalogue sources and duties to leave out", "none")
CATALOGUE = Key(
    "catalogue", Record("catalogue", (USE_SOURCES, EXCEPT)), "what is taken from the shipped catalogue"
)
SOURCES = Key("sources", ListOf(SOURCE), "sources of my own")
DUTIES = Key("duties", ListOf(DUTY), "duties of my own, or changed ones")

FILE: Record = Record(
    "a configuration",
    (
        PLACES, CONTACT, TIMEZONE, DAEMON_PART, WEB_PART, MAIL_PART, OPERATOR, RECEIVERS, SUBSCRIPTIONS,
        CATALOGUE, SOURCES, DUTIES,
    ),
)  # fmt: skip
