"""A phone's sign-ins before the last are remembered, so that a late one is told from a copied phone's."""

import sqlalchemy as sa
from alembic import op

revision = "earlier_marks"
down_revision = "rename_counters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("earlier", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("enrolment", "earlier")
