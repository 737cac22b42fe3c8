"""A register file with counts of before: their tables are made anew and keep every line (``KEY-6``)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, inspect, text

from deskapp.services import dialects
from tests.upgraded import assert_count_stands, count_of_before, up_to


def test_counts_of_before_stand_as_they_stood(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    dialects.SqliteAdapter().listen(engine, writing=True)
    up_to(engine, "0012")
    with engine.begin() as connection:
        count_of_before(connection)
    up_to(engine, "head")
    with engine.connect() as connection:
        assert_count_stands(connection)
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert not [name for name in inspect(connection).get_table_names() if name.endswith("_before")]
    engine.dispose()
