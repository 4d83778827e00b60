"""Who let somebody follow a case, so that she can be told who asked her."""

import sqlalchemy as sa
from alembic import op

revision = "invited_by"
down_revision = "add_move"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("follow", sa.Column("invited_by", sa.Uuid(as_uuid=False), nullable=True))


def downgrade() -> None:
    op.drop_column("follow", "invited_by")
