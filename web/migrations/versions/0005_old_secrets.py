"""Secrets of keys that were replaced and still work for a while."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
_INDEX = "ix_api_keys_old_secret_hash"


def upgrade() -> None:
    """Makes the columns."""
    op.add_column("api_keys", sa.Column("old_secret_hash", sa.String(length=64), nullable=True))
    op.add_column("api_keys", sa.Column("old_ends", sa.DateTime(timezone=True), nullable=True))
    op.add_column("api_keys", sa.Column("old_used", sa.DateTime(timezone=True), nullable=True))
    op.create_index(_INDEX, "api_keys", ["old_secret_hash"], unique=True)


def downgrade() -> None:
    """Drops them: secrets that were replaced end."""
    op.drop_index(_INDEX, "api_keys")
    for name in ("old_used", "old_ends", "old_secret_hash"):
        op.drop_column("api_keys", name)
