"""What was sent to an institution stands in a table of its own, filled from the history of each referral."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "sent_records"
down_revision = "earlier_marks"
branch_labels = None
depends_on = None

ID, WHEN = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
BEFORE = (None, "drafted", "consented", "cancelled")
ENDED = ("declined", "redirected", "cancelled", "closed")

SENT = sa.table(
    "sent_record", sa.column("home", ID), sa.column("record", ID), sa.column("kind"), sa.column("feed", ID),
    sa.column("recipient", ID), sa.column("version"), sa.column("ended_at", WHEN), sa.column("withdrawn"),
)  # fmt: skip
CHANGE = sa.table(
    "change", sa.column("home", ID), sa.column("record", ID), sa.column("kind"), sa.column("feed", ID),
    sa.column("version"), sa.column("received_at", WHEN), sa.column("set"), sa.column("lost"), sa.column("body"),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "sent_record",
        sa.Column("home", ID, primary_key=True),
        sa.Column("record", ID, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("feed", ID, nullable=False),
        sa.Column("recipient", ID, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", WHEN, nullable=True),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
    )
    op.create_index("sent_record_recipient", "sent_record", ["recipient", "home"])
    rows = [row for row in map(sent, histories()) if row]
    if rows:
        op.bulk_insert(SENT, rows)


def downgrade() -> None:
    op.drop_index("sent_record_recipient", "sent_record")
    op.drop_table("sent_record")


def histories() -> list[list[Any]]:
    """The changes of each referral, oldest first."""
    query = sa.select(CHANGE).where(CHANGE.c.kind == "referral").order_by(CHANGE.c.home, CHANGE.c.version)
    found: dict[Any, list[Any]] = {}
    for row in op.get_bind().execute(query):
        found.setdefault((row.home, row.record), []).append(row)
    return list(found.values())


def sent(history: list[Any]) -> dict[str, Any] | None:
    """The row, if it ever reached anybody. A field that lost was not written."""
    now: dict[str, Any] = {}
    version = ended = withdrawn = None
    for row in history:
        lost = json.loads(row.lost or "{}")
        now |= {name: value for name, value in json.loads(row.set or row.body or "{}").items() if name not in lost}
        version = version or (row.version if now.get("status") not in BEFORE else None)
        ended = (ended or row.received_at) if now.get("status") in ENDED else None
        withdrawn = (withdrawn or row.version) if now.get("voided_because") else None
    if version is None or not now.get("partner"):
        return None
    first = history[0]
    own = {"home": first.home, "record": first.record, "kind": "referral", "feed": first.feed}
    return {**own, "recipient": now["partner"], "version": version, "ended_at": ended, "withdrawn": withdrawn}
