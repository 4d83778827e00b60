"""An enrolment says which one it renews: the same person's book on the same phone."""

import sqlalchemy as sa
from alembic import op

revision = "renewed_phones"
down_revision = "add_alert"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("renews", sa.Uuid(as_uuid=False), nullable=True))
    op.create_index("ix_enrolment_renews", "enrolment", ["renews"])


def downgrade() -> None:
    op.drop_index("ix_enrolment_renews", "enrolment")
    op.drop_column("enrolment", "renews")
