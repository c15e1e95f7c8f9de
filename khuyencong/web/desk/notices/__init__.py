"""What a person was told: read, opened; ways chosen; sentences worded."""
