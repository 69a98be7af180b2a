"""What receivers muted, the changes that were kept from them, and how far each was told in digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Instant, Words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mutes",
        sa.Column("id", Id, nullable=False),
        sa.Column("place_id", Words, nullable=False),
        sa.Column("agency_id", Words, nullable=False),
        sa.Column("metric", Words, nullable=False),
        sa.Column("receiver_id", Words, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("note", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "muted",
        sa.Column("receiver_id", Words, nullable=False),
        sa.Column("change_id", Id, nullable=False),
        sa.Column("mute_id", Id, nullable=False),
        sa.Column("alert_id", Words, nullable=True),
        sa.ForeignKeyConstraint(["receiver_id"], ["receivers.id"], name=op.f("fk_muted_receiver_id")),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_muted_change_id")),
        sa.ForeignKeyConstraint(["mute_id"], ["mutes.id"], name=op.f("fk_muted_mute_id")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_muted_alert_id")),
        sa.PrimaryKeyConstraint("receiver_id", "change_id", name=op.f("pk_muted")),
    )
    for column in ("change_id", "mute_id", "alert_id"):
        op.create_index(op.f(f"ix_muted_{column}"), "muted", [column], unique=False)
    op.create_table(
        "digests",
        sa.Column("receiver_id", Words, nullable=False),
        sa.Column("told_to", Instant, nullable=False),
        sa.Column("held_to", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["receiver_id"], ["receivers.id"], name=op.f("fk_digests_receiver_id")),
        sa.PrimaryKeyConstraint("receiver_id", name=op.f("pk_digests")),
    )
