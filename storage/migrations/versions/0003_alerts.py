"""Messages know their topic, their id on the wire and what they wait for; silences and troubles are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_article_page", "article", ["page_id"])
    for name in ("topic", "awaits", "wire"):
        op.add_column("outbox", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_table(
        "silence",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
    )
    op.create_table(
        "trouble",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("told_at", sa.String(), nullable=True),
        sa.Column("over_at", sa.String(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("trouble")
    op.drop_table("silence")
    for name in ("wire", "awaits", "topic"):
        op.drop_column("outbox", name)
    op.drop_index("ix_article_page", "article")
