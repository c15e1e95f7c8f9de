"""What the exchange does: keys and partners, the log, bundles out and in, decisions."""
