"""What people put right beside a number, what they say of a duty, and an index for what waits for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Json, Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_HELD = sa.text("fate IN ('unplaced', 'unsure')")


def upgrade() -> None:
    # plain ALTER TABLE: no table is made anew, so what refers to it is left alone
    op.add_column("reviews", sa.Column("put_right", Json, nullable=True))
    op.add_column("duty_periods", sa.Column("filed_on", sa.Date(), nullable=True))
    op.add_column("duty_periods", sa.Column("by", Words, nullable=True))
    op.add_column("duty_periods", sa.Column("note", Words, nullable=True))
    op.add_column("duty_periods", sa.Column("refused", Json, nullable=True))
    op.create_index("ix_figures_held", "figures", ["version_id"], sqlite_where=_HELD, postgresql_where=_HELD)
