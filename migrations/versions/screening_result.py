"""What a screening says and by which rule, who was there, danger now, and the talk."""

import sqlalchemy as sa
from alembic import op

revision = "screening_result"
down_revision = "epoch_told"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("screening", sa.Column("rule", sa.BigInteger(), nullable=True))
    op.add_column("screening", sa.Column("age_band", sa.String(length=40), nullable=True))
    op.add_column("screening", sa.Column("place", sa.String(length=40), nullable=True))
    op.add_column("screening", sa.Column("present", sa.Text(), nullable=True))
    op.add_column("screening", sa.Column("explained", sa.Boolean(), nullable=True))
    op.add_column("screening", sa.Column("probe", sa.Boolean(), nullable=True))
    op.add_column("screening", sa.Column("red_flags", sa.Text(), nullable=True))
    op.add_column("screening", sa.Column("care_needs", sa.Text(), nullable=True))
    op.add_column("screening", sa.Column("main_substance", sa.String(length=40), nullable=True))
    op.add_column("screening", sa.Column("route", sa.Text(), nullable=True))
    op.add_column("screening", sa.Column("years", sa.BigInteger(), nullable=True))
    op.add_column("screening", sa.Column("treated_before", sa.String(length=40), nullable=True))
    op.add_column("screening", sa.Column("talk_done", sa.String(length=40), nullable=True))
    op.add_column("screening", sa.Column("talk_steps", sa.Text(), nullable=True))
    op.add_column("screening", sa.Column("agreed_step", sa.Text(), nullable=True))
    op.add_column("screening", sa.Column("worried", sa.BigInteger(), nullable=True))
    op.add_column("screening", sa.Column("ready", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("screening", "ready")
    op.drop_column("screening", "worried")
    op.drop_column("screening", "agreed_step")
    op.drop_column("screening", "talk_steps")
    op.drop_column("screening", "talk_done")
    op.drop_column("screening", "treated_before")
    op.drop_column("screening", "years")
    op.drop_column("screening", "route")
    op.drop_column("screening", "main_substance")
    op.drop_column("screening", "care_needs")
    op.drop_column("screening", "red_flags")
    op.drop_column("screening", "probe")
    op.drop_column("screening", "explained")
    op.drop_column("screening", "present")
    op.drop_column("screening", "place")
    op.drop_column("screening", "age_band")
    op.drop_column("screening", "rule")
