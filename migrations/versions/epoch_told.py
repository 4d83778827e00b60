"""When a phone first heard of an epoch: for a while from then it may hand in what a restore lost."""

import sqlalchemy as sa
from alembic import op

revision = "epoch_told"
down_revision = "home_moments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "epoch_told",
        sa.Column("enrolment", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("epoch", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("epoch_told")
