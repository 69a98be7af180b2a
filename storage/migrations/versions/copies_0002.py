"""Copies: what a page says of its origin, the keys of its sentences, what it was found to be a copy of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Json, Words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hints",
        sa.Column("version_id", Id, nullable=False),
        sa.Column("told", Json, nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_hints_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_hints")),
    )
    op.create_table(
        "signatures",
        sa.Column("version_id", Id, nullable=False),
        sa.Column("algo", Words, nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_signatures_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_signatures")),
    )
    op.create_table(
        "passages",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "version_id", name=op.f("pk_passages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "origins",
        sa.Column("document_id", Id, nullable=False),
        sa.Column("original_id", Id, nullable=True),
        sa.Column("original_key", Words, nullable=True),
        sa.Column("name", Words, nullable=False),
        sa.Column("how", Words, nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_origins_document_id")),
        sa.ForeignKeyConstraint(["original_id"], ["documents.id"], name=op.f("fk_origins_original_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_origins")),
    )
    op.create_index(op.f("ix_origins_original_id"), "origins", ["original_id"], unique=False)
    op.create_index(op.f("ix_origins_original_key"), "origins", ["original_key"], unique=False)
