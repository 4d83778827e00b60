"""What a unit does beside its clients: outreach events and meetings of a group."""

import sqlalchemy as sa
from alembic import op

revision = "unit_activities"
down_revision = "add_urine_test"
branch_labels = None
depends_on = None

ID, WORD = sa.Uuid(as_uuid=False), sa.String(length=40)
OUTREACH = {
    "on": sa.Date(), "way": WORD, "audience": sa.Text(), "head_total": sa.BigInteger(), "head_women": sa.BigInteger(),
    "head_under18": sa.BigInteger(), "topics": sa.Text(), "material": sa.Text(), "material_count": sa.BigInteger(),
    "led_by": sa.Text(), "partner_org": sa.Text(), "asked_after": sa.BigInteger(), "funded_by": WORD, "note": sa.Text(),
}  # fmt: skip
GROUP_MEETING = {
    "on": sa.Date(), "theme": WORD, "leader": WORD, "place": WORD, "head_count": sa.BigInteger(),
    "minutes": sa.BigInteger(), "note": sa.Text(),
}  # fmt: skip


def upgrade() -> None:
    for name, fields in (("outreach", OUTREACH), ("group_meeting", GROUP_MEETING)):
        own = {"amended_because": sa.Text(), "voided_because": sa.Text(), **fields}
        op.create_table(
            name,
            sa.Column("home", ID, nullable=False),
            sa.Column("id", ID, nullable=False),
            sa.Column("feed", ID, nullable=False),
            sa.Column("record_version", sa.BigInteger(), nullable=False),
            sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("asked", sa.Boolean(), nullable=False),
            *(sa.Column(field, kind, nullable=True) for field, kind in own.items()),
            sa.ForeignKeyConstraint(["home", "feed"], ["feed.home", "feed.id"]),
            sa.PrimaryKeyConstraint("home", "id"),
        )
        op.create_index(f"{name}_feed", name, ["home", "feed"], unique=False)


def downgrade() -> None:
    for name in ("group_meeting", "outreach"):
        op.drop_index(f"{name}_feed", table_name=name)
        op.drop_table(name)
