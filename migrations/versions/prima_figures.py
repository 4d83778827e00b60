"""What the rubric of phases asks of a monitoring, and no paper said."""

import sqlalchemy as sa
from alembic import op

revision = "prima_figures"
down_revision = "counted_quality"
branch_labels = None
depends_on = None

NUMBERS = (
    "outreach_months", "meetings_kept", "family_involved", "completed", "referrals_back", "satisfaction_answers",
)  # fmt: skip


def upgrade() -> None:
    for name in NUMBERS:
        op.add_column("monitoring", sa.Column(name, sa.BigInteger(), nullable=True))
    op.add_column("monitoring", sa.Column("alerts_waiting", sa.Boolean(), nullable=True))


def downgrade() -> None:
    for name in ("alerts_waiting", *reversed(NUMBERS)):
        op.drop_column("monitoring", name)
