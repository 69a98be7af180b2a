"""What a server answered beside the bytes: status, the address in the end; and who gave what came by hand.

Until now the last two stood among the response headers, under names that no server had sent.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Json, Words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_versions = sa.table(
    "versions",
    sa.column("id", Id),
    sa.column("headers", Json),
    sa.column("final_url", Words),
    sa.column("note", Words),
)
_MOVED = {"final-url": "final_url", "note": "note"}


def upgrade() -> None:
    # plain ALTER TABLE: no table is made anew, so what refers to it is left alone
    op.add_column("versions", sa.Column("status", sa.Integer(), nullable=True))
    op.add_column("versions", sa.Column("final_url", Words, nullable=True))
    op.add_column("versions", sa.Column("note", Words, nullable=True))
    conn = op.get_bind()
    words = sa.cast(_versions.c.headers, sa.Text)
    old = sa.or_(*(words.like(f'%"{name}"%') for name in _MOVED))
    for row in conn.execute(sa.select(_versions.c.id, _versions.c.headers).where(old)).all():
        left = {name: value for name, value in row.headers.items() if name not in _MOVED}
        moved = {column: row.headers[name] for name, column in _MOVED.items() if name in row.headers}
        if moved:
            change = sa.update(_versions).where(_versions.c.id == row.id)
            conn.execute(change.values(headers=left, **moved))
