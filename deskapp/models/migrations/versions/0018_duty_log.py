"""The duty log: its entries, their words, and who countersigned which day."""

from __future__ import annotations

from alembic import context, op

from deskapp.models.migrations.schema import index, must, one_of, search_tables, table, unique

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """The tables, then the triggers that keep them append-only."""
    table(
        "duty_log",
        """
        seq key
        client_id text(64)? unique
        at moment
        recorded_at moment
        kind word
        staff_id int
        corrects int?
        register text(24)
        entry_id int
        commitment bytes(32)
        hash bytes(32)
        """,
        one_of(
            "duty_log",
            "kind",
            "event patrol report visit equipment note correction handover not_rostered clock",
        ),
        must("duty_log", "happened_first", "at <= recorded_at"),
        must("duty_log", "corrects_what", "(kind = 'correction') = (corrects IS NOT NULL)"),
        must("duty_log", "corrects_earlier", "corrects IS NULL OR corrects < seq"),
        key="seq",
    )
    index("duty_log:at", "at")
    index("duty_log:corrects", "corrects", unique=True)
    table("duty_log_body", "seq >duty_log.seq\n salt bytes(16)\n body text", key="seq")
    table(
        "duty_sign",
        "id key\n day day\n at moment\n by_id >staff\n seq int\n hash bytes(32)\n remark text\n version int",
        unique("duty_sign", "day", "by_id", "seq"),
    )
    search_tables("duty_log")
    dialect = context.config.attributes["extras"]
    for statement in (*dialect.chained("duty_log"), *dialect.erasable("duty_log_body")):
        op.execute(statement)
