"""What is done with open data: a bundle is written, kept, and let go."""
