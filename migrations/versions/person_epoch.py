"""In which epoch somebody came to the server: so that who came after a restore is not taken for who was there before."""

import sqlalchemy as sa
from alembic import op

revision = "person_epoch"
down_revision = "studies"
branch_labels = None
depends_on = None

# Of those who were there before the present epoch, an earlier one that nobody remembers.
SINCE = """UPDATE person SET made_in = (SELECT epoch FROM epoch_state WHERE id = 1)
    WHERE created_at >= (SELECT since FROM epoch_state WHERE id = 1)"""


def upgrade() -> None:
    op.add_column("person", sa.Column("made_in", sa.String(length=32), nullable=False, server_default=""))
    op.execute(SINCE)


def downgrade() -> None:
    op.drop_column("person", "made_in")
