"""Every table of a bundle, in the order in which people look for them."""

from khuyencong.opendata.rules.tables import figures, law, places, programmes, projects, vote

TABLES = (
    *projects.TABLES,
    *figures.TABLES,
    *programmes.TABLES,
    *vote.TABLES,
    *law.TABLES,
    *places.TABLES,
)
BY_NAME = {table.name: table for table in TABLES}

__all__ = ["BY_NAME", "TABLES"]
