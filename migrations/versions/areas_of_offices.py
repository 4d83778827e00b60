"""A membership's area is a province, a district or a village: codes of 2, 5 and 13 symbols."""

import sqlalchemy as sa
from alembic import op

revision = "areas_of_offices"
down_revision = "second_factor"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("membership") as table:
        table.alter_column("area", existing_type=sa.String(5), type_=sa.String(13), existing_nullable=True)


def downgrade() -> None:
    """Who has a role in a village or province ends with it: no shorter code means the same."""
    op.execute("DELETE FROM membership WHERE role IN ('province', 'national', 'village')")
    with op.batch_alter_table("membership") as table:
        table.alter_column("area", existing_type=sa.String(13), type_=sa.String(5), existing_nullable=True)
