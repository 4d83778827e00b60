"""The homes an agent follows in are read from her follows; a record and a case are found by their ids."""

import json
from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "derive_homes"
down_revision = "foundation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("agent", "homes")
    op.drop_index("follow_agent", "follow")
    op.create_index("follow_agent", "follow", ["agent", "home", "feed"])
    op.drop_index("change_record", "change")
    op.create_index("change_record", "change", ["record", "home"])
    op.create_index("feed_id", "feed", ["id"])


def downgrade() -> None:
    op.drop_index("feed_id", "feed")
    op.drop_index("change_record", "change")
    op.create_index("change_record", "change", ["home", "record"])
    op.drop_index("follow_agent", "follow")
    op.create_index("follow_agent", "follow", ["home", "agent"])
    op.add_column("agent", sa.Column("homes", sa.Text(), nullable=False, server_default="[]"))
    remember_homes()
    with op.batch_alter_table("agent") as agent:
        agent.alter_column("homes", server_default=None)


def remember_homes() -> None:
    """Each agent's list, from what she ever followed. SQLite keeps ids without dashes, the list has them with."""
    connection, homes = op.get_bind(), defaultdict[object, list[str]](list)
    for agent, home in connection.execute(sa.text("SELECT DISTINCT agent, home FROM follow")):
        homes[agent].append(str(UUID(str(home))))
    for agent, hers in homes.items():
        known = {"known": json.dumps(sorted(hers)), "agent": agent}
        connection.execute(sa.text("UPDATE agent SET homes = :known WHERE id = :agent"), known)
