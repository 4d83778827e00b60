"""The few cases for which another unit than their home's is responsible are found at once."""

import sqlalchemy as sa
from alembic import op

revision = "moved_cases"
down_revision = "revoked_sent"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moved = {"postgresql_where": sa.text("home <> unit"), "sqlite_where": sa.text("home <> unit")}
    op.create_index("feed_moved_from", "feed", ["home"], **moved)
    op.create_index("feed_moved_to", "feed", ["unit"], **moved)


def downgrade() -> None:
    op.drop_index("feed_moved_to", "feed")
    op.drop_index("feed_moved_from", "feed")
