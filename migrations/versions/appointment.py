"""Who works in a unit, as what, since and until when."""

import sqlalchemy as sa
from alembic import op

revision = "appointment"
down_revision = "agreements"
branch_labels = None
depends_on = None

ID, WORD, TEXT = sa.Uuid(as_uuid=False), sa.String(length=40), sa.Text()
DAY, INT, YES = sa.Date(), sa.BigInteger(), sa.Boolean()
FIELDS = {
    "person": TEXT,
    "role": WORD,
    "background": WORD,
    "starts_on": DAY,
    "ends_on": DAY,
    "decree": TEXT,
    "renews": TEXT,
    "left_because": WORD,
    "handed_over": YES,
}


def upgrade() -> None:
    own = {"amended_because": TEXT, "voided_because": TEXT, **FIELDS}
    op.create_table(
        "appointment",
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
    op.create_index("appointment_feed", "appointment", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("appointment_feed", table_name="appointment")
    op.drop_table("appointment")
