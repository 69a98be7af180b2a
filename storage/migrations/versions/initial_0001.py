"""The store as it began."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Instant, Json, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bodies",
        sa.Column("hash", Words, nullable=False),
        sa.Column("codec", Words, nullable=False),
        sa.Column("base_hash", Words, nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["base_hash"], ["bodies.hash"], name=op.f("fk_bodies_base_hash")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_bodies")),
    )
    op.create_index(op.f("ix_bodies_base_hash"), "bodies", ["base_hash"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", Words, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("parent_id", Id, nullable=True),
        sa.Column("publisher_party", Words, nullable=False),
        sa.Column("place_id", Words, nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_how", Words, nullable=False),
        sa.Column("first_seen_at", Instant, nullable=False),
        sa.Column("history", sa.Boolean(), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.BigInteger(), nullable=True),
        sa.Column("next_due_at", Instant, nullable=True),
        sa.Column("last_checked_at", Instant, nullable=True),
        sa.Column("last_ok_at", Instant, nullable=True),
        sa.Column("last_full_at", Instant, nullable=True),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("gate_misses", sa.Integer(), nullable=False),
        sa.Column("etag", sa.LargeBinary(), nullable=True),
        sa.Column("last_modified", sa.LargeBinary(), nullable=True),
        sa.Column("raw_hash", Words, nullable=True),
        sa.Column("gate_hash", Words, nullable=True),
        sa.Column("gate_algo", Words, nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("missed_since", Instant, nullable=True),
        sa.Column("gone_since", Instant, nullable=True),
        sa.Column("quarantined", Words, nullable=True),
        sa.Column("quarantined_raw", Words, nullable=True),
        sa.Column("quarantined_by", Words, nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["documents.id"], name=op.f("fk_documents_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("key", name=op.f("uq_documents_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_documents_next_due_at"), "documents", ["next_due_at"], unique=False)
    op.create_index(op.f("ix_documents_parent_id"), "documents", ["parent_id"], unique=False)
    op.create_index(
        "ix_documents_gone",
        "documents",
        ["id"],
        unique=False,
        sqlite_where=sa.text("gone_since IS NOT NULL"),
        postgresql_where=sa.text("gone_since IS NOT NULL"),
    )
    op.create_index(
        "ix_documents_set_aside",
        "documents",
        ["quarantined_by"],
        unique=False,
        sqlite_where=sa.text("quarantined_by IS NOT NULL"),
        postgresql_where=sa.text("quarantined_by IS NOT NULL"),
    )
    op.create_table(
        "facts",
        sa.Column("name", Words, nullable=False),
        sa.Column("value", Words, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "leases",
        sa.Column("name", Words, nullable=False),
        sa.Column("holder", Words, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "points",
        sa.Column("id", Id, nullable=False),
        sa.Column("place_id", Words, nullable=False),
        sa.Column("agency_id", Words, nullable=False),
        sa.Column("metric", Words, nullable=False),
        sa.Column("period_kind", Words, nullable=False),
        sa.Column("period_from", Words, nullable=False),
        sa.Column("period_to", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
        sa.UniqueConstraint(
            "place_id",
            "agency_id",
            "metric",
            "period_kind",
            "period_from",
            "period_to",
            name=op.f("uq_points_place_id_agency_id_metric_period_kind_period_from_period_to"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "receivers",
        sa.Column("id", Words, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("address_hash", Words, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("reason", Words, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivers")),
    )
    op.create_table(
        "sources",
        sa.Column("id", Words, nullable=False),
        sa.Column("config_hash", Words, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("baseline_run", sa.BigInteger(), nullable=True),
        sa.Column("next_due_at", Instant, nullable=False),
        sa.Column("last_ok_at", Instant, nullable=True),
        sa.Column("last_new_at", Instant, nullable=True),
        sa.Column("usual_gap_s", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("empties", sa.Integer(), nullable=False),
        sa.Column("reason", Words, nullable=True),
        sa.Column("lease_run", sa.BigInteger(), nullable=True),
        sa.Column("lease_until", Instant, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_index(op.f("ix_sources_state_next_due_at"), "sources", ["state", "next_due_at"], unique=False)
    op.create_table(
        "alerts",
        sa.Column("id", Words, nullable=False),
        sa.Column("receiver_id", Words, nullable=False),
        sa.Column("occasion", Words, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("subject", Words, nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("corrects", Words, nullable=True),
        sa.ForeignKeyConstraint(["corrects"], ["alerts.id"], name=op.f("fk_alerts_corrects")),
        sa.ForeignKeyConstraint(["receiver_id"], ["receivers.id"], name=op.f("fk_alerts_receiver_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("receiver_id", "occasion", name=op.f("uq_alerts_receiver_id_occasion")),
        sa.UniqueConstraint("receiver_id", "seq", name=op.f("uq_alerts_receiver_id_seq")),
    )
    op.create_table(
        "claims",
        sa.Column("id", Id, nullable=False),
        sa.Column("point_id", Id, nullable=False),
        sa.Column("party_id", Words, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("statement_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_claims_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("point_id", "party_id", name=op.f("uq_claims_point_id_party_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "duty_periods",
        sa.Column("duty_id", Words, nullable=False),
        sa.Column("period", Words, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("grace_until", sa.Date(), nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("document_id", Id, nullable=True),
        sa.Column("changed_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_duty_periods_document_id")),
        sa.PrimaryKeyConstraint("duty_id", "period", name=op.f("pk_duty_periods")),
    )
    op.create_table(
        "hosts",
        sa.Column("host", Words, nullable=False),
        sa.Column("next_allowed_at", Instant, nullable=True),
        sa.Column("delay_ms", sa.Integer(), nullable=False),
        sa.Column("hold_until", Instant, nullable=True),
        sa.Column("hold_reason", Words, nullable=True),
        sa.Column("robots_hash", Words, nullable=True),
        sa.Column("robots_at", Instant, nullable=True),
        sa.Column("lease_owner", Words, nullable=True),
        sa.Column("lease_until", Instant, nullable=True),
        sa.ForeignKeyConstraint(["robots_hash"], ["bodies.hash"], name=op.f("fk_hosts_robots_hash")),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_hosts")),
    )
    op.create_index(op.f("ix_hosts_robots_hash"), "hosts", ["robots_hash"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", Id, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("sentence_hash", Words, nullable=False),
        sa.Column("metric", Words, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("verdict", Words, nullable=False),
        sa.Column("corrected", sa.BigInteger(), nullable=True),
        sa.Column("by", Words, nullable=False),
        sa.Column("note", Words, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_reviews_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint(
            "document_id",
            "sentence_hash",
            "metric",
            "value",
            "seq",
            name=op.f("uq_reviews_document_id_sentence_hash_metric_value_seq"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "runs",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("source_id", Words, nullable=True),
        sa.Column("owner", Words, nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("lease_until", Instant, nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("outcome", Words, nullable=True),
        sa.Column("counts", Json, nullable=False),
        sa.Column("reason", Words, nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_runs_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_runs_source_id_id"), "runs", ["source_id", "id"], unique=False)
    op.create_index(
        "ix_runs_unended",
        "runs",
        ["id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", Id, nullable=False),
        sa.Column("alert_id", Words, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("first_due_at", Instant, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_holder", Words, nullable=True),
        sa.Column("lease_until", Instant, nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("last_answer", Words, nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_deliveries_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("alert_id", "round", name=op.f("uq_deliveries_alert_id_round")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('due', 'leased')"),
        postgresql_where=sa.text("state IN ('due', 'leased')"),
    )
    op.create_table(
        "disputes",
        sa.Column("id", Id, nullable=False),
        sa.Column("point_id", Id, nullable=False),
        sa.Column("claim_a", Id, nullable=False),
        sa.Column("claim_b", Id, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("settled_at", Instant, nullable=True),
        sa.Column("change_key", Words, nullable=True),
        sa.CheckConstraint("claim_a < claim_b", name=op.f("ck_disputes_ordered")),
        sa.ForeignKeyConstraint(["claim_a"], ["claims.id"], name=op.f("fk_disputes_claim_a")),
        sa.ForeignKeyConstraint(["claim_b"], ["claims.id"], name=op.f("fk_disputes_claim_b")),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_disputes_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("claim_a", "claim_b", name=op.f("uq_disputes_claim_a_claim_b")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_disputes_claim_b"), "disputes", ["claim_b"], unique=False)
    op.create_index(op.f("ix_disputes_point_id"), "disputes", ["point_id"], unique=False)
    op.create_table(
        "fetches",
        sa.Column("id", Id, nullable=False),
        sa.Column("document_id", Id, nullable=True),
        sa.Column("source_id", Words, nullable=True),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("verdict", Words, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("raw_hash", Words, nullable=True),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.Column("note", Words, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_fetches_document_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_fetches_run_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_fetches_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetches")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_fetches_document_id_at"), "fetches", ["document_id", "at"], unique=False)
    op.create_index(op.f("ix_fetches_run_id"), "fetches", ["run_id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("source_id", Words, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("first_run", Id, nullable=False),
        sa.Column("first_seen_at", Instant, nullable=False),
        sa.Column("last_seen_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sightings_document_id")),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name=op.f("fk_sightings_first_run")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_sightings_source_id")),
        sa.PrimaryKeyConstraint("source_id", "document_id", name=op.f("pk_sightings")),
    )
    op.create_index(op.f("ix_sightings_document_id"), "sightings", ["document_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", Id, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("raw_hash", Words, nullable=False),
        sa.Column("text_hash", Words, nullable=False),
        sa.Column("text_length", sa.Integer(), nullable=False),
        sa.Column("norm_hash", Words, nullable=False),
        sa.Column("media_type", Words, nullable=False),
        sa.Column("extractor", Words, nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("ocr", sa.Boolean(), nullable=False),
        sa.Column("cut_short", sa.Boolean(), nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("read_by", Words, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_versions_document_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_versions_run_id")),
        sa.ForeignKeyConstraint(["text_hash"], ["bodies.hash"], name=op.f("fk_versions_text_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("document_id", "seq", name=op.f("uq_versions_document_id_seq")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_versions_norm_hash"), "versions", ["norm_hash"], unique=False)
    op.create_index(
        "ix_versions_pending",
        "versions",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(op.f("ix_versions_raw_hash"), "versions", ["raw_hash"], unique=False)
    op.create_index(op.f("ix_versions_run_id"), "versions", ["run_id"], unique=False)
    op.create_index(op.f("ix_versions_text_hash"), "versions", ["text_hash"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.Column("answer", Words, nullable=False),
        sa.Column("acknowledged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_attempts_delivery_id")),
        sa.PrimaryKeyConstraint("delivery_id", "n", name=op.f("pk_attempts")),
    )
    op.create_table(
        "changes",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", Words, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("version_id", Id, nullable=True),
        sa.Column("document_id", Id, nullable=True),
        sa.Column("source_id", Words, nullable=True),
        sa.Column("duty_id", Words, nullable=True),
        sa.Column("point_id", Id, nullable=True),
        sa.Column("party_id", Words, nullable=True),
        sa.Column("other_party_id", Words, nullable=True),
        sa.Column("between_reports", sa.Boolean(), nullable=False),
        sa.Column("before", Json, nullable=True),
        sa.Column("after", Json, nullable=True),
        sa.Column("more", Json, nullable=False),
        sa.Column("quiet", Words, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_changes_document_id")),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_changes_point_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_changes_run_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_changes_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sa.UniqueConstraint("key", name=op.f("uq_changes_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_changes_document_id"), "changes", ["document_id"], unique=False)
    op.create_index(op.f("ix_changes_point_id"), "changes", ["point_id"], unique=False)
    op.create_index(
        "ix_changes_gone",
        "changes",
        ["document_id"],
        unique=False,
        sqlite_where=sa.text("kind = 'gone'"),
        postgresql_where=sa.text("kind = 'gone'"),
    )
    op.create_index(op.f("ix_changes_version_id"), "changes", ["version_id"], unique=False)
    op.create_table(
        "figures",
        sa.Column("id", Id, nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("read_by", Words, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("metric", Words, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("qualifier", Words, nullable=False),
        sa.Column("place_id", Words, nullable=False),
        sa.Column("agency_id", Words, nullable=False),
        sa.Column("period_kind", Words, nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("period_text", Words, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("party_id", Words, nullable=False),
        sa.Column("asserted_text", Words, nullable=False),
        sa.Column("subset", Words, nullable=True),
        sa.Column("quote", Words, nullable=False),
        sa.Column("sentence_hash", Words, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("hand", Words, nullable=False),
        sa.Column("certainty", Words, nullable=False),
        sa.Column("why", Json, nullable=False),
        sa.Column("fate", Words, nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_figures_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
        sa.UniqueConstraint(
            "version_id", "read_by", "ordinal", name=op.f("uq_figures_version_id_read_by_ordinal")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_figures_party_id_place_id_metric_value"),
        "figures",
        ["party_id", "place_id", "metric", "value"],
        unique=False,
    )
    op.create_index(op.f("ix_figures_place_id_metric"), "figures", ["place_id", "metric"], unique=False)
    op.create_index(op.f("ix_figures_sentence_hash"), "figures", ["sentence_hash"], unique=False)
    op.create_table(
        "owed",
        sa.Column("receiver_id", Words, nullable=False),
        sa.Column("change_id", Id, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("occasion", Words, nullable=False),
        sa.Column("alert_id", Words, nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_owed_alert_id")),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_owed_change_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["receivers.id"], name=op.f("fk_owed_receiver_id")),
        sa.PrimaryKeyConstraint("receiver_id", "change_id", name=op.f("pk_owed")),
    )
    op.create_index(op.f("ix_owed_alert_id"), "owed", ["alert_id"], unique=False)
    op.create_index(op.f("ix_owed_change_id"), "owed", ["change_id"], unique=False)
    op.create_index(
        "ix_owed_waiting",
        "owed",
        ["receiver_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("alert_id IS NULL"),
        postgresql_where=sa.text("alert_id IS NULL"),
    )
    op.create_table(
        "statements",
        sa.Column("id", Id, nullable=False),
        sa.Column("claim_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("qualifier", Words, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("hand", Words, nullable=False),
        sa.Column("figure_id", Id, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_statements_claim_id")),
        sa.ForeignKeyConstraint(["figure_id"], ["figures.id"], name=op.f("fk_statements_figure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("claim_id", "seq", name=op.f("uq_statements_claim_id_seq")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_statements_figure_id"), "statements", ["figure_id"], unique=False)
    op.create_table(
        "supports",
        sa.Column("statement_id", Id, nullable=False),
        sa.Column("figure_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("role", Words, nullable=False),
        sa.Column("hand", Words, nullable=False),
        sa.Column("sentence_hash", Words, nullable=False),
        sa.Column("copy_of", Id, nullable=True),
        sa.Column("missing_since", Instant, nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["copy_of"], ["documents.id"], name=op.f("fk_supports_copy_of")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_supports_document_id")),
        sa.ForeignKeyConstraint(["figure_id"], ["figures.id"], name=op.f("fk_supports_figure_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_supports_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", "figure_id", name=op.f("pk_supports")),
    )
    op.create_index(op.f("ix_supports_document_id"), "supports", ["document_id"], unique=False)
    op.create_index(op.f("ix_supports_figure_id"), "supports", ["figure_id"], unique=False)
