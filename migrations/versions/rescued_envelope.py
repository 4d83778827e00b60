"""What was handed in for its author alone."""

import sqlalchemy as sa
from alembic import op

revision = "rescued_envelope"
down_revision = "backed_up"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rescued_envelope",
        sa.Column("person", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("enrolment", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_to", sa.Uuid(as_uuid=False), nullable=True),
        sa.PrimaryKeyConstraint("person", "name"),
    )


def downgrade() -> None:
    op.drop_table("rescued_envelope")
