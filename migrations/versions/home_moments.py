"""Each home knows the latest moment that was written in it, so that its time never goes back."""

import sqlalchemy as sa
from alembic import op

revision = "home_moments"
down_revision = "renewed_phones"
branch_labels = None
depends_on = None

LATEST = """UPDATE home_counter SET moment = (
    SELECT max(at) FROM (
        SELECT max(received_at) AS at FROM change WHERE change.home = home_counter.home
        UNION ALL SELECT max(coalesce(until, since)) FROM follow WHERE follow.home = home_counter.home
    ) AS written)"""


def upgrade() -> None:
    op.add_column("home_counter", sa.Column("moment", sa.DateTime(timezone=True), nullable=True))
    op.execute(LATEST)


def downgrade() -> None:
    op.drop_column("home_counter", "moment")
