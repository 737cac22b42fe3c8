"""Triggers that keep an append-only table append-only, in each database's own words; and whether they are all there.

Whoever can drop a trigger can write what they like: the hash chain shows it, and the full check that it is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

#: The append-only tables, each with the table of its words, which may be erased and not otherwise changed.
GUARDED = {"duty_log": "duty_log_body"}


def sqlite(table: str) -> list[str]:
    """A trigger also before INSERT, since INSERT OR REPLACE walks through the other two."""
    refuse = f"SELECT RAISE(ABORT, 'the {table.replace('_', ' ')} is append-only');"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table} "
        f"WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM {table}) BEGIN {refuse} END",
    ]


def sqlite_words(table: str) -> list[str]:
    """The words of an entry are written once; all that may be done with them is to erase them."""
    refuse = f"SELECT RAISE(ABORT, 'the {table.replace('_', ' ')} is append-only');"
    return [
        f"CREATE TRIGGER {table}_erased BEFORE UPDATE ON {table} "
        f"WHEN NEW.seq <> OLD.seq OR NEW.body <> '' OR length(NEW.salt) <> 0 BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_once BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq) BEGIN {refuse} END",
    ]


def postgres(table: str) -> list[str]:
    """The same promise."""
    return [
        f"CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' OR NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM {table}) THEN "
        f"RAISE EXCEPTION 'the {table.replace('_', ' ')} is append-only'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()",
    ]


def postgres_words(table: str) -> list[str]:
    """The same for words: a second INSERT of one sequence its key refuses already."""
    return [
        f"CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'DELETE' OR NEW.seq <> OLD.seq OR NEW.body <> '' OR length(NEW.salt) <> 0 THEN "
        f"RAISE EXCEPTION 'the {table.replace('_', ' ')} is append-only'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()",
    ]


def missing(connection: Connection) -> Iterator[str]:
    """The guarded tables whose triggers are not all there, word for word."""
    for table, words in {"journal": "", **GUARDED}.items():
        found = _found(connection, (table, words))
        if connection.dialect.name == "sqlite":
            wanted = {*sqlite(table), *(sqlite_words(words) if words else ())}
            if not wanted <= found:
                yield table
        elif not {f"{name}_append_only" for name in (table, words) if name} <= found:
            yield table


def _found(connection: Connection, tables: tuple[str, ...]) -> set[str]:
    if connection.dialect.name == "sqlite":
        asked = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (:one, :two)")
    else:
        asked = text(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
            "AND tgrelid IN (to_regclass(:one), to_regclass(:two))"
        )
    return set(connection.execute(asked, {"one": tables[0], "two": tables[1] or tables[0]}).scalars())
