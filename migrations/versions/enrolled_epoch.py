"""In which epoch a phone was enrolled: so that no clock says whether somebody was there before a restore."""

import sqlalchemy as sa
from alembic import op

revision = "enrolled_epoch"
down_revision = "appointment"
branch_labels = None
depends_on = None

# Of those who were there before the present epoch, an earlier one that nobody remembers.
SINCE = """UPDATE enrolment SET made_in = (SELECT epoch FROM epoch_state WHERE id = 1)
    WHERE made_at >= (SELECT since FROM epoch_state WHERE id = 1)"""


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("made_in", sa.String(length=32), nullable=False, server_default=""))
    op.execute(SINCE)


def downgrade() -> None:
    op.drop_column("enrolment", "made_in")
