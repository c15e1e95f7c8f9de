"""Programmes of years, and what each aims at: targets, plans of a year, estimates, context."""
