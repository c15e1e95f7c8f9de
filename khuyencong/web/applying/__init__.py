"""Typing a request: parts, papers, sheets; the same at the desk and in the public service."""
