"""What is typed of publications and questions."""
