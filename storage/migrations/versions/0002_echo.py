"""What a publisher said before is marked, and read only when it matters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("observation") as table:
        table.add_column(sa.Column("echo", sa.Boolean(), nullable=False, server_default=sa.false()))
        for column in ("shelf", "year_shelf"):
            table.drop_index(f"ix_observation_{column}")
            table.create_index(f"ix_observation_{column}", [column, "echo", "published"])


def downgrade() -> None:
    with op.batch_alter_table("observation") as table:
        for column in ("shelf", "year_shelf"):
            table.drop_index(f"ix_observation_{column}")
            table.create_index(f"ix_observation_{column}", [column])
        table.drop_column("echo")
