"""The online public service: people of an establishment apply, and see what becomes of it."""
