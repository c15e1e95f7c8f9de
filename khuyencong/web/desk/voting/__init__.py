"""The vote of typical products on the desk."""
