"""Accounts on the desk: who holds which role where, one account, what is done about it."""
