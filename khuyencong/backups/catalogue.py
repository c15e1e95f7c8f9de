"""What a database has beside its rows: columns, indexes, constraints, each as one line."""

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
        "SELECT 'index ' || indexname, indexdef FROM pg_indexes"
        " WHERE schemaname = current_schema()",
        "SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE connamespace = current_schema()::regnamespace",
        "SELECT 'extension ' || extname, '' FROM pg_extension",
    ),
}


def catalogue() -> dict[str, str]:
    """Return what the database in use is made of, by name; the same for equal databases."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for question in QUESTIONS[connection.vendor]:
            cursor.execute(question)
            found |= dict(cursor.fetchall())
    return found


def differences(here: dict[str, str], there: dict[str, str]) -> list[str]:
    """Return one Vietnamese sentence for each thing that one has and the other has not so."""
    return [
        f"Cấu trúc khác nhau ở {name}."
        for name in sorted(here.keys() | there.keys())
        if here.get(name) != there.get(name)
    ]
