"""Pages that could not be read are kept with the reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
TEXTS = (
    *("source", "title", "since", "state", "reason", "sha256", "charset", "content_type"),
    *("etag", "last_modified", "fetched_at", "headers"),
)


def upgrade() -> None:
    op.create_table(
        "unread",
        sa.Column("url", sa.String(), primary_key=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
    )
    op.create_index("ix_unread_source", "unread", ["source", "since"])


def downgrade() -> None:
    op.drop_index("ix_unread_source", "unread")
    op.drop_table("unread")
