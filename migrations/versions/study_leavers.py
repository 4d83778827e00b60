"""By which number somebody left a study, and by which attempt an answer came."""

import sqlalchemy as sa
from alembic import op

revision = "study_leavers"
down_revision = "resting_cases"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)


def upgrade() -> None:
    op.add_column("study_member", sa.Column("attempt", sa.String(64), nullable=True))
    op.create_table(
        "study_leaver",
        sa.Column("study", ID, sa.ForeignKey("study.id"), primary_key=True),
        sa.Column("member", ID, primary_key=True),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("study_leaver")
    op.drop_column("study_member", "attempt")
