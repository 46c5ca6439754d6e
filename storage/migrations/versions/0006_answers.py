"""What the second reader answered is kept: each question is asked once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("question", sa.String(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("sentence", "model", "answer")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("failure", "at")),
    )


def downgrade() -> None:
    op.drop_table("answer")
