"""Kits on the desk: issued, taken back, what came in, what a person must decide."""
