"""Questions, keys of the pseudonyms, operators' actions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From nothing to 0001."""
    op.create_table(
        "questions",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("report", sa.String(255)),
        sa.Column("paragraph", sa.Integer),
        sa.Column("score", sa.Double),
        sa.Column("margin", sa.Double),
        sa.Column("milliseconds", sa.Double, nullable=False),
        sa.Column("feedback", sa.String(8)),
        sa.Column("text", sa.Text),
        sa.Column("asker", sa.String(32)),
        sa.Column("answer", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    for column in ("time", "asker", "answer"):
        op.create_index(f"ix_questions_{column}", "questions", [column])
    op.create_table(
        "keys",
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("proof", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("period", name="pk_keys"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_time", "audit", ["time"])
