"""Programmes on the desk: how far they have come, what they aim at, what lies behind a number."""
