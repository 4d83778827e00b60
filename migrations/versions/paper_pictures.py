"""The pictures of a unit's papers: scans of decrees, proofs of actions and of money, procedures of agreements."""

import sqlalchemy as sa
from alembic import op

revision = "paper_pictures"
down_revision = "area_paper"
branch_labels = None
depends_on = None

FIELDS = (("decree", "scan"), ("unit_action", "proof"), ("funding", "proof"), ("agreement", "sop"))


def upgrade() -> None:
    for table, name in FIELDS:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    for table, name in reversed(FIELDS):
        op.drop_column(table, name)
