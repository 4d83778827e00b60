"""A client's case that was closed because her person has another one points there."""

import sqlalchemy as sa
from alembic import op

revision = "same_person"
down_revision = "add_approval"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("client", sa.Column("same_as", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("client", "same_as")
