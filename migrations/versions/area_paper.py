"""What offices write down for areas, such as agreements."""

import sqlalchemy as sa
from alembic import op

revision = "area_paper"
down_revision = "decree_confirmed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area_paper",
        sa.Column("office", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("written_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("office", "kind", "id"),
    )


def downgrade() -> None:
    op.drop_table("area_paper")
