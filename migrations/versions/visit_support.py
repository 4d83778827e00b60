"""What a visit was for, what was done, whether who went was safe; care apart from danger."""

import sqlalchemy as sa
from alembic import op

revision = "visit_support"
down_revision = "client_more"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("purpose", sa.String(length=40), nullable=True))
    op.add_column("visit", sa.Column("use_days", sa.BigInteger(), nullable=True))
    op.add_column("visit", sa.Column("care_needs", sa.Text(), nullable=True))
    op.add_column("visit", sa.Column("support", sa.Text(), nullable=True))
    op.add_column("visit", sa.Column("safe_for_me", sa.Boolean(), nullable=True))
    op.add_column("visit", sa.Column("with_whom", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("visit", "with_whom")
    op.drop_column("visit", "safe_for_me")
    op.drop_column("visit", "support")
    op.drop_column("visit", "care_needs")
    op.drop_column("visit", "use_days")
    op.drop_column("visit", "purpose")
