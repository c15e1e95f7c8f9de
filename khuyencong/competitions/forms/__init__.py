"""Text that people type about products into values."""
