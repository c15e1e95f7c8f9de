"""What is typed about the vote: text in, values out."""
