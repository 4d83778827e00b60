"""The units of a district are found by their villages' codes: an officer follows their papers at every request."""

import sqlalchemy as sa
from alembic import op

revision = "unit_district"
down_revision = "told_numbers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("unit_district", "unit", [sa.text("substr(village, 1, 5)")])


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("unit_district", "unit")
