"""A referral's number and steps, what the institution gives back, and what it asks to be brought."""

import sqlalchemy as sa
from alembic import op

revision = "referral_returns"
down_revision = "add_closure"
branch_labels = None
depends_on = None

COLUMNS = (
    ("number", sa.Text()),
    ("steps", sa.Text()),
    ("path", sa.String(length=40)),
    ("appointment_time", sa.Text()),
    ("appointment_place", sa.Text()),
    ("requirements", sa.Text()),
    ("ready", sa.Text()),
    ("arrived_on", sa.Date()),
    ("accompanied_by", sa.String(length=40)),
    ("assessed_on", sa.Date()),
    ("level", sa.String(length=40)),
    ("plan_kind", sa.String(length=40)),
    ("plan_weeks", sa.BigInteger()),
    ("plan_from", sa.Date()),
    ("card_no", sa.Text()),
    ("card_on", sa.Date()),
    ("sessions_done", sa.BigInteger()),
    ("progress", sa.String(length=40)),
    ("discharged_on", sa.Date()),
    ("discharge", sa.String(length=40)),
    ("aftercare_plan", sa.Text()),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("referral", sa.Column(name, kind, nullable=True))
    op.add_column("partner", sa.Column("requirements", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("partner", "requirements")
    for name, _ in reversed(COLUMNS):
        op.drop_column("referral", name)
