"""What leaves the house, declared field by field."""
