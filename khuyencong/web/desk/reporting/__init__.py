"""The reporting calendar on the desk: what is owed, one report, what came, the terms."""
