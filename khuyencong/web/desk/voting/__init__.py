"""The vote on the desk: one module for each story."""
