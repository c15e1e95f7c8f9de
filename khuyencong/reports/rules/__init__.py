"""Pure rules of reports: who may do what with an edition, what it freezes, what changed since."""
