"""When what holds of all units was last compared: a unit of which nothing changed is not written each night."""

import sqlalchemy as sa
from alembic import op

revision = "standing_run"
down_revision = "prima_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standing_run",
        sa.Column("key", sa.String(20), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("standing_run")
