"""Comparison studies of quality of life, and how their members lived: answers without a case, a unit or a day."""

import sqlalchemy as sa
from alembic import op

revision = "studies"
down_revision = "team_care"
branch_labels = None
depends_on = None

ID, DAY = sa.Uuid(as_uuid=False), sa.Date()


def upgrade() -> None:
    op.create_table(
        "study",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("starts_on", DAY, nullable=False),
        sa.Column("ends_on", DAY, nullable=False),
        sa.Column("arms", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("instrument", sa.String(40), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("ethics_no", sa.String(60), nullable=False),
        sa.Column("n_target", sa.Integer(), nullable=False),
    )
    op.create_table(
        "study_member",
        sa.Column("study", ID, sa.ForeignKey("study.id"), primary_key=True),
        sa.Column("member", ID, primary_key=True),
        sa.Column("point", sa.String(10), primary_key=True),
        sa.Column("arm", sa.String(20), nullable=False),
        sa.Column("age_band", sa.String(10), nullable=False),
        sa.Column("sex", sa.String(10), nullable=False),
        sa.Column("district", sa.String(5), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("study_member")
    op.drop_table("study")
