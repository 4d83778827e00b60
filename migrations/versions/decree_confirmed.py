"""That whoever leads the village confirms a decree as hers."""

import sqlalchemy as sa
from alembic import op

revision = "decree_confirmed"
down_revision = "training_institution"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decree", sa.Column("signed_village", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("decree", "signed_village")
