"""What is typed about votes, fairs and titles, read into values."""
