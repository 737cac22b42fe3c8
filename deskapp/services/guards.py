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
    """The same promise; TRUNCATE passes by the triggers of rows and needs one of its own."""
    return [
        f"CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'INSERT' THEN IF NEW.seq = (SELECT coalesce(max(seq), 0) + 1 FROM {table}) THEN RETURN NEW; "
        f"END IF; END IF; RAISE EXCEPTION 'the {table.replace('_', ' ')} is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()",
        _no_truncate(table),
    ]


def postgres_words(table: str) -> list[str]:
    """The same for words: a second INSERT of one sequence its key refuses already."""
    return [
        f"CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' THEN IF NEW.seq = OLD.seq AND NEW.body = '' AND length(NEW.salt) = 0 THEN RETURN NEW; "
        f"END IF; END IF; RAISE EXCEPTION 'the {table.replace('_', ' ')} is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()",
        _no_truncate(table),
    ]


def _no_truncate(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_guard()"
    )


def missing(connection: Connection) -> Iterator[str]:
    """The guarded tables whose triggers are not all there, word for word."""
    for table, words in {"journal": "", **GUARDED}.items():
        found = _found(connection, (table, words))
        if connection.dialect.name == "sqlite":
            wanted = {*sqlite(table), *(sqlite_words(words) if words else ())}
        elif words:
            wanted = {*_guarded(table, postgres(table)), *_guarded(words, postgres_words(words))}
        else:  # its function is as old as the file
            found, wanted = {each.split()[0] for each in found}, {f"{table}_append_only"}
        if not wanted <= found:
            yield table


def _guarded(table: str, statements: list[str]) -> Iterator[str]:
    """What ``_found`` says of a table's triggers: each one's name with what its function does."""
    does = statements[0].split("$$")[1]
    yield from (f"{table}_{kind} {does}" for kind in ("append_only", "no_truncate"))


def _found(connection: Connection, tables: tuple[str, ...]) -> set[str]:
    if connection.dialect.name == "sqlite":
        asked = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (:one, :two)")
    else:
        asked = text(
            "SELECT tgname || ' ' || prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid IN (to_regclass(:one), to_regclass(:two))"
        )
    return set(connection.execute(asked, {"one": tables[0], "two": tables[1] or tables[0]}).scalars())
