"""Văn thư: documents drafted, signed, numbered without gaps, and kept as they left the house.

    from khuyencong.office import actions, queries
    from khuyencong.office.states import About, Kind

A room above says what it issues as a `Kind` (who may draft it, who may sign it), makes the words
from its own facts as a `documents.Document`, and hands both to `actions.draft`.
"""
