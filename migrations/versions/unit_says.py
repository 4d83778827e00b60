"""What whoever leads the unit says of an officer's visit, and of what came of a year's assistance."""

import sqlalchemy as sa
from alembic import op

revision = "unit_says"
down_revision = "codes_given_under"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assistance", sa.Column("unit_says", sa.Text(), nullable=True))
    op.add_column("assistance_result", sa.Column("unit_says", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("assistance_result", "unit_says")
    op.drop_column("assistance", "unit_says")
