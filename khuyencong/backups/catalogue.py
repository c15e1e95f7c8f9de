"""What a database has beside its rows: columns, indexes, constraints, each as one line."""

import re

from django.db import connection

#: By database: questions whose answers are lines of two texts.
QUESTIONS = {
    "sqlite": (
        "SELECT type || ' ' || name, sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    ),
    "postgresql": (
        "SELECT 'column ' || table_name || '.' || column_name, concat_ws(' ', data_type,"
        " character_maximum_length, is_nullable, identity_generation, collation_name)"
        " FROM information_schema.columns WHERE table_schema = current_schema()",
        # A primary key keeps the name that its table had first; only its columns are asked.
        "SELECT 'index ' || indexname, indexdef FROM pg_indexes"
        " WHERE schemaname = current_schema() AND indexname NOT LIKE '%\\_pkey'",
        "SELECT 'constraint ' || conrelid::regclass || '.'"
        " || CASE contype WHEN 'p' THEN 'primary' ELSE conname END, pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE connamespace = current_schema()::regnamespace",
        "SELECT 'extension ' || extname, '' FROM pg_extension",
    ),
}
#: A quoted text whole, or what stands alone.
_PIECES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|[(),]|[^'\"(),]+")


def catalogue() -> dict[str, str]:
    """Return what the database in use is made of, by name; the same for equal databases."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for question in QUESTIONS[connection.vendor]:
            cursor.execute(question)
            found |= {name: _in_order(text) for name, text in cursor.fetchall()}
    return found


def _in_order(text: str) -> str:
    """Return what makes a table in one order, whenever each of its columns came; the rest as is."""
    head, bracket, body = text.partition(" (")
    if not head.startswith("CREATE TABLE"):
        return text
    return head + bracket + ", ".join(sorted(_parts(body.removesuffix(")"))))


def _parts(body: str) -> list[str]:
    """Cut between columns and constraints: at the commas outside brackets and quoted text."""
    parts, depth = [""], 0
    for piece in _PIECES.findall(body):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def differences(here: dict[str, str], there: dict[str, str]) -> list[str]:
    """Return one Vietnamese sentence for each thing that one has and the other has not so."""
    return [
        f"Cấu trúc khác nhau ở {name}."
        for name in sorted(here.keys() | there.keys())
        if here.get(name) != there.get(name)
    ]
