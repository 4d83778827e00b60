"""Agreements with institutions, what an institution says of itself, and why somebody is referred without one."""

import sqlalchemy as sa
from alembic import op

revision = "agreements"
down_revision = "quarter_numbers"
branch_labels = None
depends_on = None

ID, TEXT = sa.Uuid(as_uuid=False), sa.Text()
DAY, INT, YES = sa.Date(), sa.BigInteger(), sa.Boolean()
FIELDS = {
    "institution": TEXT,
    "number": TEXT,
    "on": DAY,
    "starts_on": DAY,
    "ends_on": DAY,
    "scope": TEXT,
    "budget_lines": TEXT,
    "sop_version": TEXT,
    "contacts": TEXT,
    "legal_basis": TEXT,
    "renews": TEXT,
    "series": TEXT,
    "note": TEXT,
}


def upgrade() -> None:
    own = {"amended_because": TEXT, "voided_because": TEXT, **FIELDS}
    op.create_table(
        "agreement",
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
    op.create_index("agreement_feed", "agreement", ["home", "feed"], unique=False)
    op.add_column("referral", sa.Column("agreement_until", DAY, nullable=True))
    op.add_column("referral", sa.Column("no_agreement_because", TEXT, nullable=True))
    op.create_table(
        "partner_profile",
        sa.Column("partner", ID, nullable=False),
        sa.Column("said", TEXT, nullable=False),
        sa.Column("said_on", DAY, nullable=False),
        sa.Column("said_by", ID, nullable=False),
        sa.ForeignKeyConstraint(["partner"], ["partner.id"]),
        sa.PrimaryKeyConstraint("partner"),
    )


def downgrade() -> None:
    op.drop_table("partner_profile")
    op.drop_column("referral", "no_agreement_because")
    op.drop_column("referral", "agreement_until")
    op.drop_index("agreement_feed", table_name="agreement")
    op.drop_table("agreement")
