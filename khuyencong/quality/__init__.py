"""Integrity checks as data: what looks wrong in whose records, how badly, and what to do."""
