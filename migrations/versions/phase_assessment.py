"""At which phase a unit stands, and what each criterion of the rubric gave."""

import sqlalchemy as sa
from alembic import op

revision = "phase_assessment"
down_revision = "coaching_kinds"
branch_labels = None
depends_on = None

ID, WORD, TEXT = sa.Uuid(as_uuid=False), sa.String(length=40), sa.Text()
DAY, INT, YES = sa.Date(), sa.BigInteger(), sa.Boolean()
FIELDS = {
    "on": DAY,
    "year": INT,
    "when": WORD,
    "rubric_version": TEXT,
    "monitoring": TEXT,
    "scores": TEXT,
    "total": INT,
    "phase_computed": WORD,
    "held_by": TEXT,
    "missing": TEXT,
    "phase": WORD,
    "override_because": TEXT,
    "assessors": TEXT,
}


def upgrade() -> None:
    own = {"amended_because": TEXT, "voided_because": TEXT, **FIELDS}
    op.create_table(
        "phase_assessment",
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
    op.create_index("phase_assessment_feed", "phase_assessment", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("phase_assessment_feed", table_name="phase_assessment")
    op.drop_table("phase_assessment")
