"""Articles know their author and dateline; the first of a story is found without reading all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
ADDED = ("author", "dateline")


def upgrade() -> None:
    for name in ADDED:
        op.add_column("article", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.drop_index("ix_article_story", "article")
    op.create_index("ix_article_story", "article", ["story", "published", "publisher", "url"])


def downgrade() -> None:
    op.drop_index("ix_article_story", "article")
    op.create_index("ix_article_story", "article", ["story"])
    for name in reversed(ADDED):
        op.drop_column("article", name)
