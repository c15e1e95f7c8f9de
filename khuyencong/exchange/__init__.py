"""Instances of a province and of the centre are one database: signed bundles between them."""
