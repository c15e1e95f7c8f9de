"""What the exchange asks: who is home of what, what goes into a bundle, what the pages show."""
