"""What a publisher said before is marked, and read only when it matters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: that makes the table anew, and foreign keys forbid SQLite to drop the old one.
    op.add_column("observation", sa.Column("echo", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in ("shelf", "year_shelf"):
        op.drop_index(f"ix_observation_{column}", "observation")
        op.create_index(f"ix_observation_{column}", "observation", [column, "echo", "published"])


def downgrade() -> None:
    for column in ("shelf", "year_shelf"):
        op.drop_index(f"ix_observation_{column}", "observation")
        op.create_index(f"ix_observation_{column}", "observation", [column])
    op.drop_column("observation", "echo")
