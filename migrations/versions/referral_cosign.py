"""A referral that the district's office signs, and that what was sent may be over for it and not for the institution."""

import sqlalchemy as sa
from alembic import op

revision = "referral_cosign"
down_revision = "invited_by"
branch_labels = None
depends_on = None

COLUMNS = (
    ("district", sa.Text()),
    ("risk", sa.Text()),
    ("cosign", sa.String(length=40)),
    ("cosigned_on", sa.Date()),
    ("cosigned_by", sa.Text()),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("referral", sa.Column(name, kind, nullable=True))
    op.add_column("sent_record", sa.Column("area_revoked_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE sent_record SET area_revoked_at = revoked_at, revoked_at = NULL WHERE area IS NOT NULL")


def downgrade() -> None:
    op.execute("UPDATE sent_record SET revoked_at = area_revoked_at WHERE recipient IS NULL")
    op.drop_column("sent_record", "area_revoked_at")
    for name, _ in reversed(COLUMNS):
        op.drop_column("referral", name)
