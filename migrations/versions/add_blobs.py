"""Pictures and recordings: the fields that name them, and their bytes in parts."""

import sqlalchemy as sa
from alembic import op

revision = "add_blobs"
down_revision = "rescued_envelope"
branch_labels = None
depends_on = None

FIELDS = (("visit", "photo"), ("visit", "voice"), ("consent", "recording"), ("vocational_training", "photo"))


def upgrade() -> None:
    for table, name in FIELDS:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "blob_part",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["home", "feed"], ["feed.home", "feed.id"]),
        sa.PrimaryKeyConstraint("home", "record", "sha256", "start"),
    )
    op.create_index("blob_part_feed", "blob_part", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("blob_part_feed", table_name="blob_part")
    op.drop_table("blob_part")
    for table, name in reversed(FIELDS):
        op.drop_column(table, name)
