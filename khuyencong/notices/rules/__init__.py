"""Whom which act concerns, in which hours a notice leaves, what a sentence may say."""
