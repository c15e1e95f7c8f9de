"""The rows of every table, and the bundles that are kept."""
