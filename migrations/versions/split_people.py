"""A person, her roles and her passwords are three tables; a phone belongs to a person.

What an agent's row said becomes one row in each, under the id it had.
"""

import sqlalchemy as sa
from alembic import op

revision = "split_people"
down_revision = "derive_homes"
branch_labels = None
depends_on = None

ID, WHEN = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
# The name PostgreSQL gave each key when it was made without one; SQLite is told to call them so too.
NAMES = {"fk": "%(table_name)s_%(column_0_name)s_fkey"}


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
    )
    op.create_table(
        "membership",
        sa.Column("id", ID, primary_key=True),
        sa.Column("person", ID, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("unit", ID, sa.ForeignKey("unit.id"), nullable=True, index=True),
        sa.Column("partner", ID, sa.ForeignKey("partner.id"), nullable=True),
        sa.Column("area", sa.String(5), nullable=True),
        sa.Column("began_at", WHEN, nullable=False),
        sa.Column("ended_at", WHEN, nullable=True),
    )
    op.create_table(
        "credential",
        sa.Column("id", ID, primary_key=True),
        sa.Column("person", ID, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("secret", sa.String(200), nullable=True),
        sa.Column("made_at", WHEN, nullable=False),
        sa.UniqueConstraint("kind", "name"),
    )
    op.execute("INSERT INTO person SELECT id, name, active, created_at FROM agent")
    op.execute("INSERT INTO membership SELECT id, id, role, unit, partner, NULL, created_at, NULL FROM agent")
    op.execute(
        "INSERT INTO credential SELECT id, id, 'password', username, password_hash, created_at FROM agent"
        " WHERE username IS NOT NULL"
    )
    for table in ("enrolment", "enrolment_code"):
        belong_to(table, "agent", "person")
    op.drop_table("agent")
    op.alter_column("audit", "deed", new_column_name="action")


def downgrade() -> None:
    op.alter_column("audit", "action", new_column_name="deed")
    op.create_table(
        "agent",
        sa.Column("id", ID, primary_key=True),
        sa.Column("unit", ID, sa.ForeignKey("unit.id"), nullable=True, index=True),
        sa.Column("partner", ID, sa.ForeignKey("partner.id"), nullable=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("username", sa.String(80), nullable=True, unique=True),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
    )
    # One role is all that an agent's row can say: the oldest.
    op.execute(
        "INSERT INTO agent SELECT p.id, m.unit, m.partner, p.name, coalesce(m.role, 'agent'), c.name, c.secret,"
        " p.active AND m.ended_at IS NULL, p.created_at FROM person p"
        " LEFT JOIN membership m ON m.id = (SELECT o.id FROM membership o WHERE o.person = p.id"
        " ORDER BY o.ended_at IS NOT NULL, o.began_at, o.id LIMIT 1)"
        " LEFT JOIN credential c ON c.person = p.id AND c.kind = 'password'"
    )
    for table in ("enrolment", "enrolment_code"):
        belong_to(table, "person", "agent")
    op.drop_table("credential")
    op.drop_table("membership")
    op.drop_table("person")


def belong_to(table: str, old: str, new: str) -> None:
    """The column, its index and its foreign key change their name together."""
    op.drop_index(f"ix_{table}_{old}", table)
    with op.batch_alter_table(table, naming_convention=NAMES) as batch:
        batch.drop_constraint(f"{table}_{old}_fkey", type_="foreignkey")
        batch.alter_column(old, new_column_name=new)
    with op.batch_alter_table(table, naming_convention=NAMES) as batch:
        batch.create_foreign_key(f"{table}_{new}_fkey", new, [new], ["id"])
    op.create_index(f"ix_{table}_{new}", table, [new])
