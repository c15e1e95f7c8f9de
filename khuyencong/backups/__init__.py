"""The whole house in one file, into an empty house again, and the trial that says they are equal.

A backup holds every row of every table and every file that a row names, as they stood at one
instant; it is the same on SQLite and PostgreSQL. Keys and settings are not in it (`APART`).
"""
