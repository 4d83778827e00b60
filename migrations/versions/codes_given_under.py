"""Under which role somebody gave a code: it counts no longer than that."""

import sqlalchemy as sa
from alembic import op

revision = "codes_given_under"
down_revision = "study_leavers"
branch_labels = None
depends_on = None

CODES = ("enrolment_code", "visitor_code")


def upgrade() -> None:
    for table in CODES:
        op.add_column(table, sa.Column("given_under", sa.Uuid(as_uuid=False), nullable=True))


def downgrade() -> None:
    for table in CODES:
        op.drop_column(table, "given_under")
