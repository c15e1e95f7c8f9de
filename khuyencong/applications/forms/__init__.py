"""What is typed, read into values."""
