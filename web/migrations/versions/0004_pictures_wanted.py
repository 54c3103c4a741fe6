"""An index for documents whose pages are to be drawn: looked for all the time, among all that are
kept.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the index."""
    op.create_index("ix_documents_pictures", "documents", ["pictures", "state", "created"])


def downgrade() -> None:
    """Drops it."""
    op.drop_index("ix_documents_pictures", "documents")
