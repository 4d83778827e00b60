"""Where and at which number somebody who asked for help may be reached, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "help_whereabouts"
down_revision = "add_blobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("help_request", sa.Column("whereabouts", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("help_request", "whereabouts")
