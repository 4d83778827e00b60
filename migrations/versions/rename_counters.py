"""Tables and columns of the kernel take the names their rows go by; numbers and contents stay."""

import sqlalchemy as sa
from alembic import op

revision = "rename_counters"
down_revision = "split_people"
branch_labels = None
depends_on = None

KINDS = ("client", "consent", "referral", "screening", "visit", "vocational_training")
COLUMNS = (
    ("pen", "n", "position"),
    ("begun", "n", "position"),
    ("feed", "told", "position"),
    ("change", "n", "version"),
    ("change", "told", "position"),
    *((kind, "n", "record_version") for kind in KINDS),
)
TABLES = (("pen", "home_counter"), ("begun", "epoch_start"), ("server", "epoch_state"), ("refusal", "held_change"))


def upgrade() -> None:
    op.drop_index("change_told", "change")
    op.drop_index("refusal_unit", "refusal")
    for table, old, new in COLUMNS:
        rename_column(table, old, new)
    for old, new in TABLES:
        op.rename_table(old, new)
    op.create_index("held_change_unit", "held_change", ["unit"])
    # SQLite uses a partial index only where the query repeats its condition to the letter.
    newest = {"postgresql_where": sa.text("last"), "sqlite_where": sa.text("last = 1")}
    op.create_index("change_position", "change", ["home", "position"], **newest)


def downgrade() -> None:
    op.drop_index("change_position", "change")
    op.drop_index("held_change_unit", "held_change")
    for old, new in TABLES:
        op.rename_table(new, old)
    for table, old, new in COLUMNS:
        rename_column(table, new, old)
    op.create_index("refusal_unit", "refusal", ["unit"])
    newest = {"postgresql_where": sa.text("last"), "sqlite_where": sa.text("last")}
    op.create_index("change_told", "change", ["home", "told"], **newest)


def rename_column(table: str, old: str, new: str) -> None:
    """Both engines know this statement; Alembic would copy the whole table on SQLite."""
    op.execute(f'ALTER TABLE "{table}" RENAME COLUMN {old} TO {new}')
