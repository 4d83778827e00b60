"""What the records said of how well a unit works, beside the note of a visit to it."""

import sqlalchemy as sa
from alembic import op

revision = "counted_quality"
down_revision = "unit_says"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assistance", sa.Column("prefilled", sa.Text(), nullable=True))
    op.add_column("assistance", sa.Column("figure_reasons", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("assistance", "figure_reasons")
    op.drop_column("assistance", "prefilled")
