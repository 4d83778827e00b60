"""A training's attendance, its certificate's number, its tools and who pays for it."""

import sqlalchemy as sa
from alembic import op

revision = "training_more"
down_revision = "alert_account"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vocational_training", sa.Column("hours_attended", sa.BigInteger(), nullable=True))
    op.add_column("vocational_training", sa.Column("sessions", sa.BigInteger(), nullable=True))
    op.add_column("vocational_training", sa.Column("sessions_attended", sa.BigInteger(), nullable=True))
    op.add_column("vocational_training", sa.Column("paid_by", sa.String(length=40), nullable=True))
    op.add_column("vocational_training", sa.Column("certificate_no", sa.Text(), nullable=True))
    op.add_column("vocational_training", sa.Column("skkni", sa.Text(), nullable=True))
    op.add_column("vocational_training", sa.Column("kit", sa.String(length=40), nullable=True))
    op.add_column("vocational_training", sa.Column("kit_what", sa.Text(), nullable=True))
    op.add_column("vocational_training", sa.Column("kit_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("vocational_training", "kit_on")
    op.drop_column("vocational_training", "kit_what")
    op.drop_column("vocational_training", "kit")
    op.drop_column("vocational_training", "skkni")
    op.drop_column("vocational_training", "certificate_no")
    op.drop_column("vocational_training", "paid_by")
    op.drop_column("vocational_training", "sessions_attended")
    op.drop_column("vocational_training", "sessions")
    op.drop_column("vocational_training", "hours_attended")
