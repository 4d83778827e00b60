"""What was sent may be addressed to the office of a district, by its area's code, instead of to an institution."""

import sqlalchemy as sa
from alembic import op

revision = "sent_to_districts"
down_revision = "referral_returns"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)


def upgrade() -> None:
    with op.batch_alter_table("sent_record") as table:
        table.add_column(sa.Column("area", sa.String(5), nullable=True))
        table.alter_column("recipient", existing_type=ID, nullable=True)
    op.create_index("sent_record_area", "sent_record", ["area", "home"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP POLICY IF EXISTS server ON sent_record")  # it names the column; another is laid at the end
    op.drop_index("sent_record_area", "sent_record")
    op.execute("DELETE FROM sent_record WHERE recipient IS NULL")
    with op.batch_alter_table("sent_record") as table:
        table.alter_column("recipient", existing_type=ID, nullable=False)
        table.drop_column("area")
