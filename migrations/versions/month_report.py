"""A unit's month, confirmed by whoever leads it."""

import sqlalchemy as sa
from alembic import op

revision = "month_report"
down_revision = "published_policies"
branch_labels = None
depends_on = None

ID, TEXT = sa.Uuid(as_uuid=False), sa.Text()
DAY, INT, YES = sa.Date(), sa.BigInteger(), sa.Boolean()
FIGURES = (
    "clients", "reached", "screenings", "visits", "visits_on_time", "meetings_done", "referrals_arrived", "trainings",
    "closures", "outreach", "outreach_heads",
)  # fmt: skip
FIELDS = {
    "month": TEXT, "on": DAY, **dict.fromkeys(FIGURES, INT), "counted": TEXT, "changed_because": TEXT, "note": TEXT,
    "late": YES,
}  # fmt: skip


def upgrade() -> None:
    own = {"amended_because": TEXT, "voided_because": TEXT, **FIELDS}
    op.create_table(
        "month_report",
        sa.Column("home", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("feed", ID, nullable=False),
        sa.Column("record_version", INT, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", YES, nullable=False),
        *(sa.Column(field, kind, nullable=True) for field, kind in own.items()),
        sa.ForeignKeyConstraint(["home", "feed"], ["feed.home", "feed.id"]),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("month_report_feed", "month_report", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("month_report_feed", table_name="month_report")
    op.drop_table("month_report")
