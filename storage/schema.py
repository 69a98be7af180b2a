"""The one description of the store, for SQLite and PostgreSQL alike.

Places, agencies and parties are the catalogue's text ids without a foreign key: a place may leave
the catalogue, its history may not. `sources.baseline_run`, `sources.lease_run` and
`documents.last_run` have none either: they point against the order in which rows are made.
Ids are never used again, so order is always by id or seq and never by time.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from storage.types import Id, Instant, Json, Words

#: the revision that this code reads and writes; the newest one in `storage/migrations/versions`
REVISION: Final = "0006"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any, **more: Any) -> Table:
    counts_up = any(c.name == "id" for c in _ids(parts))
    return Table(name, metadata, *parts, sqlite_autoincrement=counts_up, **more)


def _ids(parts: tuple[Any, ...]) -> list[Column[Any]]:
    return [part for part in parts if isinstance(part, Column) and part.primary_key and part.type is Id]


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def _ref(name: str, target: str, *, null: bool = False, primary_key: bool = False) -> Column[Any]:
    return Column(name, ForeignKey(target), nullable=null and not primary_key, primary_key=primary_key)


def _must(name: str, type_: Any, **more: Any) -> Column[Any]:
    return Column(name, type_, nullable=False, **more)


def _may(name: str, type_: Any) -> Column[Any]:
    return Column(name, type_, nullable=True)


sources = _table(
    "sources",
    Column("id", Words, primary_key=True),
    _must("config_hash", Words),
    _must("state", Words),
    _may("baseline_run", BigInteger),
    _must("next_due_at", Instant),
    _may("last_ok_at", Instant),
    _may("last_new_at", Instant),
    _may("usual_gap_s", BigInteger),
    _must("failures", Integer),
    _must("empties", Integer),
    _may("reason", Words),
    _may("lease_run", BigInteger),
    _may("lease_until", Instant),
    Index(None, "state", "next_due_at"),
)

hosts = _table(
    "hosts",
    Column("host", Words, primary_key=True),
    _may("next_allowed_at", Instant),
    _must("delay_ms", Integer),
    _may("hold_until", Instant),
    _may("hold_reason", Words),
    _ref("robots_hash", "bodies.hash", null=True),
    _may("robots_at", Instant),
    _may("lease_owner", Words),
    _may("lease_until", Instant),
    Index(None, "robots_hash"),
)

runs = _table(
    "runs",
    _id(),
    _must("kind", Words),
    _ref("source_id", "sources.id", null=True),
    _must("owner", Words),
    _must("baseline", Boolean),
    _must("started_at", Instant),
    _may("lease_until", Instant),
    _may("ended_at", Instant),
    _may("outcome", Words),
    _must("counts", Json),
    _may("reason", Words),
    Index(None, "source_id", "id"),
    Index(
        "ix_runs_unended",
        "id",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

documents = _table(
    "documents",
    _id(),
    _must("key", Words),
    _must("url", Words),
    _must("kind", Words),
    _ref("parent_id", "documents.id", null=True),
    _must("publisher_party", Words),
    _must("place_id", Words),
    _must("official", Boolean),
    _must("title", Words),
    _may("published_on", Date),
    _must("published_how", Words),
    _must("first_seen_at", Instant),
    _must("history", Boolean),
    _must("baseline", Boolean),
    _must("relevant", Boolean),
    _must("newest", Integer),  # seq of the newest version; 0 without one
    _may("last_run", BigInteger),  # the run that checked it last
    _may("next_due_at", Instant),
    _may("last_checked_at", Instant),
    _may("last_ok_at", Instant),
    _may("last_full_at", Instant),
    _must("checks", Integer),
    _must("gate_misses", Integer),
    _may("etag", LargeBinary),
    _may("last_modified", LargeBinary),
    _may("raw_hash", Words),
    _may("gate_hash", Words),
    _may("gate_algo", Words),
    _must("misses", Integer),
    _may("missed_since", Instant),
    _may("gone_since", Instant),
    _may("quarantined", Words),  # why no text could be made of what it became
    _may("quarantined_raw", Words),  # hash of those bytes, which are kept for as long
    _may("quarantined_by", Words),  # the tools that gave up; none: they get another chance
    UniqueConstraint("key"),
    Index(None, "next_due_at"),
    Index(None, "parent_id"),
    Index(
        "ix_documents_gone",
        "id",
        sqlite_where=text("gone_since IS NOT NULL"),
        postgresql_where=text("gone_since IS NOT NULL"),
    ),
    Index(
        "ix_documents_set_aside",
        "quarantined_by",
        sqlite_where=text("quarantined_by IS NOT NULL"),
        postgresql_where=text("quarantined_by IS NOT NULL"),
    ),
)

sightings = _table(
    "sightings",
    _ref("source_id", "sources.id", primary_key=True),
    _ref("document_id", "documents.id", primary_key=True),
    _ref("first_run", "runs.id"),
    _must("first_seen_at", Instant),
    _must("last_seen_at", Instant),
    Index(None, "document_id"),
)

fetches = _table(
    "fetches",
    _id(),
    _ref("document_id", "documents.id", null=True),
    _ref("source_id", "sources.id", null=True),  # none: taken by hand
    _ref("run_id", "runs.id"),
    _must("at", Instant),
    _may("status", Integer),
    _must("verdict", Words),
    _must("size", BigInteger),
    _may("raw_hash", Words),
    _must("ms", Integer),
    _may("note", Words),
    Index(None, "document_id", "at"),
    Index(None, "run_id"),
)

bodies = _table(
    "bodies",
    Column("hash", Words, primary_key=True),
    _must("codec", Words),
    _ref("base_hash", "bodies.hash", null=True),
    _must("depth", Integer),
    _must("size", BigInteger),
    _must("data", LargeBinary),
    Index(None, "base_hash"),
)

versions = _table(
    "versions",
    _id(),
    _ref("document_id", "documents.id"),
    _must("seq", Integer),
    _ref("run_id", "runs.id"),
    _must("at", Instant),
    _must("raw_hash", Words),  # no foreign key: the bytes may be pruned, the hash stays
    _ref("text_hash", "bodies.hash"),
    _must("text_length", Integer),
    _must("norm_hash", Words),
    _must("media_type", Words),
    _must("extractor", Words),
    _may("page_count", Integer),
    _must("ocr", Boolean),
    _must("cut_short", Boolean),
    _must("headers", Json),
    _must("state", Words),
    _must("tries", Integer),
    _may("read_by", Words),
    _may("status", Integer),  # of the answer
    _may("final_url", Words),  # the address that answered, where it is not the one that was asked
    _may("note", Words),  # of the person who gave it
    UniqueConstraint("document_id", "seq"),
    Index(
        "ix_versions_pending",
        "id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(None, "norm_hash"),
    Index(None, "raw_hash"),
    Index(None, "text_hash"),
    Index(None, "run_id"),
)

#: what a page said of where its text comes from, as fetched with that version; no row where it said nothing
hints = _table(
    "hints",
    _ref("version_id", "versions.id", primary_key=True),
    _must("told", Json),
)

#: the keys of a text's sentences, eight bytes each; `algo` names what made them
signatures = _table(
    "signatures",
    _ref("version_id", "versions.id", primary_key=True),
    _must("algo", Words),
    _must("keys", LargeBinary),
)

#: the same keys the other way round, for the look-up. No foreign key: the index that it would need is as
#: large as the table; what goes with a version is named by its signature
passages = _table(
    "passages",
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("version_id", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: what a document is a copy of; no row for one that speaks for itself
origins = _table(
    "origins",
    _ref("document_id", "documents.id", primary_key=True),
    _ref("original_id", "documents.id", null=True),  # none: never seen here
    _may("original_key", Words),  # the address that the copy itself names
    _must("name", Words),  # whose text it is, as the copy says; '' where only the likeness tells
    _must("how", Words),
    _must("whole", Boolean),  # else only some of its sentences are copied
    Index(None, "original_id"),
    Index(None, "original_key"),
)

figures = _table(
    "figures",
    _id(),
    _ref("version_id", "versions.id"),
    _must("read_by", Words),
    _must("ordinal", Integer),
    _must("metric", Words),
    _must("value", BigInteger),
    _must("qualifier", Words),
    _must("place_id", Words),
    _must("agency_id", Words),
    _must("period_kind", Words),
    _may("period_from", Date),
    _may("period_to", Date),
    _must("period_text", Words),
    _may("as_of", Date),
    _must("party_id", Words),
    _must("asserted_text", Words),
    _may("subset", Words),
    _must("quote", Words),
    _must("sentence_hash", Words),
    _must("span_start", Integer),
    _must("span_end", Integer),
    _may("page", Integer),
    _must("hand", Words),
    _must("certainty", Words),
    _must("why", Json),
    _must("fate", Words),
    _must("extra", Json),  # what is only shown, or only read again by the comparison
    UniqueConstraint("version_id", "read_by", "ordinal"),
    Index(None, "sentence_hash"),
    Index(None, "party_id", "place_id", "metric", "value"),
    Index(None, "place_id", "metric"),
    Index(
        "ix_figures_held",
        "version_id",
        sqlite_where=text("fate IN ('unplaced', 'unsure')"),
        postgresql_where=text("fate IN ('unplaced', 'unsure')"),
    ),
)

points = _table(
    "points",
    _id(),
    _must("place_id", Words),
    _must("agency_id", Words),
    _must("metric", Words),
    _must("period_kind", Words),
    _must("period_from", Words),
    _must("period_to", Words),
    UniqueConstraint("place_id", "agency_id", "metric", "period_kind", "period_from", "period_to"),
)

claims = _table(
    "claims",
    _id(),
    _ref("point_id", "points.id"),
    _must("party_id", Words),
    _must("state", Words),
    _must("statement_seq", Integer),
    UniqueConstraint("point_id", "party_id"),
)

statements = _table(
    "statements",
    _id(),
    _ref("claim_id", "claims.id"),
    _must("seq", Integer),
    _must("value", BigInteger),
    _must("qualifier", Words),
    _may("as_of", Date),
    _may("stated_on", Date),
    _must("hand", Words),
    _ref("figure_id", "figures.id"),
    _must("made_at", Instant),
    _may("ended_at", Instant),
    UniqueConstraint("claim_id", "seq"),
    Index(None, "figure_id"),
)

supports = _table(
    "supports",
    _ref("statement_id", "statements.id", primary_key=True),
    _ref("figure_id", "figures.id", primary_key=True),
    _must("seq", Integer),  # its place among the claim's supports
    _ref("document_id", "documents.id"),
    _must("role", Words),
    _must("hand", Words),
    _must("sentence_hash", Words),
    _ref("copy_of", "documents.id", null=True),
    _may("missing_since", Instant),
    _may("ended_at", Instant),
    Index(None, "document_id"),
    Index(None, "figure_id"),
)

disputes = _table(
    "disputes",
    _id(),
    _ref("point_id", "points.id"),
    _ref("claim_a", "claims.id"),
    _ref("claim_b", "claims.id"),
    _must("state", Words),
    _must("opened_at", Instant),
    _may("settled_at", Instant),
    _may("change_key", Words),
    UniqueConstraint("claim_a", "claim_b"),
    CheckConstraint("claim_a < claim_b", name="ordered"),
    Index(None, "point_id"),
    Index(None, "claim_b"),
)

changes = _table(
    "changes",
    _id(),
    _must("key", Words),
    _must("kind", Words),
    _must("at", Instant),
    _ref("run_id", "runs.id"),
    _ref("version_id", "versions.id", null=True),
    _ref("document_id", "documents.id", null=True),
    _may("source_id", Words),
    _may("duty_id", Words),
    _ref("point_id", "points.id", null=True),
    _may("party_id", Words),  # the name at that time: a claim may take another one later
    _may("other_party_id", Words),
    _must("between_reports", Boolean),
    _may("before", Json),
    _may("after", Json),
    _must("more", Json),
    _must("quiet", Words),
    UniqueConstraint("key"),
    Index(None, "version_id"),
    Index(None, "document_id"),
    Index(None, "point_id"),
    Index(
        "ix_changes_gone",
        "document_id",
        sqlite_where=text("kind = 'gone'"),
        postgresql_where=text("kind = 'gone'"),
    ),
)

receivers = _table(
    "receivers",
    Column("id", Words, primary_key=True),
    _must("kind", Words),
    _must("address_hash", Words),  # '' unknown; another address is another chance for a dead one
    _must("state", Words),
    _may("reason", Words),
    _must("failures", Integer),  # tries in a row that were not acknowledged
    _must("since", Instant),
    _must("first_failures", Integer),  # of them, first tries of a message
    _may("failing_since", Instant),
    _may("tried_at", Instant),
    _may("taken_at", Instant),  # when it last acknowledged anything
    _may("held_until", Instant),  # it asked for a pause (Retry-After)
)

alerts = _table(
    "alerts",
    Column("id", Words, primary_key=True),
    _ref("receiver_id", "receivers.id"),
    _must("occasion", Words),
    _must("made_at", Instant),
    _must("seq", Integer),
    _must("subject", Words),
    _must("body", Json),
    _ref("corrects", "alerts.id", null=True),
    UniqueConstraint("receiver_id", "occasion"),
    UniqueConstraint("receiver_id", "seq"),
)

owed = _table(
    "owed",
    _ref("receiver_id", "receivers.id", primary_key=True),
    _ref("change_id", "changes.id", primary_key=True),
    _must("due_at", Instant),
    _must("occasion", Words),
    _ref("alert_id", "alerts.id", null=True),
    Index(
        "ix_owed_waiting",
        "receiver_id",
        "due_at",
        sqlite_where=text("alert_id IS NULL"),
        postgresql_where=text("alert_id IS NULL"),
    ),
    Index(None, "change_id"),
    Index(None, "alert_id"),
)

mutes = _table(
    "mutes",
    _id(),
    _must("place_id", Words),
    _must("agency_id", Words),  # '' any
    _must("metric", Words),  # '' any
    _must("receiver_id", Words),  # '' every one; no key: a receiver may leave, what it muted may not
    _must("made_at", Instant),
    _must("until", Instant),
    _must("by", Words),
    _must("note", Words),
)

muted = _table(
    "muted",
    _ref("receiver_id", "receivers.id", primary_key=True),
    _ref("change_id", "changes.id", primary_key=True),
    _ref("mute_id", "mutes.id"),
    _ref("alert_id", "alerts.id", null=True),  # in which the end of the mute was told
    Index(None, "change_id"),
    Index(None, "mute_id"),
    Index(None, "alert_id"),
)

digests = _table(
    "digests",
    Column("receiver_id", ForeignKey("receivers.id"), primary_key=True),
    _must("told_to", Instant),  # up to this moment the receiver had its digests
    _must("held_to", BigInteger),  # figures up to this id were told to wait for a person
)

deliveries = _table(
    "deliveries",
    _id(),
    _ref("alert_id", "alerts.id"),
    _must("round", Integer),
    _must("state", Words),
    _must("due_at", Instant),
    _must("first_due_at", Instant),
    _must("attempts", Integer),
    _may("lease_holder", Words),
    _may("lease_until", Instant),
    _may("ended_at", Instant),
    _may("last_answer", Words),
    UniqueConstraint("alert_id", "round"),
    Index(
        "ix_deliveries_waiting",
        "due_at",
        sqlite_where=text("state IN ('due', 'leased')"),
        postgresql_where=text("state IN ('due', 'leased')"),
    ),
)

attempts = _table(
    "attempts",
    _ref("delivery_id", "deliveries.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    _must("at", Instant),
    _must("ms", Integer),
    _must("answer", Words),
    _must("acknowledged", Boolean),
)

reviews = _table(
    "reviews",
    _id(),
    _ref("document_id", "documents.id"),
    _must("sentence_hash", Words),
    _must("metric", Words),
    _must("value", BigInteger),
    _must("seq", Integer),
    _must("verdict", Words),
    _may("corrected", BigInteger),
    _must("by", Words),
    _must("note", Words),
    _must("at", Instant),
    _may("put_right", Json),  # what of a corrected reading is right, beside or instead of its number
    UniqueConstraint("document_id", "sentence_hash", "metric", "value", "seq"),
)

duty_periods = _table(
    "duty_periods",
    Column("duty_id", Words, primary_key=True),
    Column("period", Words, primary_key=True),
    _must("due_on", Date),
    _must("grace_until", Date),
    _must("state", Words),
    _ref("document_id", "documents.id", null=True),
    _must("changed_at", Instant),
    _may("filed_on", Date),  # the day of the paper, else the day it was seen
    _may("by", Words),  # the person who said so; none: it was recognised
    _may("note", Words),
    _may("refused", Json),  # documents of which a person said that they are not this report
)

leases = _table(
    "leases",
    Column("name", Words, primary_key=True),
    _must("holder", Words),
    _must("until", Instant),
)

facts = _table(
    "facts",
    Column("name", Words, primary_key=True),
    _must("value", Words),
)
