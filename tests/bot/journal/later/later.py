"""A revision that there may be one day: a column more, a column wider, rows filled in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questions") as table:
        table.add_column(sa.Column("language", sa.String(8), nullable=False, server_default="zh"))
        table.alter_column("outcome", type_=sa.String(64), existing_type=sa.String(32))
