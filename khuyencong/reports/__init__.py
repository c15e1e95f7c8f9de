"""Measures, and the reports that are written from them: every figure opens what it rests on."""
