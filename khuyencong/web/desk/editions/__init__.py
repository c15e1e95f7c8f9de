"""Periodic reports at the desk: begun, written, reviewed, signed, sent, corrected."""
