"""The exchange on the desk: partners, bundles, wishes, whence records came, codes."""
