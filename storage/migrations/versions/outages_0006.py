"""How each receiver fares as a whole: since when it takes nothing, and how long it asked to be left alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # plain ALTER TABLE: no table is made anew, so what refers to it is left alone
    op.add_column(
        "receivers", sa.Column("first_failures", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    for name in ("failing_since", "tried_at", "taken_at", "held_until"):
        op.add_column("receivers", sa.Column(name, Instant, nullable=True))
