"""What the district's office said of an approval by telephone, by whom and when."""

import sqlalchemy as sa
from alembic import op

revision = "approval_heard"
down_revision = "help_whereabouts"
branch_labels = None
depends_on = None

COLUMNS = (("heard", sa.String(length=40)), ("heard_on", sa.Date()), ("heard_from", sa.Text()))


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("approval", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name, _ in reversed(COLUMNS):
        op.drop_column("approval", name)
