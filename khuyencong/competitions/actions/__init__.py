"""Everything that can happen to a round, an entry, a sheet, a session, a certificate."""
